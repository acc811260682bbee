import Type from 'typebox';
import { Code, Department, Instant, LocalDate, PersonRef, Version } from '../words.js';

/** What every event on `care` about a person carries. */
export const careHeader = {
  version: Version,
  at: Instant,
  localDate: LocalDate,
  personRef: PersonRef,
  actorRole: Code,
  department: Department,
};

export const UserId = Type.String({ minLength: 1, maxLength: 80 });
