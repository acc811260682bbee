import { once } from 'node:events';
import type { ClientBase, Connection, Submittable } from 'pg';

const SIZE = 1 << 18;
const HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const COPY_DATA = 'd'.charCodeAt(0);
/** Message type and length. */
const PREFIX = 5;

/**
 * Sends rows to a table by `COPY` in binary, as they fill a buffer; what is written before is sent while the next is made.
 * @param into table with its columns, in the order in which `write` writes them
 */
export async function copyIn<Row>(
  client: ClientBase,
  into: string,
  rows: Iterable<Row>,
  write: (row: Row, out: RowWriter) => void,
): Promise<void> {
  const copy = client.query(new Copy(`COPY ${into} FROM STDIN (FORMAT binary, FREEZE)`));
  const connection = await copy.started;
  const out = new RowWriter(into.split(',').length);
  out.bytes(HEADER);
  for (const row of rows) {
    out.begin();
    write(row, out);
    if (out.isFull) await send(out, connection, copy);
  }
  out.end();
  await send(out, connection, copy);
  connection.endCopyFrom();
  await copy.ended;
}

async function send(out: RowWriter, { stream }: Connection, copy: Copy): Promise<void> {
  if (!stream.write(out.take())) await Promise.race([once(stream, 'drain'), copy.ended]);
}

type CopyConnection = Connection & { endCopyFrom(): void };

/** A query of the driver that takes what it is sent. */
class Copy implements Submittable {
  private readonly over = Promise.withResolvers<void>();
  private readonly begun = Promise.withResolvers<CopyConnection>();
  readonly ended = this.over.promise;
  readonly started = Promise.race([this.begun.promise, this.ended.then(() => this.begun.promise)]);

  constructor(private readonly text: string) {}

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.begun.resolve(connection);
  }

  handleCommandComplete(): void {
    // What counts is that the connection is ready again.
  }

  handleError(error: Error): void {
    this.over.reject(error);
  }

  handleReadyForQuery(): void {
    this.over.resolve();
  }
}

/** Fields of rows in PostgreSQL's binary form. */
export class RowWriter {
  private buffer = Buffer.allocUnsafe(SIZE);
  private at = PREFIX;

  constructor(private readonly fields: number) {}

  get isFull(): boolean {
    return this.at > SIZE / 2;
  }

  begin(): void {
    this.room(2);
    this.at = this.buffer.writeInt16BE(this.fields, this.at);
  }

  /** Ends the rows. */
  end(): void {
    this.room(2);
    this.at = this.buffer.writeInt16BE(-1, this.at);
  }

  /** What was written, as a message; the next is written to another buffer. */
  take(): Buffer {
    const { buffer, at } = this;
    buffer[0] = COPY_DATA;
    buffer.writeInt32BE(at - 1, 1);
    this.buffer = Buffer.allocUnsafe(SIZE);
    this.at = PREFIX;
    return buffer.subarray(0, at);
  }

  null(): void {
    this.room(4);
    this.at = this.buffer.writeInt32BE(-1, this.at);
  }

  int(value: number): void {
    this.room(8);
    this.at = this.buffer.writeInt32BE(4, this.at);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  bigint(value: number): void {
    this.room(12);
    this.at = this.buffer.writeInt32BE(8, this.at);
    this.at = this.buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.at);
    this.at = this.buffer.writeUInt32BE(value >>> 0, this.at);
  }

  boolean(value: boolean): void {
    this.room(5);
    this.at = this.buffer.writeInt32BE(1, this.at);
    this.at = this.buffer.writeUInt8(Number(value), this.at);
  }

  text(value: string): void {
    this.room(4 + value.length * 3);
    const length = this.buffer.write(value, this.at + 4);
    this.buffer.writeInt32BE(length, this.at);
    this.at += 4 + length;
  }

  field(value: Uint8Array): void {
    this.room(4 + value.length);
    this.at = this.buffer.writeInt32BE(value.length, this.at);
    this.bytes(value);
  }

  uuid(value: string): void {
    this.room(20);
    this.at = this.buffer.writeInt32BE(16, this.at);
    this.at += this.buffer.write(value.replaceAll('-', ''), this.at, 'hex');
  }

  bytes(value: Uint8Array): void {
    this.room(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  private room(length: number): void {
    if (this.at + length <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(this.buffer.length * 2 + length);
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

const TEXT = 25;

/** `text[]` in binary form; made once for each of the few that occur. */
export function textArray(values: readonly string[]): Buffer {
  const items = values.map((value) => Buffer.from(value));
  const out = Buffer.alloc(20 + items.reduce((sum, { length }) => sum + 4 + length, 0));
  const dimensions = items.length === 0 ? 0 : 1;
  out.writeInt32BE(dimensions, 0);
  out.writeInt32BE(TEXT, 8);
  if (dimensions === 0) return out.subarray(0, 12);
  out.writeInt32BE(items.length, 12);
  out.writeInt32BE(1, 16);
  let at = 20;
  for (const item of items) {
    at = out.writeInt32BE(item.length, at);
    at += item.copy(out, at);
  }
  return out;
}
