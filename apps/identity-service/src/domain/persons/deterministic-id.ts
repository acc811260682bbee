import { createHash, createHmac } from 'node:crypto';

/** A person id: the same for the same history, not guessable from a record key. */
export function personIdFrom(secret: string, recordKey: string, counter: number): string {
  return uuidv8(createHmac('sha256', secret).update(`${recordKey}\n${counter}`).digest('hex'));
}

/** Id of an event: a retried step publishes the same. */
export function eventIdFrom(step: number, type: string, key: string): string {
  return uuidv8(createHash('sha256').update(`${step}\n${type}\n${key}`).digest('hex'));
}

/** Id of a review task, from the step that raises it. */
export function reviewIdFrom(secret: string, step: number, pair: string): string {
  return uuidv8(createHmac('sha256', secret).update(`review\n${step}\n${pair}`).digest('hex'));
}

/** Id of a statement that a source makes about two of its records. */
export function sourceJudgementId(recordKey: string, other: string): string {
  return uuidv8(createHash('sha256').update(`${recordKey}\n${other}`).digest('hex'));
}

function uuidv8(hex: string): string {
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
