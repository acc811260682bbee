import { peopleFile } from '@continuum/synthetic-city';
import { ageBand } from './age-band.js';
import { columnsOf } from './csv.js';

export const DIMENSIONS = ['sex', 'ethnicity', 'age'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Whose the records of a city are, and to which groups these people belong. Names of groups are `ethnicity:white`. */
export interface CityTruth {
  readonly ids: readonly string[];
  readonly person: Int32Array;
  readonly groups: Readonly<Record<Dimension, readonly string[]>>;
}

export type GroupsOfPerson = ReadonlyMap<string, Readonly<Record<Dimension, string>>>;

/** @param asOfYear in which ages are told */
export async function readPeople(subjects: string, asOfYear: number): Promise<GroupsOfPerson> {
  const people = new Map<string, Readonly<Record<Dimension, string>>>();
  const names = ['person', 'sex', 'ethnicity', 'birth_year'];
  for await (const [person = '', sex, ethnicity, year] of columnsOf(peopleFile(subjects), names)) {
    const age = `age:${ageBand(asOfYear - Number(year))}`;
    people.set(person, { sex: `sex:${sex}`, ethnicity: `ethnicity:${ethnicity}`, age });
  }
  return people;
}

/** @throws Error where a record is about nobody in the people file */
export async function readTruth(subjects: string, people: GroupsOfPerson): Promise<CityTruth> {
  const ids: string[] = [];
  const person: number[] = [];
  const groups = { sex: [] as string[], ethnicity: [] as string[], age: [] as string[] };
  const numbers = new Map([...people.keys()].map((name, at) => [name, at]));
  for await (const [id = '', name = ''] of columnsOf(subjects, ['id', 'person'])) {
    const own = people.get(name);
    const number = numbers.get(name);
    if (!own || number === undefined) throw new Error('A record is about nobody known.');
    ids.push(id);
    person.push(number);
    for (const dimension of DIMENSIONS) groups[dimension].push(own[dimension]);
  }
  return { ids, person: Int32Array.from(person), groups };
}
