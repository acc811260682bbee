/** What was wrong with one field: a JSON pointer or name, a stable code, a sentence. Never the value. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly text: string;
}

/**
 * The one domain error: asking again will not help. HTTP answers with it as a problem document, an event handler
 * by a dead letter. Neither code nor text carries a value.
 */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: string,
    text: string,
    readonly fields: readonly FieldError[] = [],
  ) {
    super(text);
  }
}
