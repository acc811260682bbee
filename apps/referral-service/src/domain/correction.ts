import { Refused, type CorrectionV1, type Label } from '@continuum/contracts';

type Told = CorrectionV1['data'];
export type CorrectionKind = Told['kind'];
export type Outcome = NonNullable<Told['outcome']>;

/** A case or referral, by the name under which it is a record. */
export interface Thing {
  readonly dataset: Told['dataset'];
  readonly thingId: string;
}

/** Somebody has to put right whom a case or referral is about. */
export interface Correction extends Thing {
  readonly correctionId: string;
  readonly version: number;
  readonly kind: CorrectionKind;
  /** Department whose case or referral it is. */
  readonly owner: string;
  readonly labels: readonly Label[];
  /** Whom it was, is or may be about. */
  readonly personIds: readonly string[];
  readonly state: 'raised' | 'resolved';
  readonly outcome: Outcome | null;
  readonly resolvedBy: string | null;
  readonly raisedAt: Date;
  readonly at: Date;
}

export type NewCorrection = Pick<
  Correction,
  'correctionId' | 'kind' | 'dataset' | 'thingId' | 'owner' | 'labels' | 'personIds'
>;

export const raiseCorrection = (start: NewCorrection, now: Date): Correction => ({
  ...start,
  version: 1,
  state: 'raised',
  outcome: null,
  resolvedBy: null,
  raisedAt: now,
  at: now,
});

/** It moved once more before anybody put it right: more persons may be meant. */
export const widen = (
  known: Correction,
  by: { readonly kind: CorrectionKind; readonly personIds: readonly string[] },
  now: Date,
): Correction => ({
  ...known,
  kind: by.kind,
  personIds: [...new Set([...known.personIds, ...by.personIds])],
  version: known.version + 1,
  at: now,
});

/** Its persons are one again, or what followed its record told nobody anything: there is nothing left to put right. */
export const settle = (
  known: Correction,
  outcome: 'followed' | 'linked_again',
  now: Date,
): Correction => resolved(known, { outcome, resolvedBy: null, now });

interface Answer {
  /** Candidates by the ids that stand for them today. */
  readonly candidates: readonly string[];
  readonly personId: string | undefined;
  readonly userId: string;
  readonly now: Date;
}

/** The coordinator says whom it is about, or that whoever was told the wrong person knows. */
export function putRight(
  known: Correction,
  { candidates, personId, userId, now }: Answer,
): Correction {
  if (known.state !== 'raised') {
    throw new Refused('WRONG_STATE', 'The correction is resolved; permitted: none.');
  }
  if (known.kind === 'person_moved') {
    if (personId) throw unfit('Its record says whom it is about.');
    return resolved(known, { outcome: 'confirmed', resolvedBy: userId, now });
  }
  if (!personId || !candidates.includes(personId)) {
    throw unfit('One of the persons it may be about.');
  }
  return resolved(known, { outcome: 'named', resolvedBy: userId, now });
}

const unfit = (text: string) =>
  new Refused('PERSON_UNFIT', 'The correction does not take this person.', [
    { field: 'personId', code: 'PERSON_UNFIT', text },
  ]);

const resolved = (
  known: Correction,
  by: { readonly outcome: Outcome; readonly resolvedBy: string | null; readonly now: Date },
): Correction => ({
  ...known,
  state: 'resolved',
  outcome: by.outcome,
  resolvedBy: by.resolvedBy,
  version: known.version + 1,
  at: by.now,
});

/** Nothing is done for somebody of whom nobody can say who it is; what ends it may be done. */
export function refuseWhileUncertain(
  { isPersonUncertain }: { readonly isPersonUncertain: boolean },
  command: string,
): void {
  if (!isPersonUncertain || ENDING.includes(command)) return;
  throw new Refused('PERSON_UNCERTAIN', 'It has to be put right first whom this is about.');
}

const ENDING = ['void', 'close'];
