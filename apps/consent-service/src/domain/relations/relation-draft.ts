import type { PersonRef } from '@continuum/contracts';
import type { RelationKind } from '../vocabulary.js';

/** A relation as an event draws it. The id is made of what it was drawn from, so that a later event meets it again. */
export interface RelationDraft {
  readonly relationId: string;
  readonly version: number;
  readonly kind: RelationKind;
  readonly userId?: string;
  readonly teamId?: string;
  /** Only members of the team with this role. */
  readonly teamRole?: string;
  readonly personId?: string;
  readonly recordKey?: string;
  readonly informationClasses?: readonly string[];
  readonly context?: string;
  readonly department?: string;
  readonly from: Date;
  readonly until?: Date;
}

/** A person who is not linked yet is reached by the record. */
export const targetOf = (personRef: PersonRef) =>
  'personId' in personRef ? { personId: personRef.personId } : { recordKey: personRef.recordKey };
