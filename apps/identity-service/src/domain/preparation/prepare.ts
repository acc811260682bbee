import type { Subject } from '@continuum/contracts';
import { hash } from 'node:crypto';
import { isGeneric, prepareAddress } from './address.js';
import { prepareAttribute } from './attribute.js';
import { prepareBirthDate, yearOfStatedAge, type Lifetime } from './birth-date.js';
import { prepareEmail, preparePhone } from './contact.js';
import type { Features, Flag, NameFeature } from './features.js';
import { isDepartmentPerson, isTrusted, lastFour, prepareIdentifier } from './identifier.js';
import { prepareName } from './name.js';
import { unique } from './text.js';

/** What preparation must be told: the day, the key of the hashes, and contacts that many people share. */
export interface PreparationLists extends Lifetime {
  readonly secret: string;
  readonly genericAddresses: ReadonlySet<string>;
  readonly genericPhones: ReadonlySet<string>;
}

export interface Prepared {
  readonly features: Features;
  readonly flags: readonly Flag[];
}

/** Who somebody is, as far as a record says. */
export type Identity = Pick<
  Subject,
  | 'names'
  | 'birthDates'
  | 'identifiers'
  | 'addresses'
  | 'phones'
  | 'emails'
  | 'sex'
  | 'attributes'
  | 'unidentified'
> & { readonly [K in 'statedAge' | 'department' | 'source']?: Subject[K] | undefined };

export function prepare(subject: Identity, lists: PreparationLists): Prepared {
  const flags = new Set<Flag>();
  const numbers = numbersOf(subject, lists, flags);
  const birthDates = kept(subject.birthDates, 'impossible_birth_date', flags, (date) =>
    prepareBirthDate(date, lists),
  );
  const isAged = birthDates.length === 0 && subject.statedAge;
  const features: Features = {
    ...namesOf(subject, flags),
    birthDates: unique(birthDates),
    ...(isAged && { ageYear: yearOfStatedAge(isAged) }),
    ...((subject.sex === 'female' || subject.sex === 'male') && { sex: subject.sex }),
    ...numbers,
    addresses: addressesOf(subject, lists, flags),
    phones: unique(
      kept(subject.phones, 'impossible_contact', flags, preparePhone).filter(
        (phone) => !lists.genericPhones.has(phone),
      ),
    ).sort(),
    emails: unique(kept(subject.emails, 'impossible_contact', flags, prepareEmail)).sort(),
    attributes: sorted(subject.attributes.flatMap((one) => prepareAttribute(one) ?? [])),
  };
  return { features, flags: [...flags].sort() };
}

/** Values that can be used; a flag says that one could not. */
function kept<S, V>(
  values: readonly S[],
  flag: Flag,
  flags: Set<Flag>,
  convert: (value: S) => V | undefined,
): V[] {
  const usable: V[] = [];
  for (const value of values) {
    const converted = convert(value);
    if (converted === undefined) flags.add(flag);
    else usable.push(converted);
  }
  return usable;
}

function namesOf(subject: Identity, flags: Set<Flag>): Pick<Features, 'names' | 'isNameless'> {
  const names: NameFeature[] = [];
  let isNameless = subject.unidentified;
  for (const source of subject.names) {
    const { name, isPlaceholder } = prepareName(source);
    if (name) names.push(name);
    if (!isPlaceholder) continue;
    flags.add('placeholder_name');
    if (source.use === 'official') isNameless = true;
  }
  return {
    names: names.length < 2 ? names : distinct(names).sort(officialFirst),
    isNameless,
  };
}

function numbersOf(
  { identifiers, department, source }: Identity,
  { secret }: PreparationLists,
  flags: Set<Flag>,
): Pick<Features, 'trusted' | 'ssn4' | 'departmentPersons'> {
  if (identifiers.length === 0) return { trusted: [], ssn4: [], departmentPersons: [] };
  const owner = department ? { issuer: `${department}/${source}` } : {};
  const numbers = (isKind: typeof isTrusted) =>
    kept(identifiers.filter(isKind), 'impossible_identifier', flags, (one) =>
      prepareIdentifier(one, secret),
    );
  return {
    trusted: sorted(numbers(isTrusted)),
    ssn4: unique(identifiers.flatMap((one) => lastFour(one) ?? [])).sort(),
    departmentPersons: sorted(numbers(isDepartmentPerson)).map((one) => ({ ...owner, ...one })),
  };
}

function addressesOf(
  { addresses }: Identity,
  { genericAddresses }: PreparationLists,
  flags: Set<Flag>,
): Features['addresses'] {
  const own = addresses.filter((address) => !isGeneric(address, genericAddresses));
  if (own.length < addresses.length) flags.add('generic_address');
  return sorted(own.flatMap((address) => prepareAddress(address) ?? []));
}

/** Content address of a description. */
export function hashOf(features: Features): string {
  return hash('sha256', JSON.stringify(features), 'base64url').slice(0, 27);
}

function officialFirst(left: NameFeature, right: NameFeature): number {
  return Number(right.isOfficial) - Number(left.isOfficial) || compareText(left, right);
}

function sorted<T>(values: readonly T[]): T[] {
  return values.length < 2 ? [...values] : distinct(values).sort(compareText);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function compareText(left: unknown, right: unknown): number {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  return a < b ? -1 : Number(a > b);
}
