import { Nicknames } from '../preparation/nicknames.js';
import { grown, shared } from './arrays.js';
import { hashText } from './hash.js';
import { jaroWinkler } from './jaro-winkler.js';
import { soundOf } from './sound.js';

const MAX_FORMAL_NAMES = 6;
const FEWEST_PAIRS = 1 << 12;
const MOST_PAIRS = 1 << 20;
const FORMAL = 128;
const NO_NAMES: readonly number[] = [];

export interface TokenParts {
  readonly texts: readonly string[];
  readonly hashes: Int32Array;
  readonly sounds: Int32Array;
  readonly heads: Int32Array;
  readonly formals: Nicknames['formals'];
}

/** Every distinct word once, with what is derived from it. Ids belong to this table alone; hashes are the same everywhere. */
export class Tokens {
  private ids: Map<string, number> | undefined;
  private texts: string[] = [];
  private readonly formalNames: (readonly number[] | undefined)[] = [];
  private hashes: Int32Array = new Int32Array(1 << 10);
  private sounds: Int32Array = new Int32Array(1 << 10);
  private heads: Int32Array = new Int32Array(1 << 12);
  /** Pairs compared lately: one slot each, the newer takes it. Grows with the words. */
  private pairs = new Float64Array(FEWEST_PAIRS).fill(-1);
  private likeness = new Uint8Array(FEWEST_PAIRS);

  constructor(private readonly nicknames: Nicknames) {
    this.of('');
  }

  /** The table as plain data; words that come later are not in it. */
  parts(): TokenParts {
    const { texts, hashes, sounds, heads, nicknames } = this;
    return {
      texts,
      hashes: shared(hashes),
      sounds: shared(sounds),
      heads: shared(heads),
      formals: nicknames.formals,
    };
  }

  static from({ texts, hashes, sounds, heads, formals }: TokenParts): Tokens {
    const tokens = new Tokens(new Nicknames(formals));
    tokens.texts = [...texts];
    tokens.ids = undefined;
    [tokens.hashes, tokens.sounds, tokens.heads] = [hashes, sounds, heads];
    tokens.widenFor(texts.length);
    return tokens;
  }

  /** Number of words known. */
  get size(): number {
    return this.texts.length;
  }

  /** Id of a word; 0 is no word. */
  of(text: string): number {
    this.ids ??= new Map(this.texts.map((one, id) => [one, id]));
    return this.ids.get(text) ?? this.learn(text, this.ids);
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
    return (this.formalNames[id] ??= this.formalsOf(this.texts[id]!));
  }

  /** Jaro-Winkler in hundredths. */
  likenessOf(left: number, right: number): number {
    return left === right ? 100 : this.cached(left, right) & (FORMAL - 1);
  }

  /** Equal, or one is listed for the other, or both for the same formal name. */
  isNicknameEqual(left: number, right: number): boolean {
    return left === right || this.cached(left, right) >= FORMAL;
  }

  private formalsOf(text: string): readonly number[] {
    const formals = this.nicknames.formalsOf(text);
    return formals.length === 0 ? NO_NAMES : formals.slice(0, MAX_FORMAL_NAMES).map(hashText);
  }

  private learn(text: string, ids: Map<string, number>): number {
    const id = this.texts.length;
    ids.set(text, id);
    this.texts.push(text);
    this.hashes = grown(this.hashes, id + 1);
    this.sounds = grown(this.sounds, id + 1);
    this.heads = grown(this.heads, (id + 1) * 4);
    this.hashes[id] = hashText(text);
    this.sounds[id] = hashText(soundOf(text));
    this.heads[id * 4] = text.length;
    for (const letters of [1, 2, 3])
      this.heads[id * 4 + letters] = hashText(text.slice(0, letters));
    this.widenFor(id);
    return id;
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

  private widenFor(words: number): void {
    let length = this.pairs.length;
    while (length < MOST_PAIRS && words * 16 > length) length *= 4;
    if (length === this.pairs.length) return;
    this.likeness = new Uint8Array(length);
    this.pairs = new Float64Array(length).fill(-1);
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
