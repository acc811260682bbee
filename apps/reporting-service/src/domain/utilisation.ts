import { whyNotQualifying, type Confidence, type LinkedRow } from './contact-row.js';
import { episodesOf, type Episode } from './episode.js';
import { standingOf, windowStart, type Standing } from './high-utilizer.js';
import type { LocalDate } from './local-date.js';

export interface CountedEpisode {
  readonly on: LocalDate;
  readonly kinds: readonly string[];
  readonly departments: readonly string[];
  readonly recordKeys: readonly string[];
  readonly confidence: Confidence;
}

export interface LeftOutRow {
  readonly recordKey: string;
  readonly reason: string;
}

export interface Utilisation {
  /** Absent where a counted episode rests on a record that the reader may not see. */
  readonly standing?: Standing;
  readonly counted: readonly CountedEpisode[];
  readonly leftOut: readonly LeftOutRow[];
}

/** How a person's count comes about, told from the records that the reader may see. */
export function utilisationOf(
  rows: readonly LinkedRow[],
  asOf: LocalDate,
  isReadable: (row: LinkedRow) => boolean,
): Utilisation {
  const episodes = episodesOf(rows);
  const counted = episodes.filter(({ on }) => isWithin(on, asOf));
  const listed = listable(counted, isReadable);
  const isComplete = counted.every((episode) => episode.rows.every(isReadable));
  return {
    ...(isComplete && { standing: standingOf(rows, asOf) }),
    counted: listed.map(countedEpisode),
    leftOut: [
      ...rows.flatMap(notQualifying),
      ...episodes.flatMap((episode) => outsideWindow(episode, asOf)),
      ...listed.flatMap(besideTheFirst),
    ].filter(({ recordKey }) => rows.some((row) => row.recordKey === recordKey && isReadable(row))),
  };
}

function listable(
  episodes: readonly Episode[],
  isReadable: (row: LinkedRow) => boolean,
): Episode[] {
  return episodes
    .map((episode) => ({ ...episode, rows: episode.rows.filter(isReadable) }))
    .filter(({ rows }) => rows.length > 0)
    .map((episode) => ({ ...episode, on: episode.rows[0]?.on ?? episode.on }));
}

function countedEpisode({ on, rows }: Episode): CountedEpisode {
  return {
    on,
    kinds: unique(rows.map(({ kind }) => kind)),
    departments: unique(rows.map(({ department }) => department)),
    recordKeys: rows.map(({ recordKey }) => recordKey),
    confidence: rows.some(({ confidence }) => confidence === 'confirmed')
      ? 'confirmed'
      : 'probable',
  };
}

function notQualifying(row: LinkedRow): LeftOutRow[] {
  const reason = whyNotQualifying(row);
  return reason ? [{ recordKey: row.recordKey, reason }] : [];
}

function outsideWindow({ on, rows }: Episode, asOf: LocalDate): LeftOutRow[] {
  if (isWithin(on, asOf)) return [];
  const reason = on < asOf ? 'before_window' : 'on_or_after_as_of';
  return rows.map(({ recordKey }) => ({ recordKey, reason }));
}

const besideTheFirst = ({ rows }: Episode): LeftOutRow[] =>
  rows.slice(1).map(({ recordKey }) => ({ recordKey, reason: 'same_episode' }));

const isWithin = (on: LocalDate, asOf: LocalDate) => windowStart(asOf) <= on && on < asOf;

const unique = (values: readonly string[]) => [...new Set(values)].sort();
