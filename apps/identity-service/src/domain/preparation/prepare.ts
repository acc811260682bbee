import type { Subject } from '@continuum/contracts';
import { createHash } from 'node:crypto';
import { isGeneric, prepareAddress } from './address.js';
import { prepareBirthDate, yearOfStatedAge } from './birth-date.js';
import { prepareEmail, preparePhone } from './contact.js';
import type { AddressFeature, Features, Flag, NameFeature } from './features.js';
import {
  isDepartmentPerson,
  isTrusted,
  lastFour,
  prepareIdentifier,
  type SourceIdentifier,
} from './identifier.js';
import { prepareName } from './name.js';
import { unique } from './text.js';

/** What preparation must be told: the day, the key of the hashes, and contacts that many people share. */
export interface PreparationLists {
  readonly today: Date;
  readonly secret: string;
  readonly genericAddresses: ReadonlySet<string>;
  readonly genericPhones: ReadonlySet<string>;
}

export interface Prepared {
  readonly features: Features;
  readonly flags: readonly Flag[];
}

type Identity = Pick<
  Subject,
  | 'names'
  | 'birthDates'
  | 'identifiers'
  | 'addresses'
  | 'phones'
  | 'emails'
  | 'sex'
  | 'unidentified'
> &
  Partial<Pick<Subject, 'statedAge' | 'department' | 'source'>>;

export function prepare(subject: Identity, lists: PreparationLists): Prepared {
  const flags = new Set<Flag>();
  const kept = <S, V>(values: readonly S[], flag: Flag, convert: (value: S) => V | undefined) =>
    values.flatMap((value) => {
      const converted = convert(value);
      if (converted === undefined) flags.add(flag);
      return converted === undefined ? [] : [converted];
    });

  const names = subject.names.map((name) => ({ ...prepareName(name), use: name.use }));
  if (names.some(({ isPlaceholder }) => isPlaceholder)) flags.add('placeholder_name');
  const birthDates = kept(subject.birthDates, 'impossible_birth_date', (date) =>
    prepareBirthDate(date, lists.today),
  );
  const numbers = (isKind: (source: SourceIdentifier) => boolean) =>
    kept(subject.identifiers.filter(isKind), 'impossible_identifier', (source) =>
      prepareIdentifier(source, lists.secret),
    );
  const own = subject.addresses.filter((address) => !isGeneric(address, lists.genericAddresses));
  if (own.length < subject.addresses.length) flags.add('generic_address');
  const phones = kept(subject.phones, 'impossible_contact', preparePhone);

  const owner = subject.department ? { issuer: `${subject.department}/${subject.source}` } : {};
  const features: Features = {
    names: distinct(names.flatMap(({ name }) => (name ? [name] : []))).toSorted(officialFirst),
    birthDates: unique(birthDates),
    ...(birthDates.length === 0 &&
      subject.statedAge && { ageYear: yearOfStatedAge(subject.statedAge) }),
    ...((subject.sex === 'female' || subject.sex === 'male') && { sex: subject.sex }),
    trusted: sorted(numbers(isTrusted)),
    ssn4: unique(subject.identifiers.flatMap((source) => lastFour(source) ?? [])).sort(),
    departmentPersons: sorted(numbers(isDepartmentPerson)).map((one) => ({ ...owner, ...one })),
    addresses: sorted(
      own.flatMap(
        (address): readonly AddressFeature[] | AddressFeature => prepareAddress(address) ?? [],
      ),
    ),
    phones: unique(phones.filter((phone) => !lists.genericPhones.has(phone))).sort(),
    emails: unique(kept(subject.emails, 'impossible_contact', prepareEmail)).sort(),
    isNameless:
      subject.unidentified ||
      names.some(({ isPlaceholder, use }) => isPlaceholder && use === 'official'),
  };
  return { features, flags: [...flags].sort() };
}

/** Content address of a description. */
export function hashOf(features: Features): string {
  return createHash('sha256').update(JSON.stringify(features)).digest('base64url').slice(0, 27);
}

function officialFirst(left: NameFeature, right: NameFeature): number {
  return Number(right.isOfficial) - Number(left.isOfficial) || compareText(left, right);
}

function sorted<T>(values: readonly T[]): T[] {
  return distinct(values).sort(compareText);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function compareText(left: unknown, right: unknown): number {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  return a < b ? -1 : Number(a > b);
}
