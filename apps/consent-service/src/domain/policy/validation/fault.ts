import type { FieldError } from '@continuum/contracts';

/** What is wrong with one row, named so that its author finds it. */
export function fault(row: string, code: string, text: string): FieldError {
  return { field: row, code, text };
}

/** A fault for each word that is not on the list. */
export function unknownWords(
  row: string,
  words: readonly string[],
  known: { has(word: string): boolean },
): FieldError[] {
  return words
    .filter((word) => !known.has(word))
    .map((word) => fault(row, 'UNKNOWN_WORD', `${word} is not known.`));
}

export function repeated(table: string, ids: readonly string[]): FieldError[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map((id) =>
    fault(`${table}[${id}]`, 'REPEATED', 'The id is used twice.'),
  );
}
