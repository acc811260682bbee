import type { SearchPersons, Subject } from '@continuum/contracts';

/** What a case worker may know of a person who has a record; nothing where the record does not say enough. */
type Asked = (known: Known) => SearchPersons | undefined;

interface Known {
  readonly given: string;
  readonly family: string;
  readonly birthDate: string | undefined;
  readonly phone: string | undefined;
  readonly address: { readonly line1?: string; readonly postcode: string } | undefined;
  readonly ssn4: string | undefined;
}

const NICKNAMES: Readonly<Record<string, string>> = {
  robert: 'Bob',
  william: 'Bill',
  james: 'Jim',
  richard: 'Rick',
  michael: 'Mike',
  joseph: 'Joe',
  thomas: 'Tom',
  anthony: 'Tony',
  daniel: 'Dan',
  matthew: 'Matt',
  david: 'Dave',
  steven: 'Steve',
  edward: 'Ed',
  christopher: 'Chris',
  elizabeth: 'Liz',
  jennifer: 'Jen',
  patricia: 'Pat',
  katherine: 'Kate',
  margaret: 'Peggy',
  francisco: 'Pancho',
  jose: 'Pepe',
};

/** Kinds of searches, as they are asked at a counter, on a street or in a court. */
export const KINDS: Readonly<Record<string, Asked>> = {
  'nickname and birth date': ({ given, family, birthDate }) => {
    const nickname = NICKNAMES[given.toLowerCase()];
    return nickname && birthDate ? { name: { given: nickname, family }, birthDate } : undefined;
  },
  'misspelt name and birth date': ({ given, family, birthDate }) =>
    from(birthDate, (date) => ({ name: { given, family: misspelt(family) }, birthDate: date })),
  'name and month of birth': ({ given, family, birthDate }) =>
    from(birthDate, (date) => ({ name: { given, family }, birthDate: `${date.slice(0, 8)}XX` })),
  'beginning of a family name and birth date': ({ family, birthDate }) =>
    from(birthDate, (date) => ({ name: { family: family.slice(0, 3) }, birthDate: date })),
  'misspelt name and address': ({ given, family, address }) =>
    from(address, (home) => ({ name: { given, family: misspelt(family) }, address: home })),
  'name and postcode': ({ given, family, address }) =>
    from(address, ({ postcode }) => ({ name: { given, family }, address: { postcode } })),
  phone: ({ phone }) => from(phone, (number) => ({ phone: number })),
  'family name and last four of a number': ({ family, ssn4 }) =>
    from(ssn4, (four) => ({ name: { family }, ssn4: four })),
  'name and age': ({ given, family, birthDate }) =>
    from(birthDate, (date) => {
      const age = 2026 - Number(date.slice(0, 4));
      return { name: { given, family }, ageFrom: Math.max(0, age - 5), ageTo: age + 5 };
    }),
};

const from = <V>(value: V | undefined, ask: (value: V) => SearchPersons) =>
  value === undefined ? undefined : ask(value);

export function knownOf({ names, birthDates, phones, addresses, identifiers }: Subject): Known {
  const [name] = names;
  const [address] = addresses;
  const four = identifiers.find(({ kind }) => kind === 'ssn' || kind === 'ssn4');
  const [birthDate] = birthDates;
  return {
    given: name?.given ?? '',
    family: name?.family ?? '',
    birthDate: birthDate?.includes('X') ? undefined : birthDate,
    phone: phones[0],
    address: address?.postcode
      ? { ...(address.line1 && { line1: address.line1 }), postcode: address.postcode }
      : undefined,
    ssn4: four?.value.slice(-4),
  };
}

/** Two letters in the middle change places. */
function misspelt(word: string): string {
  const at = Math.max(1, (word.length >> 1) - 1);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
