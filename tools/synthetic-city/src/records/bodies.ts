import type { Happening, HappeningKind } from '../people/life.js';
import type { Random } from '../random.js';
import { instant, localDate, wallTime } from './local-time.js';

const AREAS = ['north', 'west', 'downtown', 'east', 'shore'];

export interface Common {
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

export const BODIES: Readonly<Record<HappeningKind, Body>> = {
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
