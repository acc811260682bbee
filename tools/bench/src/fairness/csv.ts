import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Rows of a CSV file, compressed where its name ends in `.gz`, header first. */
export async function* rowsOf(path: string): AsyncGenerator<string[]> {
  const bytes = createReadStream(path);
  const parser = parse({ bom: true, relax_column_count: true });
  // Whatever fails on the way ends the rows.
  const fail = () => undefined;
  if (path.endsWith('.gz')) pipeline(bytes, createGunzip(), parser, fail);
  else pipeline(bytes, parser, fail);
  yield* parser as AsyncIterable<string[]>;
}

/** The other way round, with its end. */
export const lineOf = (cells: readonly string[]): string => stringify([[...cells]]);

/** Cells of each row by the names in the header. @throws Error naming a column that is missing */
export async function* columnsOf(path: string, names: readonly string[]): AsyncGenerator<string[]> {
  let places: number[] | undefined;
  for await (const row of rowsOf(path)) {
    if (places) yield places.map((place) => row[place] ?? '');
    else places = names.map((name) => placeOf(name, row));
  }
}

export function placeOf(name: string, header: readonly string[]): number {
  const place = header.indexOf(name);
  if (place < 0) throw new Error(`The table has no column "${name}".`);
  return place;
}
