import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../city.js';
import type { Arrival } from '../records/departments.js';
import { LineFile } from './line-file.js';

const SPAN = 14 * 86_400_000;

export interface Line {
  readonly at: number;
  readonly recordId: string;
  readonly feed: string;
  /** JSON as it is pushed. */
  readonly record: string;
  /** JSON */
  readonly truth: string;
}

/** Puts any number of arrivals in order through files of two weeks each: only one of them is ever in memory. */
export class ArrivalsInOrder {
  private readonly spans = new Map<number, LineFile>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  add({ at, feed, record, truth }: Arrival): void {
    const span = Math.floor(at / SPAN);
    const file = this.spans.get(span) ?? new LineFile(this.pathOf(span));
    this.spans.set(span, file);
    // JSON has no bare tab.
    const whose = JSON.stringify({
      recordKey: `${feed}/${record.recordId}`,
      version: record.version,
      ...truth,
    });
    file.write([at, record.recordId, feed, JSON.stringify(record), whose].join('\t'));
  }

  /** Once: afterwards nothing is left of the files. */
  *inOrder(): Generator<Line> {
    for (const file of this.spans.values()) file.close();
    for (const span of [...this.spans.keys()].sort((a, b) => a - b)) {
      const lines = readFileSync(this.pathOf(span), 'utf8').trimEnd().split('\n').map(lineOf);
      yield* lines.sort((a, b) => a.at - b.at || compare(a.recordId, b.recordId));
    }
    rmSync(this.folder, { recursive: true });
  }

  private pathOf(span: number): string {
    return join(this.folder, `${span}.tsv`);
  }
}

function lineOf(text: string): Line {
  const [at = '', recordId = '', feed = '', record = '', truth = ''] = text.split('\t');
  return { at: Number(at), recordId, feed, record, truth };
}
