import type { CapacityAnswer, Label, PublishService } from '@continuum/contracts';
import { Refused } from '@continuum/contracts';
import { MINUTE_MS } from './business-time.js';

/** A service of the directory. No person data. */
export interface Service extends Omit<Readonly<PublishService>, 'area'> {
  readonly serviceId: string;
  readonly version: number;
  readonly at: Date;
  readonly area: string | null;
  readonly labels: readonly Label[];
}

/** Places for one population of one unit. `available` is the provider's figure, `reserved` ours. */
export interface Capacity {
  readonly serviceId: string;
  readonly unit: string;
  readonly population: string;
  readonly version: number;
  readonly available: number;
  readonly reserved: number;
  readonly maximum: number;
  readonly funded: number;
  readonly reportedAt: Date;
  readonly staleAfterMinutes: number;
}

/** What a Part 2 programme answers is Part 2 data. */
export const labelsOf = ({ isPart2 }: Pick<PublishService, 'isPart2'>): Label[] =>
  isPart2 ? ['PART2', 'HIPAA'] : [];

export const openPlaces = ({ available, reserved }: Capacity) => Math.max(0, available - reserved);

export const isStale = ({ reportedAt, staleAfterMinutes }: Capacity, now: Date) =>
  +now - +reportedAt > staleAfterMinutes * MINUTE_MS;

/** A figure too old to trust is answered "call to check". */
export function answerOf(
  { slotManaged }: Pick<Service, 'slotManaged'>,
  rows: readonly Capacity[],
  now: Date,
): CapacityAnswer {
  const fresh = rows.filter((row) => !isStale(row, now));
  if (fresh.length === 0) return 'additional-assessment-required';
  if (fresh.some((row) => openPlaces(row) > 0)) return 'capacity';
  return slotManaged ? 'no-capacity' : 'waitlist';
}

/** One place is kept for one referral. */
export function reserve(rows: readonly Capacity[], now: Date): Capacity {
  const row = rows.find((one) => openPlaces(one) > 0 && !isStale(one, now));
  if (!row) throw new Refused('NO_PLACE', 'No place is free now.', [noPlace]);
  return { ...row, reserved: row.reserved + 1, version: row.version + 1 };
}

const noPlace = { field: 'serviceId', code: 'NO_PLACE', text: 'No place is free now.' };

/** The place is free again for others. */
export const release = (row: Capacity): Capacity => ({
  ...row,
  reserved: Math.max(0, row.reserved - 1),
  version: row.version + 1,
});

/** The person moved in: the place is gone until the provider reports anew. */
export const occupy = (row: Capacity): Capacity => ({
  ...release(row),
  available: Math.max(0, row.available - 1),
});
