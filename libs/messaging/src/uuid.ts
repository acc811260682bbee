import { randomBytes } from 'node:crypto';

let pool = randomBytes(4096);
let used = 0;

/** UUIDv7: time-ordered, so that inbox and outbox indexes grow at one end. */
export function uuidv7(now = Date.now()): string {
  if (used + 10 > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  const random = pool.subarray(used, (used += 10));
  const time = now.toString(16).padStart(12, '0');
  const version = (0x7000 | (random.readUInt16BE(0) & 0x0fff)).toString(16);
  const variant = (0x8000 | (random.readUInt16BE(2) & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${random.toString('hex', 4, 10)}`;
}
