/** Texts of many rows in one value: where each begins, counted from 1, how many bytes it has, and all of them. */
export type EndToEnd = readonly [at: number[], length: (number | null)[], bytes: Buffer];

/**
 * For long texts, to be cut apart again by `cutOut`: as elements of an array each would be escaped here, and there be
 * read letter by letter.
 */
export function endToEnd(texts: readonly (string | Buffer | null)[]): EndToEnd {
  const parts = texts.map((text) => (typeof text === 'string' ? Buffer.from(text) : text));
  let next = 1;
  const at = parts.map((part) => {
    const own = next;
    next += part?.length ?? 0;
    return own;
  });
  const bytes = Buffer.concat(parts.filter((part) => part !== null));
  return [at, parts.map((part) => part?.length ?? null), bytes];
}

/** SQL of one text of such a parameter; null where there was none. */
export const cutOut = (bytes: string, at: string, length: string) =>
  `convert_from(${cutOutBytes(bytes, at, length)}, 'UTF8')`;

export const cutOutBytes = (bytes: string, at: string, length: string) =>
  `substring(${bytes}::bytea FROM ${at} FOR ${length})`;
