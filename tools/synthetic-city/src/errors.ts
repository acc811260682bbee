import type { PushedSubject } from '@continuum/contracts';
import { SHARED_ADDRESSES } from './names.js';
import { NICKNAMES } from './nicknames.js';
import type { TruePerson } from './person.js';
import type { Random } from './random.js';

/** Share of records with each error; a department may have its own. */
export const ERROR_SHARES = {
  typo: 0.06,
  nickname: 0.08,
  swappedNames: 0.01,
  alias: 0.06,
  birthDateMissing: 0.04,
  dayMonthSwapped: 0.015,
  digitOff: 0.015,
  unidentified: 0.01,
  sharedAddress: 0.2,
  phonePassedOn: 0.03,
} as const;
export type ErrorName = keyof typeof ERROR_SHARES;

export interface Copy {
  readonly subject: PushedSubject;
  readonly errors: readonly ErrorName[];
}

interface Habits {
  readonly keepsSsn: boolean;
  readonly keepsPhone: boolean;
  readonly mayMeetUnknown: boolean;
  readonly recordsAliases: boolean;
}

/** What one department's clerk wrote down of a person this time. */
export function aCopy(person: TruePerson, habits: Habits, random: Random): Copy {
  const errors: ErrorName[] = [];
  const happens = (name: ErrorName, isPossible = true) => {
    const does = random.chance(ERROR_SHARES[name]) && isPossible;
    if (does) errors.push(name);
    return does;
  };
  if (happens('unidentified', habits.mayMeetUnknown))
    return { subject: unidentified(person), errors };

  let { given, family } = person;
  const nickname = NICKNAMES[given];
  if (happens('nickname', Boolean(nickname))) given = nickname ?? given;
  if (happens('typo'))
    [given, family] = random.chance(0.5)
      ? [mistype(given, random), family]
      : [given, mistype(family, random)];
  if (happens('swappedNames')) [given, family] = [family, given];

  const names: NonNullable<PushedSubject['names']> = [
    {
      use: 'official',
      given: title(given),
      family: title(family),
      ...middleOf(person, random),
      ...suffixOf(person),
    },
  ];
  if (happens('alias', habits.recordsAliases)) {
    names.push({
      use: 'alias',
      given: title(nickname ?? mistype(given, random)),
      family: title(family),
    });
  }
  return {
    errors,
    subject: {
      names,
      sex: person.sex,
      race: [person.race],
      ethnicity: person.ethnicity,
      ...birthDatesOf(person, random, happens),
      ...addressesOf(person, happens, random),
      ...(habits.keepsPhone && random.chance(0.7)
        ? { phones: [phoneOf(person, happens, random)] }
        : {}),
      ...(habits.keepsSsn && random.chance(0.6)
        ? { identifiers: [{ kind: 'ssn', value: person.ssn }] }
        : {}),
    },
  };
}

type Happens = (name: ErrorName, isPossible?: boolean) => boolean;

const unidentified = ({ sex }: TruePerson): PushedSubject => ({
  names: [{ use: 'official', given: sex === 'male' ? 'John' : 'Jane', family: 'Doe' }],
  sex,
  unidentified: true,
});

function birthDatesOf(
  { birthDate }: TruePerson,
  random: Random,
  happens: Happens,
): Pick<PushedSubject, 'birthDates'> {
  if (happens('birthDateMissing')) return {};
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (happens('dayMonthSwapped', Number(day) <= 12))
    return { birthDates: [`${year}-${day}-${month}`] };
  if (happens('digitOff')) {
    const off = String((Number(year) + random.pick([-1, 1, 10])) % 10_000);
    return { birthDates: [`${off}-${month}-${day}`] };
  }
  return { birthDates: [birthDate] };
}

function addressesOf(
  person: TruePerson,
  happens: Happens,
  random: Random,
): Pick<PushedSubject, 'addresses'> {
  const city = { city: 'Long Beach', region: 'CA' };
  if (happens('sharedAddress', person.isHomeless))
    return { addresses: [{ ...random.pick(SHARED_ADDRESSES), ...city }] };
  if (person.isHomeless && random.chance(0.4)) return {};
  return { addresses: [{ ...person.address, ...city, kind: 'home' }] };
}

function phoneOf({ phone }: TruePerson, happens: Happens, random: Random): string {
  return happens('phonePassedOn') ? `555${String(random.whole(2_000_000, 2_000_400))}` : phone;
}

const middleOf = ({ middle }: TruePerson, random: Random) =>
  middle && random.chance(0.5)
    ? { middle: random.chance(0.5) ? title(middle) : middle.charAt(0).toUpperCase() }
    : {};
const suffixOf = ({ suffix }: TruePerson) => (suffix ? { suffix } : {});

/** One letter dropped, doubled, changed or swapped with its neighbour. */
function mistype(word: string, random: Random): string {
  const at = random.whole(1, Math.max(1, word.length - 2));
  const letter = word[at] ?? 'e';
  switch (random.whole(0, 3)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + letter + word.slice(at);
    case 2:
      return word.slice(0, at) + random.pick([...'aeiorstln']) + word.slice(at + 1);
    default:
      return word.slice(0, at) + (word[at + 1] ?? '') + letter + word.slice(at + 2);
  }
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
