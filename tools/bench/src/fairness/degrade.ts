import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { CityTruth, GroupsOfPerson } from './city-truth.js';
import { lineOf, placeOf, rowsOf } from './csv.js';
import type { Predictions } from './predictions.js';

/** Share of the group's records that are spoilt. */
const SHARE = 0.4;
const NUMBERS = 'source_person_id ssn ssn4 state_id driver_licence medicaid hmis_id'.split(' ');

/** Copies a table of subjects with the names and birth dates of one group spoilt and its numbers gone, to show that the gate bites. */
export async function degradeTable(
  from: string,
  to: string,
  group: string,
  people: GroupsOfPerson,
): Promise<void> {
  const file = createWriteStream(to);
  const output = to.endsWith('.gz') ? createGzip() : undefined;
  output?.pipe(file);
  const target = output ?? file;
  let spoil: ((row: string[]) => string[]) | undefined;
  for await (const row of rowsOf(from)) {
    const written = spoil?.(row) ?? row;
    spoil ??= spoiling(row, group, people);
    if (!target.write(lineOf(written))) await once(target, 'drain');
  }
  target.end();
  await once(file, 'finish');
}

function spoiling(header: readonly string[], group: string, people: GroupsOfPerson) {
  const [id, person, family, birthDate] = ['id', 'person', 'family', 'birth_date'].map((name) =>
    placeOf(name, header),
  ) as [number, number, number, number];
  const numbers = new Set(NUMBERS.map((name) => placeOf(name, header)));
  return (row: string[]): string[] => {
    const digest = digestOf(row[id] ?? '');
    const own = people.get(row[person] ?? '');
    if (!own || !Object.values(own).includes(group) || !isChosen(digest)) return row;
    return row.map((cell, place) => {
      if (numbers.has(place)) return '';
      if (place === family) return scrambled(cell);
      return place === birthDate && cell ? anyDate(digest) : cell;
    });
  };
}

/** Un-links records of one group, for clusters that were found before. */
export function degradePredictions(
  predictions: Predictions,
  group: string,
  { ids, groups }: Pick<CityTruth, 'ids' | 'groups'>,
): Predictions {
  const isOf = (at: number) => Object.values(groups).some((names) => names[at] === group);
  const alone = ids.flatMap((id, at) =>
    isOf(at) && isChosen(digestOf(id)) ? [[id, `alone ${id}`] as const] : [],
  );
  return new Map([...predictions, ...alone]);
}

const digestOf = (id: string) => createHash('sha256').update(id).digest();
const isChosen = (digest: Buffer) => digest.readUInt32LE(0) / 2 ** 32 < SHARE;
const scrambled = (name: string) => [...name].reverse().join('');

function anyDate(digest: Buffer): string {
  const part = (at: number, from: number, values: number) =>
    String(from + (digest.readUInt32LE(at) % values)).padStart(2, '0');
  return `${part(4, 1940, 66)}-${part(8, 1, 12)}-${part(12, 1, 28)}`;
}
