/** 32-bit content hash of a text (FNV-1a with a final mix). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mix(hash);
}

/** Hash of a rule and its parts: 53 bits, so that it is exact both as a number and as a bigint column. */
export function hashKey(rule: number, a: number, b = 0, c = 0): number {
  const high = mix(mix(mix(mix(rule * 0x9e3779b1) ^ a) + b) ^ c);
  const low = mix(mix(mix(mix(rule + 0x51ed270b) + a) ^ b) + c);
  return (high >>> 0) * 0x200000 + (low >>> 11);
}

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
