import type { FieldError } from '@continuum/contracts';
import type { PolicySet } from '../../policy-set.js';
import { RELATION_KINDS, TRAININGS } from '../../vocabulary.js';
import { fault, repeated, unknownWords } from './fault.js';

const kinds = new Set<string>(RELATION_KINDS);
const trainings = new Set<string>(TRAININGS);

/** Departments, users, teams and seeded relations. */
export function validateDirectory(set: PolicySet): FieldError[] {
  const departments = new Set(set.departments.map(({ id }) => id));
  const teams = new Set(set.teams.map(({ id }) => id));
  return [
    ...repeated(
      'departments',
      set.departments.map(({ id }) => id),
    ),
    ...repeated(
      'organizations',
      set.organizations.map(({ id }) => id),
    ),
    ...repeated(
      'users',
      set.users.map(({ id }) => id),
    ),
    ...repeated(
      'teams',
      set.teams.map(({ id }) => id),
    ),
    ...repeated(
      'relations',
      set.relations.map(({ id }) => id),
    ),
    ...set.users.flatMap(({ id, assignments, trainings: held }) => [
      ...unknownWords(
        `users[${id}].assignments`,
        assignments.map(({ department }) => department),
        departments,
      ),
      ...unknownWords(
        `users[${id}].assignments`,
        assignments.flatMap(({ teamId }) => teamId ?? []),
        teams,
      ),
      ...unknownWords(
        `users[${id}].trainings`,
        held.map(({ kind }) => kind),
        trainings,
      ),
    ]),
    ...set.teams.flatMap(({ id, department }) =>
      unknownWords(`teams[${id}]`, [department], departments),
    ),
    ...set.relations.flatMap((row) => relationFaults(row)),
  ];
}

function relationFaults({
  id,
  kind,
  userId,
  teamId,
  personId,
  recordKey,
}: PolicySet['relations'][number]): FieldError[] {
  const row = `relations[${id}]`;
  const hasEnds = (userId ?? teamId) !== undefined && (personId ?? recordKey) !== undefined;
  return [
    ...unknownWords(row, [kind], kinds),
    ...(hasEnds
      ? []
      : [fault(row, 'INCOMPLETE', 'A relation leads from a user or team to a person or record.')]),
  ];
}
