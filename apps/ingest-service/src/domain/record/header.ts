import type { FieldError, PushedRecord } from '@continuum/contracts';
import { readInstant } from '../dates/instant.js';
import type { City, Source } from '../source.js';
import { fault } from './rejection.js';
import { token } from './tokens.js';

const RECORD_ID = /^[A-Za-z0-9][A-Za-z0-9._:~-]{0,119}$/;

/** The id as the key holds it: a number printed on paper only as its token. */
export const keyIdOf = ({ recordId }: PushedRecord, source: Source, { referenceKey }: City) =>
  source.recordId === 'token' ? token(referenceKey, 'recordId', recordId) : recordId;

/** The source's version in the form that is compared; null where the source has none. */
export function sourceVersionOf({ version }: PushedRecord, source: Source): string | null {
  if (source.versioning === 'none' || version === undefined) return null;
  const text = String(version);
  if (source.versioning === 'number') return /^\d{1,30}$/.test(text) ? String(BigInt(text)) : null;
  return readInstant(text, { source: source.timeZone, city: source.timeZone })?.at ?? null;
}

export function headerErrors(row: PushedRecord, source: Source): FieldError[] {
  return [
    ...(source.recordId === 'plain' && !RECORD_ID.test(row.recordId)
      ? [fault('/recordId', 'BAD_KEY')]
      : []),
    ...versionErrors(row, source),
    ...(row.status === 'voided' && row.voidReason === undefined
      ? [fault('/voidReason', 'MISSING_REQUIRED')]
      : []),
  ];
}

function versionErrors(row: PushedRecord, source: Source): FieldError[] {
  if (source.versioning === 'none' || sourceVersionOf(row, source) !== null) return [];
  if (row.version === undefined) return [fault('/version', 'MISSING_REQUIRED')];
  return [fault('/version', source.versioning === 'number' ? 'BAD_TYPE' : 'BAD_DATE')];
}
