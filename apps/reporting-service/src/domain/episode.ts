import {
  isForWarrant,
  isQualifying,
  type Citation,
  type DatedRow,
  type LinkedRow,
} from './contact-row.js';
import type { LocalDate } from './local-date.js';

const STOP_MS = 30 * 60 * 1000;

/** What happened to one person at one time, however many records tell of it. */
export interface Episode {
  readonly key: string;
  /** Date of its first row, before any window is looked at. */
  readonly on: LocalDate;
  /** In the order of date, instant and key: the first one dates the episode. */
  readonly rows: readonly DatedRow[];
}

/** Contact episodes of one person: the qualifying rows, grouped by what they tell of. */
export function episodesOf(rows: readonly LinkedRow[]): Episode[] {
  const qualifying = rows.filter(isQualifying).sort(byTime);
  const stops = stopsOf(qualifying);
  const groups = Map.groupBy(qualifying, (row) => episodeKey(row, stops));
  return [...groups].map(([key, members]) => ({ key, on: first(members).on, rows: members }));
}

function episodeKey(row: DatedRow, stops: ReadonlyMap<DatedRow, string>): string {
  const own = `s:${row.recordKey}`;
  if (row.kind === 'booking' && isForWarrant(row)) return `w:${row.agency}:${row.recordKey}`;
  const incidentNo = row.incidentNos[0];
  if (incidentNo !== undefined) return `i:${row.agency}:${incidentNo}${yearIfReused(row)}`;
  if (row.kind === 'booking') return row.bookingGroupNo === null ? own : `g:${row.bookingGroupNo}`;
  return stops.get(row) ?? own;
}

const yearIfReused = ({ flags, on }: DatedRow) =>
  flags.includes('incident_reused') ? `:${on.slice(0, 4)}` : '';

type StopCitation = DatedRow & Citation & { readonly at: Date; readonly officerNo: string };

/** Citations by one officer within half an hour of the first of them are one stop. */
function stopsOf(rows: readonly DatedRow[]): Map<DatedRow, string> {
  const stops = new Map<DatedRow, string>();
  const open = new Map<string, StopCitation>();
  for (const row of rows.filter(isStopCitation).sort(byInstant)) {
    const officer = JSON.stringify([row.agency, row.officerNo]);
    const start = open.get(officer);
    const joins = start !== undefined && +row.at - +start.at < STOP_MS;
    if (!joins) open.set(officer, row);
    stops.set(row, `o:${(joins ? start : row).recordKey}`);
  }
  return stops;
}

function isStopCitation(row: DatedRow): row is StopCitation {
  if (row.kind === 'booking' || row.incidentNos.length > 0) return false;
  return row.officerNo !== null && row.at !== null;
}

function first(rows: readonly DatedRow[]): DatedRow {
  const [row] = rows;
  if (!row) throw new Error('an episode has at least one row');
  return row;
}

const byTime = (a: DatedRow, b: DatedRow) =>
  compare(a.on, b.on) || +(a.at ?? 0) - +(b.at ?? 0) || compare(a.recordKey, b.recordKey);

const byInstant = (a: StopCitation, b: StopCitation) =>
  +a.at - +b.at || compare(a.recordKey, b.recordKey);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
