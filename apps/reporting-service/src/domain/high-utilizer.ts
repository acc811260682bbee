import type { LinkedRow } from './contact-row.js';
import { episodesOf, type Episode } from './episode.js';
import { earliest, plusDays, plusYears, type LocalDate } from './local-date.js';

/** Version 1 of the measure: cited or booked in eleven episodes within five years. */
export const HFU = {
  measure: 'hfu_cited_or_booked',
  definitionVersion: 1,
  years: 5,
  episodes: 11,
} as const;

export interface Standing {
  readonly asOf: LocalDate;
  readonly confirmed: number;
  readonly withProbable: number;
  /** By confirmed links alone. */
  readonly isHighUtilizer: boolean;
  /** Would be one if every probable link were true. */
  readonly isUncertain: boolean;
}

/** Live status, snapshots and the past: the same answer from the same rows. */
export function standingOf(rows: readonly LinkedRow[], asOf: LocalDate): Standing {
  const confirmed = countWithin(confirmedEpisodes(rows), asOf);
  const withProbable = countWithin(episodesOf(rows), asOf);
  const isHighUtilizer = confirmed >= HFU.episodes;
  return {
    asOf,
    confirmed,
    withProbable,
    isHighUtilizer,
    isUncertain: !isHighUtilizer && withProbable >= HFU.episodes,
  };
}

export const confirmedEpisodes = (rows: readonly LinkedRow[]): Episode[] =>
  episodesOf(rows.filter(({ confidence }) => confidence === 'confirmed'));

export const windowStart = (asOf: LocalDate): LocalDate => plusYears(asOf, -HFU.years);

/** The first as-of date on which the status differs, if no record changes until then. */
export function changesOn(rows: readonly LinkedRow[], asOf: LocalDate): LocalDate | null {
  const episodes = confirmedEpisodes(rows);
  const isHighUtilizer = (at: LocalDate) => countWithin(episodes, at) >= HFU.episodes;
  const dates = episodes.flatMap(({ on }) => [plusDays(on, 1), leavesWindowOn(on)]);
  const changes = dates.filter((at) => at > asOf && isHighUtilizer(at) !== isHighUtilizer(asOf));
  return earliest(changes) ?? null;
}

function countWithin(episodes: readonly Episode[], asOf: LocalDate): number {
  const from = windowStart(asOf);
  return episodes.filter(({ on }) => from <= on && on < asOf).length;
}

/** A leap day in the window's start can hold an episode one day longer. */
function leavesWindowOn(on: LocalDate): LocalDate {
  const candidate = plusYears(plusDays(on, 1), HFU.years);
  return windowStart(candidate) > on ? candidate : plusDays(candidate, 1);
}
