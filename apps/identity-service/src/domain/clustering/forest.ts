const ALONE: (readonly number[])[] = [];

/** Most sets never grow: forests share them. */
function aloneUpTo(size: number): (readonly number[])[] {
  while (ALONE.length < size) ALONE.push([ALONE.length]);
  return ALONE.slice(0, size);
}

/** Disjoint sets that know their members. */
export class Forest {
  private readonly parents: Int32Array;
  /** What is alone is never written to. */
  private readonly sets: (readonly number[] | undefined)[];

  private apart: number;

  constructor(size: number) {
    this.apart = size;
    this.parents = new Int32Array(size);
    for (let at = 0; at < size; at += 1) this.parents[at] = at;
    this.sets = aloneUpTo(size);
  }

  /** All are in one set. */
  get isWhole(): boolean {
    return this.apart < 2;
  }

  rootOf(at: number): number {
    let root = at;
    while (this.parents[root] !== root) root = this.parents[root]!;
    while (this.parents[at] !== root) {
      const next = this.parents[at]!;
      this.parents[at] = root;
      at = next;
    }
    return root;
  }

  membersOf(at: number): readonly number[] {
    return this.sets[this.rootOf(at)]!;
  }

  isUnited(a: number, b: number): boolean {
    return this.rootOf(a) === this.rootOf(b);
  }

  unite(a: number, b: number): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)];
    if (one === other) return;
    this.apart -= 1;
    const [kept, gone] =
      this.sets[one]!.length >= this.sets[other]!.length ? [one, other] : [other, one];
    this.parents[gone] = kept;
    this.sets[kept] = this.sets[kept]!.concat(this.sets[gone]!);
    this.sets[gone] = undefined;
  }

  all(): number[][] {
    return this.sets
      .flatMap((members) => (members ? [members.toSorted((a, b) => a - b)] : []))
      .sort((a, b) => a[0]! - b[0]!);
  }
}
