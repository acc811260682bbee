import { Refused } from '@continuum/contracts';

export function instantOf(asOf: string | undefined): Date | undefined {
  if (asOf === undefined) return undefined;
  const instant = new Date(asOf);
  if (!Number.isNaN(+instant)) return instant;
  throw new Refused('INVALID', 'asOf is not an instant.', [
    { field: 'asOf', code: 'isInstant', text: 'asOf must be a day or an instant' },
  ]);
}
