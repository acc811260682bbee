import { randomBytes } from 'node:crypto';

let pool = randomBytes(4096);
let used = 0;
let last = { time: 0, sequence: 0 };

/** UUIDv7: ordered by time, and within a millisecond by when it was made: indexes grow at one end. */
export function uuidv7(now = Date.now()): string {
  if (used + 10 > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  const random = pool.subarray(used, (used += 10));
  const sequence = now === last.time ? last.sequence + 1 : firstOf(random);
  last = { time: now, sequence };
  const time = now.toString(16).padStart(12, '0');
  const version = (0x7000 | (sequence >>> 14)).toString(16);
  const variant = (0x8000 | (sequence & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${random.toString('hex', 4, 10)}`;
}

/** A millisecond starts in the lower half of 26 bits: 33 million may follow. */
const firstOf = (random: Buffer) => random.readUInt32BE(0) & 0x1ffffff;
