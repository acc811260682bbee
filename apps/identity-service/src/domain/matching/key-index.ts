import { grown } from './arrays.js';

const LOAD = 0.6;

/** Keys → descriptions, in typed arrays: an open-addressed table of keys and one chain of postings. */
export class KeyIndex {
  private keys: Int32Array = new Int32Array(1 << 12);
  private heads: Int32Array = new Int32Array(1 << 12);
  private known = 0;
  private postings: Int32Array = new Int32Array(1 << 12);
  private nexts: Int32Array = new Int32Array(1 << 12);
  private posted = 1;
  private seen: Int32Array = new Int32Array(1 << 10);
  private query = 0;

  get bytes(): number {
    return (
      this.keys.byteLength +
      this.heads.byteLength +
      this.postings.byteLength +
      this.nexts.byteLength
    );
  }

  add(no: number, keys: readonly number[]): void {
    for (const key of keys) {
      if (this.known > this.keys.length * LOAD) this.widen();
      const slot = this.slotOf(key);
      if (this.heads[slot] === 0) {
        this.keys[slot] = key;
        this.known += 1;
      }
      if (this.posted === this.postings.length) this.lengthen();
      this.postings[this.posted] = no;
      this.nexts[this.posted] = this.heads[slot]!;
      this.heads[slot] = this.posted;
      this.posted += 1;
    }
  }

  /** Every description that shares a key, once. */
  candidates(keys: readonly number[]): number[] {
    this.query += 1;
    const found: number[] = [];
    for (const key of keys) {
      for (let at = this.heads[this.slotOf(key)]!; at !== 0; at = this.nexts[at]!) {
        const no = this.postings[at]!;
        if (no >= this.seen.length) this.seen = grown(this.seen, no + 1);
        if (this.seen[no] === this.query) continue;
        this.seen[no] = this.query;
        found.push(no);
      }
    }
    return found;
  }

  private slotOf(key: number): number {
    const mask = this.keys.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (this.heads[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private widen(): void {
    const { keys, heads } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.heads = new Int32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at += 1) {
      if (heads[at] === 0) continue;
      const slot = this.slotOf(keys[at]!);
      this.keys[slot] = keys[at]!;
      this.heads[slot] = heads[at]!;
    }
  }

  private lengthen(): void {
    this.postings = grown(this.postings, this.posted + 1);
    this.nexts = grown(this.nexts, this.posted + 1);
  }
}
