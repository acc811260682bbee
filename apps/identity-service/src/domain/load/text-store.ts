const CHUNK = 1 << 20;

/** Texts by number, as bytes outside the heap: a million of them burden no collection. */
export class TextStore {
  private readonly chunks: Buffer[] = [];
  private used = CHUNK;
  /** Chunk, place and length of each text. */
  private readonly places: number[] = [];

  /** Answers its number. */
  add(text: string): number {
    const length = Buffer.byteLength(text);
    if (this.used + length > CHUNK) {
      this.chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, length)));
      this.used = 0;
    }
    this.chunks.at(-1)!.write(text, this.used);
    this.places.push(this.chunks.length - 1, this.used, length);
    this.used += length;
    return this.places.length / 3 - 1;
  }

  bytes(no: number): Buffer {
    const { places } = this;
    const from = places[no * 3 + 1]!;
    return this.chunks[places[no * 3]!]!.subarray(from, from + places[no * 3 + 2]!);
  }
}
