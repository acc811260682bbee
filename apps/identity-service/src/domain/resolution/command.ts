import type { Label } from '@continuum/contracts';
import type { Features } from '../preparation/features.js';

/** What intake hands to the resolver: prepared, without the source's spelling. */
export interface SubjectCommand {
  readonly kind: 'subject';
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly department: string;
  readonly dataset: string;
  readonly labels: readonly Label[];
  readonly state: 'present' | 'withdrawn' | 'erased';
  readonly features: Features;
  /** Content address of the features. */
  readonly hash: string;
  /** Other records of the source that it declares to be the same person. */
  readonly sameAs: readonly string[];
}

export interface Judgement {
  readonly judgementId: string;
  readonly verdict: 'same' | 'different' | 'unsure';
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly actor: string;
  readonly actorKind: 'user' | 'source';
  readonly reason: string;
  readonly at: string;
}

export interface JudgementCommand {
  readonly kind: 'judgement';
  readonly judgement: Judgement;
}

export interface RevocationCommand {
  readonly kind: 'revocation';
  readonly judgementId: string;
  readonly actor: string;
  readonly reason: string;
  readonly at: string;
}

export type Command = SubjectCommand | JudgementCommand | RevocationCommand;
