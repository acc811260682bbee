import { Refused, type SearchPersons, type Subject } from '@continuum/contracts';

/** Elements of a record that a search compares, as `<dataset>.<element>` names them. */
export type SoughtElement = 'name' | 'birthDate' | 'identifier' | 'phone' | 'address';

/** @throws Refused INVALID where fewer than two facts are given, unless one of them is a number; or where nobody is of the age. */
export function assertEnough(sought: SearchPersons): void {
  const { name, identifier, phone, ageFrom = 0, ageTo = ageFrom } = sought;
  if (ageFrom > ageTo) {
    throw new Refused('INVALID', 'Nobody is of that age.', [
      { field: 'ageTo', code: 'below_age_from', text: 'Has to be at least ageFrom.' },
    ]);
  }
  const hasNumber = identifier !== undefined || phone !== undefined;
  const hasName = name?.given !== undefined || name?.family !== undefined;
  if (hasNumber || (hasName && furtherFacts(sought) > 0)) return;
  throw new Refused('INVALID', 'The search needs more to go by.', [
    {
      field: hasName ? 'birthDate' : 'name',
      code: 'too_few_facts',
      text: 'An identifier or a phone, or a name with one further fact, is needed.',
    },
  ]);
}

function furtherFacts({ name, birthDate, ageFrom, ageTo, ssn4, address }: SearchPersons): number {
  const isWholeName = name?.given !== undefined && name.family !== undefined;
  const facts = [birthDate, ageFrom ?? ageTo, ssn4, address];
  return facts.filter((fact) => fact !== undefined).length + Number(isWholeName);
}

export function comparedElements(sought: SearchPersons): SoughtElement[] {
  const compared: [SoughtElement, unknown][] = [
    ['name', sought.name],
    ['birthDate', sought.birthDate ?? sought.ageFrom ?? sought.ageTo],
    ['identifier', sought.identifier ?? sought.ssn4],
    ['phone', sought.phone],
    ['address', sought.address],
  ];
  return compared.flatMap(([element, fact]) => (fact === undefined ? [] : [element]));
}

/** What is sought, as if a record said it. */
export function asSubject(sought: SearchPersons) {
  const { name, birthDate, sex, identifier, ssn4, phone, address } = sought;
  return {
    names: name ? [{ ...name, use: 'official' as const }] : [],
    birthDates: birthDate ? [birthDate] : [],
    sex: (sex ?? 'unknown') as Subject['sex'],
    identifiers: [
      ...(identifier ? [{ kind: identifier.kind, value: identifier.value }] : []),
      ...(ssn4 ? [{ kind: 'ssn4', value: ssn4 }] : []),
    ],
    addresses: address ? [{ ...address, kind: 'unknown' as const }] : [],
    phones: phone ? [phone] : [],
    emails: [],
    attributes: [],
    unidentified: false,
  };
}
