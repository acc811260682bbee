import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 26;

/**
 * A reference number as it travels: equal stays equal under one name (`bookingNo` of a booking and of its charges),
 * nobody reads it without the city's key.
 */
export function token(referenceKey: string, name: string, value: string): string {
  const number = value.trim().toUpperCase();
  const digest = createHmac('sha256', referenceKey).update(`${name}\0${number}`).digest();
  return base32(digest).slice(0, LENGTH);
}

function base32(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31];
  }
  return text;
}
