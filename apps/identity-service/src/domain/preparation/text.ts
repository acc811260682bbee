/** Lower case without marks: `José` and `JOSE` are one spelling. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Words of letters and digits; apostrophes vanish, everything else separates. */
export function words(text: string): string[] {
  return fold(text)
    .replace(/['’‘ʼ`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

export const digits = (text: string) => text.replace(/\D/g, '');

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
