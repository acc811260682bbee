import type { Booking } from './contact-row.js';
import { monthKey, type LocalDate } from './local-date.js';

/** One booking is one stay. */
export interface JailStay {
  readonly recordKey: string;
  readonly monthKey: number | null;
  readonly department: string;
  readonly labels: readonly string[];
  readonly facility: string | null;
  readonly admittedAt: Date | null;
  readonly admittedOn: LocalDate | null;
  readonly admissionReason: string | null;
  readonly releasedAt: Date | null;
  readonly releasedOn: LocalDate | null;
  readonly releaseReason: string | null;
  /** Elapsed time, whatever clocks did; null while the stay is open. */
  readonly heldSeconds: number | null;
  readonly isOpen: boolean;
}

export function jailStay(row: Booking): JailStay {
  return {
    recordKey: row.recordKey,
    monthKey: row.on === null ? null : monthKey(row.on),
    department: row.department,
    labels: [...row.labels].sort(),
    facility: row.facility,
    admittedAt: row.at,
    admittedOn: row.on,
    admissionReason: row.reason,
    releasedAt: row.releasedAt,
    releasedOn: row.releasedOn,
    releaseReason: row.releaseReason,
    heldSeconds: heldSeconds(row),
    isOpen: row.releasedAt === null && row.releasedOn === null,
  };
}

function heldSeconds({ at, releasedAt }: Booking): number | null {
  if (!at || !releasedAt || releasedAt < at) return null;
  return Math.floor((+releasedAt - +at) / 1000);
}
