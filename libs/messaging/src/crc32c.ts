const POLYNOMIAL = 0x82f63b78;
const BYTES = 8;

/** CRC-32C of a Kafka batch, eight bytes at a time: a table for each of them. */
export function crc32c(bytes: Buffer): number {
  let [crc, at] = [-1, 0];
  for (const last = bytes.length - BYTES; at <= last; at += BYTES) {
    crc ^= bytes.readInt32LE(at);
    crc =
      entry(7, crc) ^
      entry(6, crc >>> 8) ^
      entry(5, crc >>> 16) ^
      entry(4, crc >>> 24) ^
      entry(3, bytes[at + 4]) ^
      entry(2, bytes[at + 5]) ^
      entry(1, bytes[at + 6]) ^
      entry(0, bytes[at + 7]);
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ entry(0, crc ^ (bytes[at] ?? 0));
  return (crc ^ -1) >>> 0;
}

/** `tables[256 n + b]`: what byte `b` does to the sum once `n` more bytes have followed. */
const tables = new Int32Array(BYTES * 256);
for (let byte = 0; byte < 256; byte += 1) {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  tables[byte] = sum;
}
for (let at = 256; at < tables.length; at += 1) {
  const before = tables[at - 256] ?? 0;
  tables[at] = (before >>> 8) ^ entry(0, before);
}

function entry(following: number, byte = 0): number {
  return tables[(following << 8) | (byte & 255)] ?? 0;
}
