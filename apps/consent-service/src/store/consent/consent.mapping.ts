import type { Confidence } from '@continuum/contracts';
import type { ConsentFact, ConsentProvision, ConsentRecipient } from '../../domain/facts.js';
import type { ConsentForm } from '../../domain/consent/form-steps.js';
import type { ConsentKind } from '../../domain/vocabulary.js';

/** Instants are kept as text inside `form`. */
type KeptForm = Pick<
  ConsentForm,
  'formVersion' | 'recipients' | 'intermediaries' | 'statements' | 'signedBy' | 'capacity'
> & { readonly [name in InstantName]?: string } & {
  readonly endEvent?: { readonly name: string; readonly recordedAt?: string };
  readonly revocation?: { readonly receivedAt: string; readonly isWritten: boolean };
};

const INSTANTS = [
  'signedAt',
  'receivedAt',
  'verifiedAt',
  'expiresAt',
  'reviewAt',
  'irrevocableUntil',
  'suspendedAt',
  'enteredInErrorAt',
] as const;
type InstantName = (typeof INSTANTS)[number];

export interface ConsentRow {
  readonly consent_id: string;
  readonly version: number;
  readonly record_key: string;
  readonly kind: ConsentKind;
  readonly family: string;
  readonly discloser: string;
  readonly form: KeptForm;
  readonly provisions: readonly ProvisionRow[];
  readonly person_id: string | null;
  readonly confidence: Confidence | null;
}

interface ProvisionRow {
  readonly effect: ConsentProvision['effect'];
  readonly covers: readonly string[];
  readonly purposes: ConsentProvision['purposes'];
  readonly recipients: readonly ConsentRecipient[];
  readonly starts_at: string | null;
  readonly ends_at: string | null;
}

export function toKeptForm(form: ConsentForm): KeptForm {
  const instants = INSTANTS.flatMap((name) => {
    const at = form[name];
    return at ? [[name, at.toISOString()] as const] : [];
  });
  const { endEvent, revocation } = form;
  return {
    formVersion: form.formVersion,
    recipients: form.recipients,
    intermediaries: form.intermediaries,
    statements: form.statements,
    ...(form.signedBy && { signedBy: form.signedBy }),
    ...(form.capacity && { capacity: form.capacity }),
    ...Object.fromEntries(instants),
    ...(endEvent && {
      endEvent: {
        name: endEvent.name,
        ...(endEvent.recordedAt && { recordedAt: endEvent.recordedAt.toISOString() }),
      },
    }),
    ...(revocation && {
      revocation: {
        receivedAt: revocation.receivedAt.toISOString(),
        isWritten: revocation.isWritten,
      },
    }),
  };
}

export function toForm(row: ConsentRow): ConsentForm {
  const { form } = row;
  const instants = INSTANTS.flatMap((name) => {
    const at = form[name];
    return at ? [[name, new Date(at)] as const] : [];
  });
  return {
    consentId: row.consent_id,
    version: row.version,
    recordKey: row.record_key,
    kind: row.kind,
    family: row.family,
    discloser: row.discloser,
    formVersion: form.formVersion,
    recipients: form.recipients,
    intermediaries: form.intermediaries,
    statements: form.statements,
    provisions: row.provisions.map(toProvision),
    ...(form.signedBy && { signedBy: form.signedBy }),
    ...(form.capacity && { capacity: form.capacity }),
    ...Object.fromEntries(instants),
    ...(form.endEvent && { endEvent: toEndEvent(form.endEvent) }),
    ...(form.revocation && {
      revocation: {
        receivedAt: new Date(form.revocation.receivedAt),
        isWritten: form.revocation.isWritten,
      },
    }),
  };
}

/** Without a link the form reaches nobody. */
export function toFact(row: ConsentRow, personId: string | undefined): ConsentFact {
  return {
    ...toForm(row),
    confidence: row.confidence ?? 'probable',
    ...(personId === undefined ? {} : { personId }),
  };
}

const toEndEvent = ({ name, recordedAt }: NonNullable<KeptForm['endEvent']>) => ({
  name,
  ...(recordedAt && { recordedAt: new Date(recordedAt) }),
});

const toProvision = (row: ProvisionRow): ConsentProvision => ({
  effect: row.effect,
  covers: row.covers,
  purposes: row.purposes,
  recipients: row.recipients,
  ...(row.starts_at && { from: new Date(row.starts_at) }),
  ...(row.ends_at && { until: new Date(row.ends_at) }),
});
