import { aKinship, asKin } from './people/household.js';
import { aLife } from './people/life.js';
import { aPerson, DAY, type TruePerson } from './people/person.js';
import { COMMUNITIES } from './names/customs.js';
import { Random } from './random.js';
import { OnFile } from './records/copy.js';
import { recordsOf, type Arrival } from './records/departments.js';

export interface CityOptions {
  /** How many people live here, or how many records (distinct keys) departments write at most; one of the two. */
  readonly people?: number;
  readonly records?: number;
  readonly seed: number;
  /** UTC instant: everything is dated back from it. */
  readonly asOf: Date;
  /** Share of people under 18; none by default, as departments do not send them unless their owner keeps minors. */
  readonly juveniles?: number;
}

export interface Citizen {
  readonly person: TruePerson;
  readonly arrivals: readonly Arrival[];
}

/** So many earlier people may have given up their telephone number to a later one. */
const NUMBERS_KEPT = 4096;

/** The city's people one by one, each from a stream of their own: more people never change the earlier ones. */
export function* citizens(options: CityOptions): Generator<Citizen> {
  const { people = Infinity, records = Infinity, seed, asOf } = options;
  if (people === Infinity && records === Infinity) throw new Error('A city has an end.');
  const phones: string[] = [];
  let previous: TruePerson | undefined;
  let left = records;
  for (let nth = 0; nth < people && left > 0; nth += 1) {
    const random = new Random(seed, nth);
    const person = born(nth, options, { previous, phones }, random);
    const written = { person, onFile: new OnFile(person), random, asOf: +asOf };
    const firsts = aLife(person, random, +asOf).flatMap((happening, at) =>
      recordsOf(written, happening, at),
    );
    const arrivals = firsts.slice(0, left).flatMap((first) => whatFollows(first, random, +asOf));
    yield { person, arrivals };
    left -= firsts.length;
    previous = person;
    phones[nth % NUMBERS_KEPT] = person.phones[0]?.value ?? '';
  }
}

/** Everything departments will push, in the order it arrives, all in memory. */
export function arrivalsOf(options: CityOptions): Arrival[] {
  return [...citizens(options)]
    .flatMap(({ arrivals }) => arrivals)
    .sort((a, b) => a.at - b.at || compare(a.record.recordId, b.record.recordId));
}

/** By code point, whatever the machine's language. */
export const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

interface Before {
  readonly previous: TruePerson | undefined;
  readonly phones: readonly string[];
}

function born(
  nth: number,
  { seed, asOf, juveniles = 0 }: CityOptions,
  { previous, phones }: Before,
  random: Random,
): TruePerson {
  const kinship = previous && aKinship(random);
  const community = kinship && COMMUNITIES.find((own) => own.ethnicity === previous.community);
  const own = aPerson(
    {
      id: `p-${seed}-${String(nth).padStart(6, '0')}`,
      seed,
      nth,
      asOf: +asOf,
      juveniles,
      passedOnPhone: phones.length > 0 ? random.pick(phones) : undefined,
      community,
    },
    random,
  );
  return kinship ? asKin(kinship, { of: previous, own, asOf: +asOf }, random) : own;
}

/** Corrections, voids, late seals and exact repeats of one record. */
function whatFollows(first: Arrival, random: Random, asOf: number): Arrival[] {
  const later = () => Math.min(asOf, first.at + Math.floor(random.next() * 60 * DAY));
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
