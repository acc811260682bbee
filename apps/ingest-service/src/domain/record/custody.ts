import type { CustodyChangedV1, DataOf } from '@continuum/contracts';

type Body = Readonly<Record<string, unknown>>;
type Changed = DataOf<typeof CustodyChangedV1>;
export type Custody = Omit<Changed, 'recordKey' | 'recordVersion' | 'isBackload'>;

const BACKLOAD_MS = 72 * 3_600_000;
const STATES: Readonly<Record<string, Custody['state']>> = {
  temporary: 'temporarily_out',
  transfer_out: 'transferred',
  error: 'ended_in_error',
};

/** Custody as a booking tells it; none of a booking on paper, nor where the hour of admission is unknown. */
export function custodyOf(body: Body): Custody | null {
  const { admittedAt, releasedAt, releaseReason, projectedReleaseAt } = body;
  if (body['isPaperOnly'] === true || !isInstant(admittedAt)) return null;
  const hasEnded = releasedAt !== undefined || releaseReason !== undefined;
  return {
    state: hasEnded ? (STATES[String(releaseReason)] ?? 'released') : 'in_custody',
    facility: facilityOf(body),
    admittedAt,
    projectedReleaseAt: isInstant(projectedReleaseAt) ? projectedReleaseAt : null,
    endedAt: isInstant(releasedAt) ? releasedAt : null,
    releaseReason: typeof releaseReason === 'string' ? releaseReason : null,
  };
}

/** A stay that was never one: its booking was voided or sealed. */
export const endedInError = (last: Custody): Custody => ({ ...last, state: 'ended_in_error' });

export function isSameCustody(one: Custody | null, other: Custody | null): boolean {
  return (
    one === other || (one !== null && other !== null && FIELDS.every((f) => one[f] === other[f]))
  );
}
const FIELDS = [
  'state',
  'facility',
  'admittedAt',
  'projectedReleaseAt',
  'endedAt',
  'releaseReason',
] as const;

export const isBackload = ({ endedAt, admittedAt }: Custody, recordedAt: Date) =>
  +recordedAt - Date.parse(endedAt ?? admittedAt) > BACKLOAD_MS;

function facilityOf({ facility, moves }: Body): string {
  const last = Array.isArray(moves)
    ? (moves.at(-1) as { facility?: string } | undefined)
    : undefined;
  return String(last?.facility ?? facility);
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && value.includes('T');
