import type { PushedSubject } from '@continuum/contracts';
import type { TruePerson } from '../people/person.js';
import type { Random } from '../random.js';
import type { Errors } from './errors.js';

type Identifier = NonNullable<PushedSubject['identifiers']>[number];
export type NumberKind = 'ssn' | 'ssn4' | 'driver-licence' | 'state-id' | 'medicaid' | 'hmis';
/** Share of records with each number. */
export type KeptNumbers = Readonly<Partial<Record<NumberKind, number>>>;

const OF: Readonly<Record<NumberKind, (person: TruePerson) => string>> = {
  ssn: ({ ssn }) => ssn,
  ssn4: ({ ssn }) => ssn.slice(-4),
  'driver-licence': ({ driverLicence }) => driverLicence,
  'state-id': ({ stateId }) => stateId,
  medicaid: ({ medicaid }) => medicaid,
  hmis: ({ hmis }) => hmis,
};
const BY_STATE = new Set<NumberKind>(['driver-licence', 'state-id', 'medicaid']);

/** Numbers a department asked for, where the person had them at hand; now and then with a wrong digit. */
export function writtenNumbers(
  person: TruePerson,
  kept: KeptNumbers,
  errors: Errors,
  random: Random,
): Identifier[] {
  return (Object.keys(kept) as NumberKind[]).flatMap((kind) => {
    if (!random.chance(kept[kind] ?? 0) || !has(person, kind)) return [];
    const value = OF[kind](person);
    return [
      {
        kind,
        ...(BY_STATE.has(kind) ? { issuer: 'CA' } : {}),
        value: errors.happens('numberDigitOff') ? digitOff(value, random) : value,
      },
    ];
  });
}

/** A driver has a licence, another adult a state id. */
function has({ isMinor, ssn }: TruePerson, kind: NumberKind): boolean {
  const drives = Number(ssn.at(-1)) < 5;
  if (kind === 'driver-licence') return !isMinor && drives;
  return kind === 'state-id' ? !isMinor && !drives : true;
}

function digitOff(value: string, random: Random): string {
  const last = value.replace(/\D+$/, '').length - 1;
  const where = last - random.whole(0, 2);
  const digit = (Number(value[where]) + random.whole(1, 9)) % 10;
  return value.slice(0, where) + String(digit) + value.slice(where + 1);
}
