import type { PushedSubject } from '@continuum/contracts';
import type { TruePerson } from '../people/person.js';
import { SHARED_PLACES } from '../people/places.js';
import type { Random } from '../random.js';
import { Errors, type ErrorName } from './errors.js';
import type { Writer } from './writers.js';
import { writtenContacts } from './written-contacts.js';
import { writtenBirth } from './written-dates.js';
import { writtenNames } from './written-names.js';
import { writtenNumbers } from './written-numbers.js';

export interface Copy {
  readonly subject: PushedSubject;
  readonly errors: readonly ErrorName[];
}

/** What one department's clerk wrote down of a person this time. */
export function aCopy(person: TruePerson, instant: number, writes: Writer, random: Random): Copy {
  const errors = new Errors(writes.errors, random);
  if (errors.happens('unidentified', writes.mayMeetUnknown))
    return { subject: unidentified(person, random), errors: errors.made };

  const names = writtenNames(person, instant, writes, errors, random);
  const identifiers = writtenNumbers(person, writes.numbers, errors, random);
  const subject: PushedSubject = {
    names,
    ...sexOf(person, errors),
    race: [person.race],
    ethnicity: person.ethnicity,
    ...writtenBirth(person.birthDate, instant, errors, random),
    ...(identifiers.length > 0 ? { identifiers } : {}),
    ...writtenContacts(person, instant, writes.contacts, errors, random),
  };
  return { subject, errors: errors.made };
}

/** What departments hold of one person: a clerk often takes over what the last one wrote. */
export class OnFile {
  private readonly last = new Map<string, Copy>();

  constructor(private readonly person: TruePerson) {}

  copy(instant: number, writes: Writer, random: Random): Copy {
    const known = this.last.get(writes.feed);
    if (known && !known.subject.unidentified && random.chance(writes.takesOver)) return known;
    const copy = aCopy(this.person, instant, writes, random);
    this.last.set(writes.feed, copy);
    return copy;
  }
}

function unidentified({ sex }: TruePerson, random: Random): PushedSubject {
  const { line1, postcode, kind } = random.pick(SHARED_PLACES);
  return {
    names: [{ use: 'official', given: sex === 'male' ? 'John' : 'Jane', family: 'Doe' }],
    sex,
    ...(random.chance(0.5)
      ? { addresses: [{ line1, city: 'Long Beach', region: 'CA', postcode, kind }] }
      : {}),
    ...(random.chance(0.8) ? { unidentified: true } : {}),
  };
}

function sexOf({ sex }: TruePerson, errors: Errors): Pick<PushedSubject, 'sex'> {
  if (errors.happens('sexMissing')) return {};
  if (!errors.happens('sexWrong')) return { sex };
  return { sex: sex === 'male' ? 'female' : 'male' };
}
