import { CreatePersons1772000100000 } from './migrations/1772000100000-create-persons.js';

export { applyAssignments, type Moved } from './assignments.js';
export { applyMerges, applySplits, personsOfRecords, resolvePersons } from './aliases.js';
/** After `messagingMigrations` in the list of a service that keeps these projections. */
export const personsMigrations = [CreatePersons1772000100000];
