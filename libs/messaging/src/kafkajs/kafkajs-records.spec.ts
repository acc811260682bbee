import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { decodeRecord, encodeRecord } from './kafkajs-records.js';

const require = createRequire(import.meta.url);
const inUse = require('kafkajs/src/protocol/recordBatch/record/v0') as unknown;
const Encoder = require('kafkajs/src/protocol/encoder') as new () => KafkaEncoder;
const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => KafkaDecoder;

interface KafkaEncoder {
  readonly buffer: Buffer;
  writeVarInt(value: number): KafkaEncoder;
  writeInt8(value: number): KafkaEncoder;
  writeVarLong(value: number): KafkaEncoder;
  writeVarIntBytes(value: Buffer | string | null): KafkaEncoder;
  writeVarIntString(value: string): KafkaEncoder;
  writeBuffer(value: Buffer): KafkaEncoder;
}
interface KafkaDecoder {
  readonly buffer: Buffer;
  readVarIntBytes(): Buffer;
}

const batch = { firstOffset: '9007199254740993', firstTimestamp: '1700000000000', magicByte: 2 };
const aMessage = {
  offsetDelta: 300,
  timestampDelta: 0,
  key: 'police/jail/é-1',
  value: Buffer.from('{"a":1}'.repeat(100)),
  headers: { ce_id: 'x'.repeat(200), ce_type: 'booking.recorded.v1', ce_source: 'Zürich' },
};

/** As the client's own parts write one. */
function written(message: typeof aMessage, headers: [string, string][]): Buffer {
  const body = new Encoder()
    .writeInt8(0)
    .writeVarLong(message.timestampDelta)
    .writeVarInt(message.offsetDelta)
    .writeVarIntBytes(message.key)
    .writeVarIntBytes(message.value)
    .writeVarInt(headers.length);
  for (const [name, text] of headers) body.writeVarIntString(name).writeVarIntBytes(text);
  return new Encoder().writeVarInt(body.buffer.length).writeBuffer(body.buffer).buffer;
}
const read = (bytes: Buffer) =>
  decodeRecord(new Decoder(new Decoder(bytes).readVarIntBytes()), batch);

describe('the record format put into kafkajs', () => {
  it('is the one the client uses', () => {
    expect(inUse).toBe(encodeRecord);
  });

  it('writes what the client would write', () => {
    const { buffer } = encodeRecord(aMessage);
    expect(buffer.equals(written(aMessage, Object.entries(aMessage.headers)))).toBe(true);
  });

  it('reads what it wrote, with offsets beyond what a number can hold', () => {
    const record = read(encodeRecord(aMessage).buffer);
    expect(record.offset).toBe('9007199254741293');
    expect(record.key?.toString()).toBe(aMessage.key);
    expect(record.value?.equals(aMessage.value)).toBe(true);
    expect(record.headers).toEqual(aMessage.headers);
  });

  it('reads instants before and after that of the batch', () => {
    const at = (timestampDelta: number) =>
      read(written({ ...aMessage, timestampDelta }, [])).timestamp;
    expect([at(0), at(5_000), at(-70)]).toEqual([
      '1700000000000',
      '1700000005000',
      '1699999999930',
    ]);
  });

  it('tells no key and no value from empty ones', () => {
    const nothing = read(encodeRecord({ value: null }).buffer);
    const empty = read(encodeRecord({ key: '', value: Buffer.alloc(0) }).buffer);
    expect([nothing.key, nothing.value, nothing.headers]).toEqual([null, null, {}]);
    expect([empty.key?.length, empty.value?.length]).toEqual([0, 0]);
  });

  it('takes the first of two headers of one name', () => {
    const bytes = written(aMessage, [
      ['ce_id', 'first'],
      ['ce_id', 'second'],
    ]);
    expect(read(bytes).headers).toEqual({ ce_id: 'first' });
  });

  it('lets a batch grow over what the client sets aside for it', () => {
    const encoder = new Encoder();
    const large = Buffer.alloc(100_000, 'a');
    encoder.writeInt8(1).writeBuffer(large).writeInt8(2);
    expect(encoder.buffer.equals(Buffer.concat([Buffer.of(1), large, Buffer.of(2)]))).toBe(true);
  });
});
