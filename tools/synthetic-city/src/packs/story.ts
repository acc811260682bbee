import type { PushedRecord, PushedSubject } from '@continuum/contracts';
import { localDate } from '../records/local-time.js';

/** A record of the story pack and the feed it comes by. */
export interface StoryRecord {
  readonly feed: string;
  readonly record: PushedRecord;
}

export interface Story {
  /** Pushed before the story begins: ten contacts, and what the other departments hold. */
  readonly before: readonly StoryRecord[];
  /** Step 1: the eleventh contact. */
  readonly booking: StoryRecord;
  /** How many records are truly about her. */
  readonly recordCount: number;
  /** What a case manager would type to find her. */
  readonly search: { readonly given: string; readonly family: string; readonly birthDate: string };
  /** Keys of the records the consents hang on. */
  readonly keys: {
    readonly ems: string;
    readonly sud: string;
    readonly stay: string;
    readonly booking: string;
    /** Of her twin's record. */
    readonly twin: string;
  };
}

const DAY = 86_400_000;
const instant = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString();

const SSN = '871-44-2093';
const home = {
  line1: '2210 Saffron Court',
  unit: '7',
  city: 'Long Beach',
  region: 'CA',
  postcode: '90813',
  kind: 'home',
} as const;
const shelter = {
  line1: '1 Bridge Shelter Way',
  city: 'Long Beach',
  region: 'CA',
  postcode: '90813',
  kind: 'shelter',
} as const;

const official: PushedSubject = {
  names: [{ use: 'official', given: 'Margaret', middle: 'Inez', family: 'Zanellford' }],
  birthDates: ['1981-04-09'],
  sex: 'female',
  race: ['white'],
  ethnicity: 'hispanic',
};

/** How each department wrote her down. */
const written = {
  jail: { ...official, identifiers: [{ kind: 'ssn', value: SSN }], addresses: [home] },
  rms: { ...official, addresses: [home] },
  ems: {
    ...official,
    names: [{ use: 'official', given: 'Peggy', family: 'Zanellford' }],
    phones: ['5554417702'],
  },
  ehr: {
    ...official,
    birthDates: ['1981-09-04'],
    identifiers: [{ kind: 'ssn', value: SSN }],
    phones: ['5554417702'],
  },
  sud: { ...official, identifiers: [{ kind: 'ssn', value: SSN }] },
  hmis: {
    ...official,
    addresses: [shelter],
    phones: ['5554417702'],
    identifiers: [{ kind: 'ssn', value: SSN }],
  },
} satisfies Record<string, PushedSubject>;

/** Her twin: same family name, birth date and home. She must stay a person of her own. */
const twin: PushedSubject = {
  names: [{ use: 'official', given: 'Josefina', family: 'Zanellford' }],
  birthDates: ['1981-04-09'],
  sex: 'female',
  addresses: [home],
};

/** The person of the main job, dated back from the instant the story is played. */
export function theStory(now: Date): Story {
  const ago = (days: number) => +now - days * DAY;
  const jail = (nth: number, days: number) => booking(nth, ago(days), ago(days) + 9 * 3_600_000);
  const before: StoryRecord[] = [
    ...[1600, 1350, 1100, 900, 610, 240].map((days, nth) => jail(nth, days)),
    ...[1480, 760, 430, 95].map((days, nth) => citation(nth, ago(days))),
    {
      feed: 'fire/epcr',
      record: pushed('ems_response', 'ST-EMS-1', written.ems, {
        pcrNo: 'PCR-ST-1',
        agency: 'lbfd',
        notifiedAt: instant(ago(60)),
        unitDisposition: 'patient-contact-made',
        isTransported: true,
        destinationFacility: 'harbor-hospital',
        diagnosis: 'intoxication',
      }),
    },
    {
      feed: 'health/ehr',
      record: pushed('health_encounter', 'ST-ENC-1', written.ehr, {
        encounterNo: 'E-ST-1',
        class: 'ed',
        startsAt: instant(ago(60) + 3_600_000),
        endsAt: instant(ago(59)),
        diagnosis: 'F10.2',
      }),
    },
    {
      feed: 'sud-programme/ehr',
      record: pushed('sud_episode', 'ST-SUD-1', written.sud, {
        episodeNo: 'S-ST-1',
        programme: 'harbor-recovery',
        startsOn: localDate(ago(50)),
        level: 'outpatient',
        diagnosis: 'F10.2',
        progress: 'Attends weekly since intake; asks for a place to sleep.',
      }),
    },
    {
      feed: 'homeless-services/hmis',
      record: pushed('hmis_enrollment', 'ST-HMIS-1', written.hmis, {
        enrollmentNo: 'H-ST-1',
        projectId: 'harbor-rest',
        projectType: 1,
        entryOn: localDate(ago(45)),
        livingSituation: 116,
      }),
    },
    {
      feed: 'fire/epcr',
      record: pushed('ems_response', 'ST-EMS-2', twin, {
        pcrNo: 'PCR-ST-2',
        agency: 'lbfd',
        notifiedAt: instant(ago(20)),
        unitDisposition: 'refused',
        isTransported: false,
      }),
    },
  ];
  return {
    before,
    booking: booking(11, +now - 15 * 60_000),
    recordCount: before.length - 1 + 1,
    search: { given: 'Margaret', family: 'Zanellford', birthDate: '1981-04-09' },
    keys: {
      ems: 'fire/epcr/ST-EMS-1',
      sud: 'sud-programme/ehr/ST-SUD-1',
      stay: 'homeless-services/hmis/ST-HMIS-1',
      booking: 'police/jail/ST-BOOK-11',
      twin: 'fire/epcr/ST-EMS-2',
    },
  };
}

function booking(nth: number, admitted: number, released?: number): StoryRecord {
  return {
    feed: 'police/jail',
    record: pushed('booking', `ST-BOOK-${nth}`, written.jail, {
      bookingNo: `BK-ST-${nth}`,
      facility: 'city-jail',
      admittedAt: instant(admitted),
      admissionReason: 'new_offence',
      arrestingAgency: 'lbpd',
      incidentNo: [`ST-${String(nth).padStart(6, '0')}`],
      legalStatus: 'arrest',
      ...(released ? { releasedAt: instant(released), releaseReason: 'cited_out' } : {}),
      charges: [{ statute: '602 PC', level: 'misdemeanor' }],
    }),
  };
}

function citation(nth: number, at: number): StoryRecord {
  return {
    feed: 'police/rms',
    record: pushed('citation', `ST-CITE-${nth}`, written.rms, {
      citationNo: `CT-ST-${nth}`,
      issuedAt: instant(at),
      occurredAt: instant(at),
      issuingAgency: 'lbpd',
      category: 'municipal',
      incidentNo: `ST-9${String(nth).padStart(5, '0')}`,
      violations: [{ statute: '9.22.010 LBMC', level: 'municipal' }],
    }),
  };
}

const pushed = (
  kind: string,
  recordId: string,
  subject: PushedSubject,
  body: Record<string, unknown>,
): PushedRecord => ({
  kind,
  recordId,
  version: 1,
  subject,
  body,
});
