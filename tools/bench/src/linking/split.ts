import { hash } from 'node:crypto';
import type { Table } from './table.js';

/**
 * Divides a file by true person, so that nobody is in both parts.
 * @param share of the people that is the test part; the rest is the tune part
 */
export function partOfTable(
  table: Table,
  truth: Int32Array,
  { share, part, seed }: { readonly share: number; readonly part: string; readonly seed: number },
): Table {
  if (part !== 'tune' && part !== 'test') throw new Error('--part is tune or test.');
  const rows: number[] = [];
  for (const [row, person] of truth.entries()) {
    const drawn = parseInt(hash('sha256', `${seed}\n${person}`).slice(0, 8), 16) / 0x100000000;
    if (drawn < share === (part === 'test')) rows.push(row);
  }
  const columns = [...table.columns].map(
    ([heading, { texts, codes }]) =>
      [heading, { texts, codes: Int32Array.from(rows, (row) => codes[row]!) }] as const,
  );
  return { rows: rows.length, columns: new Map(columns) };
}
