import { grown, shared } from '@continuum/identity-service';
import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A column as a column store keeps it: each text once, and which of them every row has. */
export interface Column {
  readonly texts: readonly string[];
  readonly codes: Int32Array;
}

/** A file's columns by their headings; every column has one text per row. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Reads a CSV with a heading row, gzipped if its name ends in `.gz`; cells are trimmed. */
export async function readTable(file: string): Promise<Table> {
  const headings: string[] = [];
  let columns: ColumnWriter[] | undefined;
  let rows = 0;
  const parser = parse({ bom: true, trim: true, relax_column_count: true });
  const source = createReadStream(file);
  const reading = file.endsWith('.gz')
    ? pipeline(source, createGunzip(), parser)
    : pipeline(source, parser);
  for await (const cells of parser as AsyncIterable<string[]>) {
    if (!columns) {
      headings.push(...cells);
      columns = cells.map(() => new ColumnWriter());
      continue;
    }
    for (let at = 0; at < columns.length; at += 1) columns[at]!.add(cells[at] ?? '');
    rows += 1;
  }
  await reading;
  const written = (columns ?? []).map((column) => column.end());
  return { rows, columns: new Map(headings.map((heading, at) => [heading, written[at]!])) };
}

export function columnFrom(cells: readonly string[]): Column {
  const column = new ColumnWriter();
  for (const cell of cells) column.add(cell);
  return column.end();
}

/** @throws Error naming a column that the file does not have */
export function columnOf({ columns }: Table, heading: string): Column {
  const column = columns.get(heading);
  if (!column) {
    throw new Error(
      `The file has no column "${heading}"; it has ${[...columns.keys()].join(', ')}.`,
    );
  }
  return column;
}

/** @returns one text per row */
export const textsOf = ({ texts, codes }: Column): string[] =>
  Array.from(codes, (code) => texts[code]!);

class ColumnWriter {
  private readonly codeOf = new Map<string, number>();
  private readonly texts: string[] = [];
  private codes: Int32Array = new Int32Array(1 << 10);
  private rows = 0;

  add(cell: string): void {
    let code = this.codeOf.get(cell);
    if (code === undefined) {
      code = this.texts.push(cell) - 1;
      this.codeOf.set(cell, code);
    }
    if (this.rows === this.codes.length) {
      this.codes = grown(this.codes, this.rows + 1);
    }
    this.codes[this.rows] = code;
    this.rows += 1;
  }

  end(): Column {
    return { texts: this.texts, codes: shared(this.codes.subarray(0, this.rows)) };
  }
}
