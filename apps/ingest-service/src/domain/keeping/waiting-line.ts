/** Rows that wait for a transaction, in one piece: their answers come together. */
export interface Waiting {
  readonly source: string;
  readonly isSingle: boolean;
  readonly rows: number;
  readonly bytes: number;
}

/** Single posts before batches, sources in turn: a back-load never starves a live feed. */
export class WaitingLine<W extends Waiting> {
  private readonly singles = new Turns<W>();
  private readonly bulk = new Turns<W>();
  rows = 0;
  bytes = 0;

  add(waiting: W): void {
    (waiting.isSingle ? this.singles : this.bulk).add(waiting);
    this.count(waiting, 1);
  }

  /** The next transaction: as many as fit, and at least one. */
  take(limit: number): W[] {
    const taken: W[] = [];
    for (let room = limit; room > 0;) {
      const next = this.singles.next(room) ?? this.bulk.next(taken.length ? room : Infinity);
      if (!next) break;
      taken.push(next);
      room -= next.rows;
      this.count(next, -1);
    }
    return taken;
  }

  private count({ rows, bytes }: Waiting, sign: 1 | -1): void {
    this.rows += sign * rows;
    this.bytes += sign * bytes;
  }
}

class Turns<W extends Waiting> {
  /** In order of turn: who was served goes to the end. */
  private readonly bySource = new Map<string, W[]>();

  add(waiting: W): void {
    const line = this.bySource.get(waiting.source);
    if (line) line.push(waiting);
    else this.bySource.set(waiting.source, [waiting]);
  }

  next(room: number): W | undefined {
    for (const [source, line] of this.bySource) {
      if ((line[0]?.rows ?? 0) > room) continue;
      this.bySource.delete(source);
      const first = line.shift();
      if (line.length > 0) this.bySource.set(source, line);
      return first;
    }
    return undefined;
  }
}
