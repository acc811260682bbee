import {
  whyNotQualifying,
  type DatedRow,
  type LinkedRow,
  type OffenceLevel,
} from './contact-row.js';
import { episodesOf, type Episode } from './episode.js';
import { confirmedEpisodes } from './high-utilizer.js';
import { daysBetween, monthKey, type LocalDate } from './local-date.js';

/** One episode of one person. */
export interface ContactFact {
  readonly episodeKey: string;
  /** By all links; null for an episode that only the confirmed links alone make. */
  readonly firstOn: LocalDate | null;
  /** By confirmed links alone: what the utilizer status counts. */
  readonly confirmedOn: LocalDate | null;
  readonly monthKey: number;
  /** Of its first record. */
  readonly department: string;
  /** Of all its records: it may be counted by whoever may count each of them. */
  readonly datasets: readonly string[];
  readonly labels: readonly string[];
  readonly isCited: boolean;
  readonly isBooked: boolean;
  readonly isArrested: boolean;
  readonly worstLevel: OffenceLevel | null;
  readonly chargeCount: number;
  readonly daysSincePrevious: number | null;
}

/** A record beside the episode it belongs to, or beside the reason why it belongs to none. */
export interface ContactRecord {
  readonly recordKey: string;
  readonly episodeKey: string | null;
  readonly reason: string | null;
}

const LEVELS: readonly OffenceLevel[] = ['infraction', 'municipal', 'misdemeanor', 'felony'];

export function contactFacts(rows: readonly LinkedRow[]): ContactFact[] {
  const all = episodesOf(rows).sort(byDate);
  const confirmed = new Map(confirmedEpisodes(rows).map((episode) => [episode.key, episode]));
  const known = new Set(all.map(({ key }) => key));
  const regrouped = [...confirmed.values()].filter(({ key }) => !known.has(key));
  return [
    ...all.map((episode, index) => ({
      ...measuresOf(episode),
      firstOn: episode.on,
      confirmedOn: confirmed.get(episode.key)?.on ?? null,
      daysSincePrevious: daysSince(all[index - 1], episode),
    })),
    ...regrouped.map((episode) => ({
      ...measuresOf(episode),
      firstOn: null,
      confirmedOn: episode.on,
      daysSincePrevious: null,
    })),
  ];
}

export function contactRecords(rows: readonly LinkedRow[]): ContactRecord[] {
  const counted = episodesOf(rows).flatMap(({ key, rows: members }) =>
    members.map(({ recordKey }, index) => ({
      recordKey,
      episodeKey: key,
      reason: index === 0 ? null : 'same_episode',
    })),
  );
  const leftOut = rows.flatMap((row) => {
    const reason = whyNotQualifying(row);
    return reason ? [{ recordKey: row.recordKey, episodeKey: null, reason }] : [];
  });
  return [...counted, ...leftOut];
}

function measuresOf({ key, on, rows }: Episode) {
  const levels = rows.map(({ worstLevel }) => worstLevel);
  return {
    episodeKey: key,
    monthKey: monthKey(on),
    department: rows[0]?.department ?? '',
    datasets: unique(rows.map(({ dataset }) => dataset)),
    labels: unique(rows.flatMap(({ labels }) => labels)),
    isCited: rows.some(({ kind }) => kind === 'citation'),
    isBooked: rows.some(({ kind }) => kind === 'booking'),
    isArrested: rows.some(isArrest),
    worstLevel: LEVELS.findLast((level) => levels.includes(level)) ?? null,
    chargeCount: rows.reduce((sum, { chargeCount }) => sum + chargeCount, 0),
  };
}

const isArrest = (row: DatedRow) => row.kind === 'booking' || row.isArrest;

const daysSince = (previous: Episode | undefined, { on }: Episode) =>
  previous ? daysBetween(previous.on, on) : null;

const byDate = (a: Episode, b: Episode) =>
  a.on < b.on || (a.on === b.on && a.key < b.key) ? -1 : 1;

const unique = (values: readonly string[]) => [...new Set(values)].sort();
