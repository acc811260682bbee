import type { CaseCommandType } from '@continuum/contracts';

/** Coordinator, lead case manager, member of the care team. */
export type CaseActor = 'C' | 'L' | 'T';

/** Who gives which command. Closing a case that nobody was asked about is the coordinator's. */
export const CASE_ACTORS: Readonly<Record<CaseCommandType, readonly CaseActor[]>> = {
  offer: ['C'],
  enrol: ['L'],
  decline: ['L'],
  activate: ['L'],
  inactivate: ['L'],
  close: ['L', 'C'],
  reopen: ['C'],
  'join-team': ['L', 'C'],
  'leave-team': ['L', 'C'],
  'write-card': ['L'],
};
