import {
  elements,
  MDT_ELEMENTS,
  recordKinds,
  Refused,
  RFRL_ELEMENTS,
  type SubjectElement,
} from '@continuum/contracts';

const ELEMENT = /^[a-z]+\.[A-Za-z0-9]+$/;

/** Kinds that are about a person; an incident names an event. */
const aboutPersons = [...elements.values()].filter(({ kind }) => recordKinds.get(kind)?.hasSubject);

/** All that a person view asks for unless told otherwise. */
export const PERSON_VIEW: readonly string[] = [
  ...aboutPersons.map(({ id }) => id),
  ...MDT_ELEMENTS,
  ...RFRL_ELEMENTS,
];

/** One direct identifier in every dataset that has it: `book.name`, `ems.name` … */
export const everywhere = (...fields: SubjectElement[]): string[] =>
  aboutPersons.filter(({ field }) => fields.some((one) => one === field)).map(({ id }) => id);

/** `?elements=book.name,ems.name`: explicit ids, never patterns. */
export function elementsFrom(query: string | undefined): readonly string[] {
  if (!query) return PERSON_VIEW;
  const wanted = [...new Set(query.split(','))];
  if (!wanted.every((element) => ELEMENT.test(element))) {
    throw new Refused('UNKNOWN_ELEMENT', 'An element id names a dataset and a field, no pattern.');
  }
  return wanted;
}
