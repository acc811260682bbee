import type {
  CoarseBody,
  Demographics,
  Label,
  Precision,
  PushedSubject,
  RecordKind,
  Restriction,
  Travel,
} from '@continuum/contracts';

/** A row that was taken in: read, dated, labelled, and not yet compared with what is held of its key. */
export interface CheckedRecord {
  readonly recordKey: string;
  readonly recordId: string;
  readonly kind: RecordKind;
  readonly department: string;
  readonly source: string;
  readonly sourceVersion: string | null;
  readonly contentHash: string;
  readonly isVoid: boolean;
  readonly reason: string | null;
  readonly sourcePersonId: string | null;
  readonly subject: PushedSubject | null;
  /** As the owner keeps it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Values that could not be read, for the owner alone. */
  readonly unreadable: Readonly<Record<string, unknown>>;
  readonly travel: Travel;
  /** As it travels. */
  readonly sent: Readonly<Record<string, unknown>> | CoarseBody;
  readonly occurredAt: string | null;
  readonly occurredPrecision: Precision;
  readonly localDate: string | null;
  readonly localTz: string;
  readonly labels: readonly Label[];
  readonly restrictions: readonly Restriction[];
  readonly flags: readonly string[];
  readonly demographics: Demographics | null;
}

/** Sealed by a court or relieved by law: reads stop, and nobody else may go on holding it. */
export const isSealed = ({ restrictions }: Pick<CheckedRecord, 'restrictions'>) =>
  restrictions.includes('sealed') || restrictions.includes('relief_granted');
