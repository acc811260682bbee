import type { Nicknames } from '../preparation/nicknames.js';
import { hashText } from './hash.js';
import { jaroWinkler } from './jaro-winkler.js';
import { soundOf } from './sound.js';

const MAX_FORMAL_NAMES = 6;
const FEWEST_PAIRS = 1 << 8;
const MOST_PAIRS = 1 << 20;
const FORMAL = 128;

/** A distinct word with everything that is derived from it once. */
export interface Token {
  readonly id: number;
  readonly text: string;
  readonly hash: number;
  readonly sound: number;
  readonly head1: number;
  readonly head2: number;
  readonly head3: number;
  /** Hashes of the formal names it may stand for, at most six. */
  readonly formals: readonly number[];
}

/** Every distinct word once. Ids belong to this table alone; hashes are the same everywhere. */
export class Tokens {
  private readonly byText = new Map<string, Token>();
  private readonly byId: Token[] = [];
  /** Pairs compared lately: one slot each, the newer takes it. Grows with the words. */
  private pairs = new Float64Array(FEWEST_PAIRS).fill(-1);
  private likeness = new Uint8Array(FEWEST_PAIRS);

  constructor(private readonly nicknames: Nicknames) {
    this.of('');
  }

  /** Number of words known. */
  get size(): number {
    return this.byId.length;
  }

  of(text: string): Token {
    const known = this.byText.get(text);
    if (known) return known;
    const token: Token = {
      id: this.byId.length,
      text,
      hash: hashText(text),
      sound: hashText(soundOf(text)),
      head1: hashText(text.slice(0, 1)),
      head2: hashText(text.slice(0, 2)),
      head3: hashText(text.slice(0, 3)),
      formals: this.nicknames.formalsOf(text).slice(0, MAX_FORMAL_NAMES).map(hashText),
    };
    this.byText.set(text, token);
    this.byId.push(token);
    if (this.pairs.length < MOST_PAIRS && this.byId.length * 4 > this.pairs.length) this.widen();
    return token;
  }

  get(id: number): Token {
    return this.byId[id]!;
  }

  /** Jaro-Winkler in hundredths. */
  likenessOf(left: number, right: number): number {
    return left === right ? 100 : this.cached(left, right) & (FORMAL - 1);
  }

  /** Equal, or one is listed for the other, or both for the same formal name. */
  isNicknameEqual(left: number, right: number): boolean {
    return left === right || this.cached(left, right) >= FORMAL;
  }

  private cached(left: number, right: number): number {
    const pair = left < right ? left * 0x4000000 + right : right * 0x4000000 + left;
    const slot = (Math.imul(left ^ right, 0x9e3779b1) ^ (left + right)) & (this.pairs.length - 1);
    if (this.pairs[slot] !== pair) {
      this.pairs[slot] = pair;
      this.likeness[slot] = this.compare(this.get(left).text, this.get(right).text);
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
