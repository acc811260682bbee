import { createRequire } from 'node:module';
import { crc32c } from '../crc32c.js';

/** A record on its way to the broker; values are bytes or text. */
interface OutgoingMessage {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly magicByte: number;
  readonly isControlBatch?: boolean;
}

const MORE = 0x80;
const BITS = 0x7f;

/** What kafkajs writes into a batch: it asks for `buf` and takes `buffer`. */
export function encodeRecord(message: OutgoingMessage): { buf: Buffer; buffer: Buffer } {
  const { offsetDelta = 0, timestampDelta = 0, headers = {} } = message;
  const parts = [message.key ?? null, message.value].map(toBytes);
  const names = Object.keys(headers);
  const texts = names.flatMap((name) => [name, headers[name] ?? '']);
  const lengths = texts.map((text) => Buffer.byteLength(text));

  const size =
    1 +
    sizeOfVarInt(timestampDelta) +
    sizeOfVarInt(offsetDelta) +
    parts.reduce((sum, part) => sum + sizeOfVarInt(part?.length ?? -1) + (part?.length ?? 0), 0) +
    sizeOfVarInt(names.length) +
    lengths.reduce((sum, length) => sum + sizeOfVarInt(length) + length, 0);
  const buffer = Buffer.allocUnsafe(sizeOfVarInt(size) + size);

  let at = writeVarInt(buffer, 0, size);
  buffer[at++] = 0;
  at = writeVarInt(buffer, at, timestampDelta);
  at = writeVarInt(buffer, at, offsetDelta);
  for (const part of parts) {
    at = writeVarInt(buffer, at, part?.length ?? -1);
    if (part) at += part.copy(buffer, at);
  }
  at = writeVarInt(buffer, at, names.length);
  texts.forEach((text, nth) => {
    at = writeVarInt(buffer, at, lengths[nth] ?? 0);
    at += buffer.write(text, at);
  });
  return { buf: buffer, buffer };
}

/** One record of a fetched batch; its headers are text, and the first of a name counts. */
export function decodeRecord({ buffer }: { readonly buffer: Buffer }, batch: BatchContext) {
  const cursor = new Cursor(buffer);
  const attributes = cursor.byte();
  const timestampDelta = cursor.varLong();
  const offsetDelta = cursor.varInt();
  const key = cursor.bytes();
  const value = cursor.bytes();
  const headers: Record<string, string> = {};
  for (let left = cursor.varInt(); left > 0; left -= 1) {
    const name = cursor.text();
    const text = cursor.text();
    headers[name] ??= text;
  }
  return {
    magicByte: batch.magicByte,
    attributes,
    timestamp: timestampDelta
      ? String(BigInt(batch.firstTimestamp) + timestampDelta)
      : batch.firstTimestamp,
    offset: String(BigInt(batch.firstOffset) + BigInt(offsetDelta)),
    key,
    value,
    headers,
    isControlRecord: batch.isControlBatch ?? false,
    batchContext: batch,
  };
}

class Cursor {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  byte(): number {
    return this.buffer[this.at++] ?? 0;
  }

  varInt(): number {
    let [value, shift] = [0, 0];
    for (let byte = MORE; byte >= MORE; shift += 7) {
      byte = this.byte();
      value |= (byte & BITS) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  /** Undefined for 0, as almost every one is. */
  varLong(): bigint | undefined {
    if (this.buffer[this.at] === 0) {
      this.at += 1;
      return undefined;
    }
    let [value, shift] = [0n, 0n];
    for (let byte = MORE; byte >= MORE; shift += 7n) {
      byte = this.byte();
      value |= BigInt(byte & BITS) << shift;
    }
    return (value >> 1n) ^ -(value & 1n);
  }

  bytes(): Buffer | null {
    const length = this.varInt();
    return length < 0 ? null : this.buffer.subarray(this.at, (this.at += length));
  }

  text(): string {
    const length = this.varInt();
    return length <= 0 ? '' : this.buffer.toString('utf8', this.at, (this.at += length));
  }
}

const toBytes = (value: Buffer | string | null) =>
  typeof value === 'string' ? Buffer.from(value) : value;

function sizeOfVarInt(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  return zigzag < 2 ** 7
    ? 1
    : zigzag < 2 ** 14
      ? 2
      : zigzag < 2 ** 21
        ? 3
        : zigzag < 2 ** 28
          ? 4
          : 5;
}

function writeVarInt(buffer: Buffer, at: number, value: number): number {
  let zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; zigzag >= MORE; zigzag >>>= 7) buffer[at++] = (zigzag & BITS) | MORE;
  buffer[at++] = zigzag;
  return at;
}

interface Encoder {
  buf: Buffer;
  readonly offset: number;
}

/** The client zeroes what it is about to write. */
function ensureAvailable(this: Encoder, length: number) {
  if (this.offset + length <= this.buf.length) return;
  const grown = Buffer.allocUnsafe(Math.max(this.buf.length * 2, this.offset + length));
  this.buf.copy(grown, 0, 0, this.offset);
  this.buf = grown;
}

/** Puts these in place of the client's own, which copy all headers of a record once for each header. */
function replaceRecordFormat(): void {
  const require = createRequire(import.meta.url);
  const replace = (path: string, by: unknown) => {
    const file = require.resolve(`kafkajs/src/protocol/${path}`);
    require(file);
    const module = require.cache[file];
    if (module) module.exports = by;
  };
  replace('recordBatch/record/v0/decoder', decodeRecord);
  replace('recordBatch/record/v0', encodeRecord);
  replace('recordBatch/crc32C', crc32c);
  const encoder = require('kafkajs/src/protocol/encoder') as { prototype: object };
  Object.assign(encoder.prototype, { ensureAvailable });
}

// When it is loaded, which must be before kafkajs: the client keeps what it finds then.
replaceRecordFormat();
