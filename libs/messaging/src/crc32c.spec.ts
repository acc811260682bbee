import { describe, expect, it } from '@jest/globals';
import { crc32c } from './crc32c.js';

describe('CRC-32C', () => {
  // RFC 3720, B.4, and the check value of the polynomial's catalogue entry.
  it.each([
    ['nothing', Buffer.alloc(0), 0],
    ['the digits', Buffer.from('123456789'), 0xe3069283],
    ['32 bytes of 0', Buffer.alloc(32), 0x8a9136aa],
    ['32 bytes of 255', Buffer.alloc(32, 255), 0x62a8ab43],
    ['32 bytes that rise', Buffer.from(Array.from({ length: 32 }, (_, nth) => nth)), 0x46dd794e],
    [
      '32 bytes that fall',
      Buffer.from(Array.from({ length: 32 }, (_, nth) => 31 - nth)),
      0x113fdb5c,
    ],
  ])('of %s is the published one', (_, bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
  });
});
