import type { Nicknames } from '../preparation/nicknames.js';
import { hashText } from './hash.js';
import { jaroWinkler } from './jaro-winkler.js';
import { soundOf } from './sound.js';

const MAX_FORMAL_NAMES = 6;
const FEWEST_PAIRS = 1 << 12;
const MOST_PAIRS = 1 << 20;
const FORMAL = 128;
const NO_NAMES: readonly number[] = [];

/** Every distinct word once, with what is derived from it. Ids belong to this table alone; hashes are the same everywhere. */
export class Tokens {
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly formalNames: (readonly number[])[] = [];
  private hashes = new Int32Array(1 << 10);
  private sounds = new Int32Array(1 << 10);
  private heads = new Int32Array(1 << 12);
  /** Pairs compared lately: one slot each, the newer takes it. Grows with the words. */
  private pairs = new Float64Array(FEWEST_PAIRS).fill(-1);
  private likeness = new Uint8Array(FEWEST_PAIRS);

  constructor(private readonly nicknames: Nicknames) {
    this.of('');
  }

  /** Number of words known. */
  get size(): number {
    return this.texts.length;
  }

  /** Id of a word; 0 is no word. */
  of(text: string): number {
    return this.ids.get(text) ?? this.learn(text);
  }

  text(id: number): string {
    return this.texts[id]!;
  }

  hash(id: number): number {
    return this.hashes[id]!;
  }

  /** Hash of how the word sounds. */
  sound(id: number): number {
    return this.sounds[id]!;
  }

  /** Hash of its first letters, one to three. */
  head(id: number, letters: 1 | 2 | 3): number {
    return this.heads[id * 4 + letters]!;
  }

  isInitial(id: number): boolean {
    return this.heads[id * 4] === 1;
  }

  /** Hashes of the formal names it may stand for, at most six. */
  formals(id: number): readonly number[] {
    return this.formalNames[id]!;
  }

  /** Jaro-Winkler in hundredths. */
  likenessOf(left: number, right: number): number {
    return left === right ? 100 : this.cached(left, right) & (FORMAL - 1);
  }

  /** Equal, or one is listed for the other, or both for the same formal name. */
  isNicknameEqual(left: number, right: number): boolean {
    return left === right || this.cached(left, right) >= FORMAL;
  }

  private learn(text: string): number {
    const id = this.texts.length;
    this.ids.set(text, id);
    this.texts.push(text);
    const formals = this.nicknames.formalsOf(text);
    this.formalNames.push(
      formals.length === 0 ? NO_NAMES : formals.slice(0, MAX_FORMAL_NAMES).map(hashText),
    );
    if (id === this.hashes.length) this.lengthen();
    this.hashes[id] = hashText(text);
    this.sounds[id] = hashText(soundOf(text));
    this.heads[id * 4] = text.length;
    for (const letters of [1, 2, 3])
      this.heads[id * 4 + letters] = hashText(text.slice(0, letters));
    if (this.pairs.length < MOST_PAIRS && id * 16 > this.pairs.length) this.widen();
    return id;
  }

  private lengthen(): void {
    this.hashes = enlarged(this.hashes);
    this.sounds = enlarged(this.sounds);
    this.heads = enlarged(this.heads);
  }

  private cached(left: number, right: number): number {
    const pair = left < right ? left * 0x4000000 + right : right * 0x4000000 + left;
    const slot = (Math.imul(left ^ right, 0x9e3779b1) ^ (left + right)) & (this.pairs.length - 1);
    if (this.pairs[slot] !== pair) {
      this.pairs[slot] = pair;
      this.likeness[slot] = this.compare(this.texts[left]!, this.texts[right]!);
    }
    return this.likeness[slot]!;
  }

  private widen(): void {
    this.likeness = new Uint8Array(this.pairs.length * 4);
    this.pairs = new Float64Array(this.likeness.length).fill(-1);
  }

  private compare(left: string, right: string): number {
    const leftFormals = this.nicknames.formalsOf(left);
    const rightFormals = this.nicknames.formalsOf(right);
    const isNickname =
      leftFormals.includes(right) ||
      rightFormals.includes(left) ||
      leftFormals.some((formal) => rightFormals.includes(formal));
    return Math.floor(jaroWinkler(left, right) * 100) + (isNickname ? FORMAL : 0);
  }
}

function enlarged(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
