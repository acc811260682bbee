import { createHmac } from 'node:crypto';
import type { Transform } from '@continuum/contracts';

/** What the owner's value becomes on the way out; undefined means that nothing of it may leave. */
export function transform(how: Transform, value: unknown, pseudonymKey?: string): unknown {
  switch (how) {
    case 'SHOW':
      return value;
    case 'GENERALISE':
      return generalise(value);
    case 'MASK':
      return isAbsent(value) ? undefined : MASKED;
    case 'PSEUDONYM':
      return pseudonymKey && !isAbsent(value) ? pseudonym(value, pseudonymKey) : undefined;
  }
}

/** Of one length whatever it hides. */
const MASKED = '••••';
const DATE = /^(\d{3}[\dX]|\d{2}XX|XXXX)-[\dX]{2}(-[\dX]{2})?/;
const ADDRESS_PARTS = ['city', 'region'];

/** Dates to the year, numbers to the ten, addresses to the city, lists one by one. What has no coarser form is hidden. */
function generalise(value: unknown): unknown {
  if (typeof value === 'string') return DATE.exec(value)?.[0].slice(0, 4);
  if (typeof value === 'number') return Math.floor(value / 10) * 10;
  if (Array.isArray(value)) return value.map(generalise).filter((each) => !isAbsent(each));
  if (typeof value !== 'object' || value === null) return undefined;
  const parts = Object.entries(value).filter(([name]) => ADDRESS_PARTS.includes(name));
  return parts.length ? Object.fromEntries(parts) : undefined;
}

/** Equal stays equal under one key; 26 base-32 characters, as every token. */
function pseudonym(value: unknown, key: string): string {
  const digest = createHmac('sha256', key).update(JSON.stringify(value)).digest();
  return Array.from(digest.subarray(0, 26), (byte) => ALPHABET[byte % 32]).join('');
}
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const isAbsent = (value: unknown) => value === null || value === undefined;
