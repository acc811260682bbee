/** Cells of one end: the other description, the weight, and the next end of the same description. */
const STRIDE = 4;
const [OTHER, WEIGHT, NEXT] = [0, 1, 2] as const;

/**
 * Scored pairs in typed arrays: both ends find them. Pairs of namesakes and near misses are kept too, though they unite
 * nothing.
 */
export class EdgeBook {
  private heads = new Int32Array(1 << 10);
  private cells = new Int32Array(STRIDE << 10);
  private patterns = new Float64Array(1 << 10);
  /** The first end means none. */
  private used = 1;

  get bytes(): number {
    return this.heads.byteLength + this.cells.byteLength + this.patterns.byteLength;
  }

  add(a: number, b: number, weight: number, pattern: number): void {
    this.attach(a, b, weight, pattern);
    this.attach(b, a, weight, pattern);
  }

  /** `end` is what `patternAt` wants to know. */
  forEach(no: number, visit: (other: number, weight: number, end: number) => void): void {
    const { cells } = this;
    for (let end = this.heads[no] ?? 0; end !== 0; end = cells[end * STRIDE + NEXT]!) {
      visit(cells[end * STRIDE + OTHER]!, cells[end * STRIDE + WEIGHT]!, end);
    }
  }

  patternAt(end: number): number {
    return this.patterns[end]!;
  }

  private attach(from: number, to: number, weight: number, pattern: number): void {
    if (this.used === this.patterns.length) {
      this.cells = enlarged(this.cells, new Int32Array(this.cells.length * 2));
      this.patterns = enlarged(this.patterns, new Float64Array(this.patterns.length * 2));
    }
    while (from >= this.heads.length)
      this.heads = enlarged(this.heads, new Int32Array(this.heads.length * 2));
    const at = this.used * STRIDE;
    this.cells[at + OTHER] = to;
    this.cells[at + WEIGHT] = weight;
    this.cells[at + NEXT] = this.heads[from]!;
    this.patterns[this.used] = pattern;
    this.heads[from] = this.used;
    this.used += 1;
  }
}

function enlarged<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
