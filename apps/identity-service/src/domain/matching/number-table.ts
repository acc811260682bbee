import { shared } from './arrays.js';

const LOAD = 0.6;
const EMPTY = -1;

export interface NumberTableParts {
  readonly keys: Float64Array;
  readonly values: Int32Array;
  readonly count: number;
}

/** Whole numbers from 0 to 2^32 → 32-bit integers, in two typed arrays. */
export class NumberTable {
  private keys: Float64Array = new Float64Array(1 << 8).fill(EMPTY);
  private values: Int32Array = new Int32Array(1 << 8);
  private count = 0;

  /** The table as plain data. */
  parts(): NumberTableParts {
    return { keys: shared(this.keys), values: shared(this.values), count: this.count };
  }

  static from({ keys, values, count }: NumberTableParts): NumberTable {
    const table = new NumberTable();
    table.keys = keys;
    table.values = values;
    table.count = count;
    return table;
  }

  get size(): number {
    return this.count;
  }

  get(key: number): number | undefined {
    const slot = this.slotOf(key);
    return this.keys[slot] === EMPTY ? undefined : this.values[slot];
  }

  set(key: number, value: number): void {
    this.values[this.slotFor(key)] = value;
  }

  add(key: number, amount: number): void {
    const slot = this.slotFor(key);
    this.values[slot] = this.values[slot]! + amount;
  }

  *entries(): Iterable<[key: number, value: number]> {
    for (let slot = 0; slot < this.keys.length; slot += 1) {
      if (this.keys[slot] !== EMPTY) yield [this.keys[slot]!, this.values[slot]!];
    }
  }

  private slotFor(key: number): number {
    let slot = this.slotOf(key);
    if (this.keys[slot] !== EMPTY) return slot;
    if (this.count + 1 > this.keys.length * LOAD) {
      this.widen();
      slot = this.slotOf(key);
    }
    this.keys[slot] = key;
    this.count += 1;
    return slot;
  }

  private slotOf(key: number): number {
    const mask = this.keys.length - 1;
    let slot = (Math.imul(key | 0, 0x9e3779b1) >>> 8) & mask;
    while (this.keys[slot] !== EMPTY && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private widen(): void {
    const { keys, values } = this;
    this.keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.values = new Int32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at += 1) {
      if (keys[at] === EMPTY) continue;
      const slot = this.slotOf(keys[at]!);
      this.keys[slot] = keys[at]!;
      this.values[slot] = values[at]!;
    }
  }
}
