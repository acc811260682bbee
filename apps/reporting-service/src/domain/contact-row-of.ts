import type { BookingRecordedV1, CitationRecordedV1 } from '@continuum/contracts';
import type { Booking, Citation, OffenceLevel } from './contact-row.js';

type Full<E extends { readonly data: unknown }> = Extract<E['data'], { readonly travel: 'full' }>;
export type FullBooking = Full<BookingRecordedV1>;
export type FullCitation = Full<CitationRecordedV1>;

const LEVELS: readonly OffenceLevel[] = ['infraction', 'municipal', 'misdemeanor', 'felony'];

export function bookingRow(data: FullBooking): Booking {
  const { body } = data;
  const charges = body.charges ?? [];
  return {
    kind: 'booking',
    ...headerOf(data),
    on: body.admittedOn ?? data.localDate,
    at: instant(body.admittedAt),
    ...agencyOf(body.arrestingAgency, data.department),
    incidentNos: body.incidentNo ?? [],
    chargeCount: charges.length,
    worstLevel: worst(charges),
    reason: body.admissionReason ?? null,
    isDetentionOnly:
      body.legalStatus === 'detention_only' || data.restrictions.includes('detention_only'),
    isPaperOnly: body.isPaperOnly ?? false,
    bookingGroupNo: body.bookingGroupNo ?? null,
    facility: body.facility ?? null,
    releasedAt: instant(body.releasedAt),
    releasedOn: body.releasedOn ?? null,
    releaseReason: body.releaseReason ?? null,
  };
}

export function citationRow(data: FullCitation): Citation {
  const { body } = data;
  return {
    kind: 'citation',
    ...headerOf(data),
    on: data.localDate,
    at: instant(body.occurredAt ?? body.issuedAt),
    ...agencyOf(body.issuingAgency, data.department),
    incidentNos: body.incidentNo ? [body.incidentNo] : [],
    chargeCount: body.violations.length,
    worstLevel: worst(body.violations),
    category: body.category ?? null,
    officerNo: body.officerNo ?? null,
    isArrest: body.isArrest ?? false,
  };
}

function headerOf(data: FullBooking | FullCitation) {
  return {
    recordKey: data.recordKey,
    department: data.department,
    dataset: data.dataset,
    labels: data.labels,
    ageOnDate: data.demographics?.ageOnDate ?? null,
    flags: data.dqFlags,
  };
}

/** Never the jail: a city counts who arrested, not who held. */
const agencyOf = (agency: string | null | undefined, department: string) => ({
  agency: agency ?? department,
  isAgencyAssumed: !agency,
});

const instant = (text: string | null | undefined) => (text ? new Date(text) : null);

const worst = (charges: readonly { readonly level: OffenceLevel }[]) =>
  LEVELS.findLast((level) => charges.some((charge) => charge.level === level)) ?? null;
