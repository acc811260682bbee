import { digits, fold } from './text.js';

const NOBODY = /^(no-?reply|donotreply|none|unknown|noemail|test)@/;

/** Last ten digits, or nothing for a number nobody has. */
export function preparePhone(text: string): string | undefined {
  const number = digits(text).slice(-10);
  const isFiller =
    number.length < 10 ||
    number.startsWith('000') ||
    number === '1234567890' ||
    /^(\d)\1+$/.test(number) ||
    /^\d{3}55501\d\d$/.test(number);
  return isFiller ? undefined : number;
}

export function prepareEmail(text: string): string | undefined {
  const email = fold(text).trim();
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) && !NOBODY.test(email) ? email : undefined;
}
