/** Scored pairs in typed arrays: both ends find them. Pairs of namesakes and near misses are kept too, though they unite nothing. */
export class EdgeBook {
  private readonly heads: number[] = [];
  private others = new Int32Array(1 << 10);
  private weights = new Int32Array(1 << 10);
  private patterns = new Float64Array(1 << 10);
  private nexts = new Int32Array(1 << 10);
  private used = 1;

  get bytes(): number {
    return this.others.length * 20;
  }

  add(a: number, b: number, weight: number, pattern: number): void {
    this.attach(a, b, weight, pattern);
    this.attach(b, a, weight, pattern);
  }

  forEach(no: number, visit: (other: number, weight: number, pattern: number) => void): void {
    for (let at = this.heads[no] ?? 0; at !== 0; at = this.nexts[at]!) {
      visit(this.others[at]!, this.weights[at]!, this.patterns[at]!);
    }
  }

  private attach(from: number, to: number, weight: number, pattern: number): void {
    if (this.used === this.others.length) this.grow();
    this.others[this.used] = to;
    this.weights[this.used] = weight;
    this.patterns[this.used] = pattern;
    this.nexts[this.used] = this.heads[from] ?? 0;
    while (this.heads.length <= from) this.heads.push(0);
    this.heads[from] = this.used;
    this.used += 1;
  }

  private grow(): void {
    const size = this.used * 2;
    this.others = enlarge(this.others, new Int32Array(size));
    this.weights = enlarge(this.weights, new Int32Array(size));
    this.patterns = enlarge(this.patterns, new Float64Array(size));
    this.nexts = enlarge(this.nexts, new Int32Array(size));
  }
}

function enlarge<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
