import type { PushedSubject } from '@continuum/contracts';
import { at, type TruePerson } from '../people/person.js';
import { SHARED_PLACES } from '../people/places.js';
import type { Random } from '../random.js';
import type { Errors } from './errors.js';

type Contacts = Pick<PushedSubject, 'addresses' | 'phones' | 'emails'>;

/** Share of records with each kind of contact. */
export interface KeptContacts {
  readonly phone: number;
  readonly email: number;
}

/** Where a person lives or may be reached, as far as they said so and somebody wrote it down. */
export function writtenContacts(
  person: TruePerson,
  instant: number,
  kept: KeptContacts,
  errors: Errors,
  random: Random,
): Contacts {
  const shared = random.pick(person.isMinor ? SHELTERS : SHARED_PLACES);
  const address = addressOf(person, instant, shared, errors, random);
  const phone = phoneOf(person, instant, shared.phone, errors);
  return {
    ...(address ? { addresses: [address] } : {}),
    ...(random.chance(kept.phone) ? { phones: [phone] } : {}),
    ...(person.email && random.chance(kept.email) ? { emails: [person.email] } : {}),
  };
}

const SHELTERS = SHARED_PLACES.filter(({ kind }) => kind === 'shelter');
type Place = (typeof SHARED_PLACES)[number];

function addressOf(
  person: TruePerson,
  instant: number,
  { line1, postcode, kind }: Place,
  errors: Errors,
  random: Random,
): NonNullable<Contacts['addresses']>[number] | undefined {
  const city = { city: 'Long Beach', region: 'CA' };
  // Not every clerk says what kind of place it is.
  const told = random.chance(0.9) ? kind : 'unknown';
  if (errors.happens('sharedAddress', person.isHomeless))
    return { line1, ...city, postcode, kind: told };
  if (errors.happens('addressMissing') || (person.isHomeless && random.chance(0.4)))
    return undefined;
  return { ...at(person.homes, instant), ...city, kind: 'home' };
}

function phoneOf(person: TruePerson, instant: number, shared: string, errors: Errors): string {
  if (errors.happens('sharedPhone', person.isHomeless)) return shared;
  return errors.happens('phonePassedOn') ? person.passedOnPhone : at(person.phones, instant);
}
