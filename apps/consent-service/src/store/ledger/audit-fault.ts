import { entryHash, type ChainedEntry } from './audit-chain.js';

export type AuditFaultKind = 'altered' | 'missing' | 'reordered' | 'truncated' | 'forked';

export interface AuditFault {
  readonly partition: string;
  readonly seq: number;
  readonly kind: AuditFaultKind;
}

/** Walks along one chain and says what is wrong with the first row that does not follow. */
export class ChainWalk {
  private seq = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly partition: string,
    private hash: Buffer,
  ) {
    this.seen.add(hash.toString('hex'));
  }

  step(row: ChainedEntry): AuditFault | undefined {
    const isIntact = entryHash(row.prevHash, row.entry).equals(row.hash);
    const isInItsPlace = row.entry['seq'] === row.seq && row.entry['partition'] === row.partition;

    if (isIntact && !isInItsPlace) return this.fault('reordered', row.seq);
    if (row.seq > this.seq + 1) return this.fault('missing', this.seq + 1);
    if (!isIntact) return this.fault('altered', row.seq);
    if (!row.prevHash.equals(this.hash)) return this.brokenLink(row);

    this.seq = row.seq;
    this.hash = row.hash;
    this.seen.add(row.hash.toString('hex'));
    return undefined;
  }

  /** The head was written beside the last entry and knows how long the chain was. */
  end(head: { readonly seq: number; readonly hash: Buffer }): AuditFault | undefined {
    if (this.seq < head.seq) return this.fault('truncated', this.seq + 1);
    if (this.seq > head.seq || !this.hash.equals(head.hash)) return this.fault('forked', this.seq);
    return undefined;
  }

  get last(): Buffer {
    return this.hash;
  }

  private brokenLink(row: ChainedEntry): AuditFault {
    if (this.seen.has(row.prevHash.toString('hex'))) return this.fault('forked', row.seq);
    // A first entry that continues an unknown chain: the day before it is gone. Later on, the row before was rewritten.
    return this.seq === 0 ? this.fault('missing', row.seq) : this.fault('altered', this.seq);
  }

  private fault(kind: AuditFaultKind, seq: number): AuditFault {
    return { partition: this.partition, seq, kind };
  }
}
