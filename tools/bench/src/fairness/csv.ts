import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Rows of a CSV file, compressed where its name ends in `.gz`, header first; a cell does not span lines. */
export async function* rowsOf(path: string): AsyncGenerator<string[]> {
  const bytes = createReadStream(path);
  const input = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) yield cellsOf(line);
}

/** The other way round. */
export const lineOf = (cells: readonly string[]): string => cells.map(quoted).join(',');

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

const CELL = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(CELL)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  );
}

const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
