import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A file's columns by their headings; every column has one text per row. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** Reads a CSV with a heading row, gzipped if its name ends in `.gz`; cells are trimmed. */
export async function readTable(file: string): Promise<Table> {
  const columns = new Map<string, string[]>();
  let all: string[][] = [];
  let rows = 0;
  const parser = parse({ bom: true, trim: true, relax_column_count: true });
  const source = createReadStream(file);
  const reading = file.endsWith('.gz')
    ? pipeline(source, createGunzip(), parser)
    : pipeline(source, parser);
  for await (const cells of parser as AsyncIterable<string[]>) {
    if (columns.size === 0) {
      for (const heading of cells) columns.set(heading, []);
      all = [...columns.values()];
      continue;
    }
    for (let at = 0; at < all.length; at += 1) all[at]!.push(cells[at] ?? '');
    rows += 1;
  }
  await reading;
  return { rows, columns };
}

/** @throws Error naming a column that the file does not have */
export function columnOf({ columns }: Table, heading: string): readonly string[] {
  const column = columns.get(heading);
  if (!column) {
    throw new Error(
      `The file has no column "${heading}"; it has ${[...columns.keys()].join(', ')}.`,
    );
  }
  return column;
}
