import type { PushedRecord, PushedSubject } from '@continuum/contracts';
import { DateTime } from 'luxon';
import { createHash } from 'node:crypto';
import { aCopy, type ErrorName } from './errors.js';
import type { Happening, HappeningKind } from './life.js';
import type { TruePerson } from './person.js';
import type { Random } from './random.js';

/** One record as a department will push it, and when. */
export interface Arrival {
  /** `department/source` */
  readonly feed: string;
  /** ms UTC */
  readonly at: number;
  readonly record: PushedRecord;
  readonly truth: { readonly personId: string; readonly errors: readonly string[] };
}

interface Writer {
  readonly feed: string;
  readonly numbersPeople: number;
  readonly keepsSsn: boolean;
  readonly keepsPhone: boolean;
  readonly mayMeetUnknown: boolean;
  readonly recordsAliases: boolean;
}

const writer = (feed: string, habits: Partial<Writer> = {}): Writer => ({
  feed,
  numbersPeople: 0,
  keepsSsn: false,
  keepsPhone: false,
  mayMeetUnknown: false,
  recordsAliases: false,
  ...habits,
});

/** Which system writes down what, and how well it knows people. */
const WRITERS: Readonly<Record<HappeningKind, Writer>> = {
  citation: writer('police/rms', { recordsAliases: true }),
  booking: writer('police/jail', { recordsAliases: true, keepsSsn: true, numbersPeople: 0.8 }),
  ems: writer('fire/epcr', { keepsPhone: true, mayMeetUnknown: true }),
  encounter: writer('health/ehr', {
    keepsSsn: true,
    keepsPhone: true,
    mayMeetUnknown: true,
    numbersPeople: 0.7,
  }),
  sud: writer('sud-programme/ehr', { keepsSsn: true, keepsPhone: true, numbersPeople: 0.7 }),
  mh: writer('mental-health/ehr', { keepsSsn: true, keepsPhone: true, numbersPeople: 0.7 }),
  enrollment: writer('homeless-services/hmis', {
    keepsSsn: true,
    keepsPhone: true,
    numbersPeople: 0.9,
  }),
  outreach: writer('outreach/field'),
  situation: writer('outreach/field'),
  code: writer('development-services/permits'),
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AREAS = ['north', 'west', 'downtown', 'east', 'shore'];

/** What departments write down of one happening: one record, for a booking its charge as well. */
export function recordsOf(
  person: TruePerson,
  happening: Happening,
  nth: number,
  random: Random,
  asOf: number,
): Arrival[] {
  const writes = WRITERS[happening.kind];
  const copy = aCopy(person, writes, random);
  const id = (what: string) => digits(`${person.id}|${happening.kind}|${nth}|${what}`);
  const common = { happening, id, random, asOf };
  const at =
    happening.at +
    (random.chance(0.05) ? 7 * DAY + random.next() * 30 * DAY : random.next() * 20 * HOUR);
  const arrives = (
    feed: string,
    kind: string,
    body: Record<string, unknown>,
    subject: PushedSubject,
    errors: readonly ErrorName[],
  ): Arrival => ({
    feed,
    at: Math.min(at, asOf),
    record: {
      kind,
      recordId: id(kind),
      version: 1,
      ...(random.chance(writes.numbersPeople)
        ? { sourcePersonId: digits(`${person.id}|${feed}`) }
        : {}),
      subject,
      body,
    },
    truth: { personId: person.id, errors },
  });
  const [kind, body] = BODIES[happening.kind](common);
  const first = arrives(writes.feed, kind, body, copy.subject, copy.errors);
  return happening.kind === 'booking' ? [first, ...chargeOf(common, person, arrives)] : [first];
}

type Arrives = (
  feed: string,
  kind: string,
  body: Record<string, unknown>,
  subject: PushedSubject,
  errors: readonly ErrorName[],
) => Arrival;

function chargeOf(
  { happening, id, random }: Common,
  person: TruePerson,
  arrives: Arrives,
): Arrival[] {
  const copy = aCopy(person, writer('prosecutor/cms'), random);
  const filedOn = localDate(happening.at + 2 * DAY);
  const body = {
    chargeId: `c-${id('charge')}`,
    bookingNo: id('bookingNo'),
    caseNo: `LB${id('caseNo')}`,
    statute: random.pick(['647(f) PC', '602 PC', '11350 HS', '484 PC', '148 PC']),
    level: random.pick(['misdemeanor', 'misdemeanor', 'felony']),
    offenceOn: localDate(happening.at),
    filingDecision: random.pick(['filed', 'filed', 'rejected', 'diverted']),
    filedOn,
  };
  return [arrives('prosecutor/cms', 'charge', body, copy.subject, copy.errors)];
}

interface Common {
  readonly happening: Happening;
  readonly id: (what: string) => string;
  readonly random: Random;
  readonly asOf: number;
}
type Body = (common: Common) => [kind: string, body: Record<string, unknown>];

const ended = ({ happening, asOf }: Common) =>
  happening.at + happening.lasted < asOf ? happening.at + happening.lasted : undefined;
const optional = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });
const endsOn = (common: Common, name: string) =>
  optional(name, ended(common) && localDate(ended(common) ?? 0));

const BODIES: Readonly<Record<HappeningKind, Body>> = {
  citation: ({ happening, id, random }) => [
    'citation',
    {
      citationNo: id('citationNo'),
      issuedAt: instant(happening.at),
      occurredAt: instant(happening.at),
      issuingAgency: 'lbpd',
      category: random.pick(['criminal', 'criminal', 'municipal', 'traffic']),
      incidentNo: happening.incidentNo,
      officerNo: `O${random.whole(100, 400)}`,
      area: random.pick(AREAS),
      violations: [
        {
          statute: random.pick(['9.22.010 LBMC', '647(e) PC', '5.72 LBMC']),
          level: random.pick(['municipal', 'misdemeanor', 'infraction']),
        },
      ],
    },
  ],
  booking: (common) => {
    const { happening, id, random } = common;
    const released = random.chance(0.01) ? undefined : ended(common);
    return [
      'booking',
      {
        bookingNo: id('bookingNo'),
        facility: 'city-jail',
        admittedAt: instant(happening.at),
        admissionReason: random.pick([
          'new_offence',
          'new_offence',
          'new_offence',
          'warrant_fta',
          'probation_violation',
          'transfer_in',
        ]),
        arrestingAgency: 'lbpd',
        incidentNo: [happening.incidentNo],
        legalStatus: 'arrest',
        ...optional('releasedAt', released && instant(released)),
        ...optional(
          'releaseReason',
          released &&
            random.pick(['cited_out', 'own_recognisance', 'bail', 'time_served', '849b2']),
        ),
        charges: [
          {
            statute: random.pick(['647(f) PC', '602 PC', '11350 HS']),
            level: random.pick(['misdemeanor', 'felony']),
          },
        ],
      },
    ];
  },
  ems: ({ happening, id, random }) => {
    const isTransported = random.chance(0.65);
    return [
      'ems_response',
      {
        pcrNo: id('pcrNo'),
        agency: 'lbfd',
        notifiedAt: instant(happening.at),
        onSceneAt: instant(happening.at + 8 * 60_000),
        unitDisposition: isTransported ? 'patient-contact-made' : 'refused',
        isTransported,
        incidentNo: happening.incidentNo,
        area: random.pick(AREAS),
        diagnosis: random.pick(['overdose', 'chest-pain', 'trauma', 'behavioural', 'intoxication']),
      },
    ];
  },
  encounter: (common) => [
    'health_encounter',
    {
      encounterNo: common.id('encounterNo'),
      class: common.random.pick(['ed', 'ed', 'outpatient', 'crisis', 'sobering']),
      startsAt: instant(common.happening.at),
      ...optional('endsAt', ended(common) && instant(ended(common) ?? 0)),
      diagnosis: common.random.pick(['F10.2', 'J18.9', 'S06.0', 'F20.9', 'L03.1']),
    },
  ],
  sud: (common) => [
    'sud_episode',
    {
      episodeNo: common.id('episodeNo'),
      programme: common.random.pick(['harbor-recovery', 'tidewater']),
      startsOn: localDate(common.happening.at),
      ...endsOn(common, 'endsOn'),
      level: common.random.pick(['outpatient', 'residential', 'withdrawal']),
      diagnosis: common.random.pick(['F10.2', 'F11.2', 'F15.2']),
      progress: common.random.pick([
        'Attends twice a week.',
        'Missed two sessions, then returned.',
        'Stable on medication.',
      ]),
    },
  ],
  mh: (common) => [
    'mh_episode',
    {
      episodeNo: common.id('episodeNo'),
      programme: common.random.pick(['full-service-partnership', 'crisis-team']),
      startsOn: localDate(common.happening.at),
      ...endsOn(common, 'endsOn'),
      setting: common.random.pick(['outpatient', 'inpatient', 'intensive_team']),
      diagnosis: common.random.pick(['F20.9', 'F31.9', 'F43.1']),
    },
  ],
  enrollment: (common) => [
    'hmis_enrollment',
    {
      enrollmentNo: common.id('enrollmentNo'),
      projectId: common.random.pick(['bridge-shelter', 'harbor-rest']),
      projectType: 1,
      entryOn: localDate(common.happening.at),
      livingSituation: common.random.pick([116, 116, 101]),
      ...endsOn(common, 'exitOn'),
    },
  ],
  outreach: ({ happening, random }) => [
    'outreach_contact',
    {
      contactAt: wallTime(happening.at),
      team: 'street-team-1',
      contactType: random.pick(['street', 'shelter', 'phone']),
      outcome: random.pick(['engaged', 'declined', 'referred']),
      isVerifiedHomeless: true,
      area: random.pick(AREAS),
    },
  ],
  situation: ({ happening, random }) => [
    'living_situation',
    {
      informationOn: localDate(happening.at),
      situation: random.pick([116, 101, 302]),
      verifiedBy: 'outreach',
    },
  ],
  code: (common) => [
    'code_case',
    {
      caseNo: `CE${common.id('caseNo')}`,
      openedOn: localDate(common.happening.at),
      type: common.random.pick(['encampment', 'vehicle_dwelling', 'nuisance']),
      status: ended(common) ? 'closed' : 'open',
      subjectRole: 'occupant',
      ...endsOn(common, 'closedOn'),
    },
  ],
};

export const CITY_ZONE = 'America/Los_Angeles';
const instant = (ms: number) =>
  new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
const inCity = (ms: number) => DateTime.fromMillis(ms, { zone: CITY_ZONE });
export const localDate = (ms: number) => inCity(ms).toFormat('yyyy-MM-dd');
/** A source whose clock has no zone. */
const wallTime = (ms: number) => inCity(ms).toFormat("yyyy-MM-dd'T'HH:mm:ss");

/** A number printed on paper: says nothing about whose it is. */
const digits = (name: string) =>
  createHash('sha256').update(name).digest('hex').slice(0, 12).toUpperCase();
