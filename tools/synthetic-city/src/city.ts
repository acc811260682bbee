import { recordsOf, type Arrival } from './departments.js';
import { aLife } from './life.js';
import { aPerson, aRelative, type TruePerson } from './person.js';
import { Random } from './random.js';

export interface CityOptions {
  readonly people: number;
  readonly seed: number;
  /** UTC instant: everything is dated back from it. */
  readonly asOf: Date;
}

export interface Citizen {
  readonly person: TruePerson;
  readonly arrivals: readonly Arrival[];
}

const DAY = 86_400_000;

/** The city's people one by one, each from a stream of their own: more people never change the earlier ones. */
export function* citizens({ people, seed, asOf }: CityOptions): Generator<Citizen> {
  let previous: TruePerson | undefined;
  for (let nth = 0; nth < people; nth += 1) {
    const random = new Random(seed, nth);
    const id = `p-${seed}-${String(nth).padStart(6, '0')}`;
    const person = oneOf(id, random, asOf, previous);
    const arrivals = aLife(person, random, +asOf)
      .flatMap((happening, at) => recordsOf(person, happening, at, random, +asOf))
      .flatMap((arrival) => whatFollows(arrival, random, +asOf));
    yield { person, arrivals };
    previous = person;
  }
}

/** Everything departments will push, in the order it arrives. */
export function arrivalsOf(options: CityOptions): Arrival[] {
  return [...citizens(options)]
    .flatMap(({ arrivals }) => arrivals)
    .sort((a, b) => a.at - b.at || (a.record.recordId < b.record.recordId ? -1 : 1));
}

function oneOf(
  id: string,
  random: Random,
  asOf: Date,
  previous: TruePerson | undefined,
): TruePerson {
  const person = aPerson(id, random, asOf.getUTCFullYear());
  if (previous && random.chance(0.008)) return aRelative('twin', previous, person);
  if (previous && Number(previous.birthDate.slice(0, 4)) < 1980 && random.chance(0.01))
    return aRelative('junior', previous, person);
  return person;
}

/** Corrections, voids, late seals and exact repeats of one record. */
function whatFollows(first: Arrival, random: Random, asOf: number): Arrival[] {
  const later = () => Math.min(asOf, first.at + random.next() * 60 * DAY);
  const version = (change: object, errors: string[]): Arrival => ({
    ...first,
    at: later(),
    record: { ...first.record, version: 2, ...change },
    truth: { ...first.truth, errors: [...first.truth.errors, ...errors] },
  });
  const arrivals = [first];
  if (random.chance(0.03)) arrivals.push(version({ correctionReason: 'clerical' }, ['corrected']));
  else if (random.chance(0.007))
    arrivals.push(version({ status: 'voided', voidReason: 'entered_in_error' }, ['voided']));
  else if (random.chance(0.003)) arrivals.push(version({ restrictions: ['sealed'] }, ['sealed']));
  if (random.chance(0.02)) arrivals.push({ ...first, at: later() });
  return random.chance(0.01) ? arrivals.reverse() : arrivals;
}
