const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_WORD = /^[a-z0-9]+$/;

/** Lower case without marks: `José` and `JOSE` are one spelling. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Words of letters and digits; apostrophes vanish, everything else separates. */
export function words(text: string): string[] {
  const folded = fold(text);
  if (PLAIN_WORD.test(folded)) return [folded];
  return folded
    .replace(/['’‘ʼ`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

export const digits = (text: string) => text.replace(/\D/g, '');

export function unique<T>(values: readonly T[]): T[] {
  return values.length < 2 ? [...values] : [...new Set(values)];
}
