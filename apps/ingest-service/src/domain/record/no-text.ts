/** As JSON writes what no column takes: the character of code 0, and half of a surrogate pair. */
export const NO_TEXT = /\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

export const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\u0000');

/** JSON pointer of the first string, or member name, that is no text. */
export function noTextAt(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return isText(value) ? undefined : path || '/';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = isText(name) ? noTextAt(inner, `${path}/${name}`) : path || '/';
    if (found) return found;
  }
  return undefined;
}
