/** 32-bit content hash of a text (FNV-1a with a final mix). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mix(hash);
}

/**
 * A blocking key: 32-bit hash of a rule and its parts, whose last two bits say how strong the rule is. Two keys that
 * collide cost one comparison more.
 */
export function blockingKey(
  rule: number,
  a: number,
  b: number,
  c: number,
  strength: number,
): number {
  return (mix(mix(mix(Math.imul(rule, 0x9e3779b1) ^ a) + b) ^ c) & ~3) | strength;
}

export function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
