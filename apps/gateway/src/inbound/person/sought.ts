import { Refused, type SearchPersons, type SubjectElement } from '@continuum/contracts';
import { everywhere } from './person-elements.js';

type Fact = Exclude<keyof SearchPersons, 'limit'>;

/** A fact is compared with this element of the records. Sex narrows what another fact found. */
const COMPARED_WITH: Readonly<Record<Exclude<Fact, 'sex'>, SubjectElement>> = {
  name: 'name',
  birthDate: 'birthDate',
  ageFrom: 'birthDate',
  ageTo: 'birthDate',
  identifier: 'identifier',
  ssn4: 'identifier',
  phone: 'phone',
  address: 'address',
};

/** The direct identifiers that a search compares. */
export function comparedBy(sought: SearchPersons): SubjectElement[] {
  const compared = Object.entries(COMPARED_WITH)
    .filter(([fact]) => sought[fact as Fact] !== undefined)
    .map(([, element]) => element);
  return [...new Set(compared)];
}

/** @throws Refused INVALID for a search that names nobody */
export function assertSomething(compared: readonly SubjectElement[]): void {
  if (compared.length > 0) return;
  throw new Refused('INVALID', 'The search needs more to go by.', [
    { field: 'name', code: 'too_few_facts', text: 'Nothing is given to look for.' },
  ]);
}

/**
 * Every fact must be readable in clear somewhere for this user and purpose.
 * @throws Refused FIELD_NOT_SEARCHABLE, in the same words for a field that nobody has
 */
export function assertSearchable(compared: SubjectElement[], searchable: readonly string[]): void {
  const open = new Set(searchable);
  const isOpen = (field: SubjectElement) => everywhere(field).some((element) => open.has(element));
  if (!compared.every(isOpen)) {
    throw new Refused('FIELD_NOT_SEARCHABLE', 'People cannot be looked up by this field.');
  }
}
