import { describe, expect, it } from '@jest/globals';
import { checkWritten } from '@continuum/messaging';
import { SubjectReportedV1, type PushedRecord } from '@continuum/contracts';
import {
  aBooking,
  aBookingBody,
  aCity,
  aSource,
  aSubject,
  aVoid,
} from '../../test/pushed-record.builder.js';
import type { CheckedRecord } from '../domain/record/checked-record.js';
import { activityData, subjectData } from '../domain/record/split-record.js';
import type { Source } from '../domain/source.js';
import { checkRow } from './check-row.js';

const now = new Date('2024-03-09T05:00:00Z');
const check = (row: unknown, source: Partial<Source> = {}, city = aCity()) =>
  checkRow(row, aSource(source), city, now);

function taken(row: unknown, source: Partial<Source> = {}, city = aCity()): CheckedRecord {
  const checked = check(row, source, city);
  if ('errors' in checked) throw new Error(JSON.stringify(checked.errors));
  return checked;
}

const errorsOf = (row: unknown, source: Partial<Source> = {}) => {
  const checked = check(row, source);
  return 'errors' in checked ? checked.errors.map(({ field, code }) => `${field} ${code}`) : [];
};
const numbered = { recordVersion: 1, recordedAt: now };
const body = (overrides: object) => aBooking({ body: aBookingBody({ ...overrides }) });

describe('a booking that is right', () => {
  const record = taken(aBooking());

  it('becomes two events that meet their contracts', () => {
    checkWritten(SubjectReportedV1, subjectData(record, numbered));
    checkWritten(record.kind.activity, activityData(record, numbered));
  });

  it('says what happened, with tokens for numbers and dates in the city', () => {
    expect(activityData(record, numbered)).toMatchObject({
      recordKey: 'police/jail/88412',
      sourceVersion: '1',
      occurredAt: '2024-03-09T04:10:00Z',
      occurredPrecision: 'second',
      localDate: '2024-03-08',
      labels: ['LOCAL_CH'],
      demographics: { birthYear: 1981, ageOnDate: 42, sex: 'female' },
      body: { admittedAt: '2024-03-09T04:10:00Z', admittedOn: '2024-03-08' },
    });
  });

  it('says who, with the numbers people are searched by', () => {
    expect(subjectData(record, numbered)).toMatchObject({
      names: [{ given: 'Ana', family: 'Varga' }],
      observedOn: '2024-03-08',
      identifiers: [
        { kind: 'department-person', issuer: 'police/jail', value: 'J-100' },
        { kind: 'booking-no', issuer: 'police', value: '2024-88412' },
      ],
    });
  });

  it('names nobody and no number in the activity', () => {
    const text = JSON.stringify(activityData(record, numbered));
    for (const value of ['Ana', 'Varga', '1981-06-14', '2024-88412', 'J-100']) {
      expect(text).not.toContain(value);
    }
  });

  it('gives equal numbers equal tokens', () => {
    const charge = taken(
      {
        kind: 'charge',
        recordId: 'c1',
        version: 1,
        subject: aSubject(),
        body: {
          chargeId: 'c1',
          bookingNo: ' 2024-88412',
          statute: 'PC 647(f)',
          level: 'misdemeanor',
          offenceOn: '2024-03-XX',
        },
      },
      { kinds: ['charge'] },
    );
    expect(charge.sent).toMatchObject({
      bookingNo: (record.sent as { bookingNo: string }).bookingNo,
    });
    expect(charge).toMatchObject({ localDate: null, occurredPrecision: 'month' });
  });

  it('hashes what was pushed, whatever the order of its members', () => {
    const { kind, ...rest } = aBooking();
    expect(taken({ ...rest, kind }).contentHash).toBe(record.contentHash);
    expect(taken(body({ facility: 'county-jail' })).contentHash).not.toBe(record.contentHash);
  });
});

describe('a row that is rejected', () => {
  it.each<[string, unknown, string[], Partial<Source>?]>([
    ['nothing at all', null, ['/kind MISSING_REQUIRED']],
    ['an unknown kind', { ...aBooking(), kind: 'rumour' }, ['/kind UNKNOWN_CODE']],
    ['a kind of another source', aBooking(), ['/kind KIND_NOT_ALLOWED'], { kinds: ['citation'] }],
    ['without a body', { ...aBooking(), body: undefined }, ['/body MISSING_REQUIRED']],
    [
      'a required field that is missing',
      body({ facility: undefined }),
      ['/body/facility MISSING_REQUIRED'],
    ],
    ['a required field of the wrong type', body({ facility: 7 }), ['/body/facility BAD_TYPE']],
    [
      'an unknown code in a required field',
      body({ admissionReason: 'bored' }),
      ['/body/admissionReason UNKNOWN_CODE'],
    ],
    ['31 February', body({ admittedAt: '2024-02-31T10:00:00Z' }), ['/body/admittedAt BAD_DATE']],
    ['no date at all', body({ admittedAt: 'yesterday' }), ['/body/admittedAt BAD_DATE']],
    ['a field that the contract lacks', body({ mood: 'fine' }), ['/body/mood UNKNOWN_FIELD']],
    ['a record id with a space', aBooking({ recordId: '88 412' }), ['/recordId BAD_KEY']],
    [
      'a record id that is too long',
      aBooking({ recordId: 'x'.repeat(121) }),
      ['/recordId BAD_KEY'],
    ],
    ['no version', { ...aBooking(), version: undefined }, ['/version MISSING_REQUIRED']],
    ['a version that is no number', aBooking({ version: 'two' }), ['/version BAD_TYPE']],
    [
      'a void without a reason',
      { ...aVoid(), voidReason: undefined },
      ['/voidReason MISSING_REQUIRED'],
    ],
    [
      '25 hours ahead',
      body({ admittedAt: '2024-03-10T06:00:00Z' }),
      ['/body/admittedAt FUTURE_DATE'],
    ],
    [
      'a person of 17',
      aBooking({ subject: aSubject({ birthDates: ['2006-03-09'] }) }),
      ['/subject/birthDates JUVENILE_NOT_ACCEPTED'],
    ],
    [
      'a person who may be 17',
      aBooking({ subject: aSubject({ birthDates: ['2006-XX-XX'] }) }),
      ['/subject/birthDates JUVENILE_NOT_ACCEPTED'],
    ],
    [
      'a record of a state system',
      aBooking({ sourceSystem: 'CLETS' }),
      ['/sourceSystem CHRI_NOT_ACCEPTED'],
    ],
    ['a label of criminal history', aBooking({ labels: ['CHRI'] }), ['/labels CHRI_NOT_ACCEPTED']],
    [
      'a counsellor’s notes',
      body({ counsellingNotes: 'private' }),
      ['/body/counsellingNotes NOTES_NOT_ACCEPTED'],
    ],
    ['notes as a kind', { ...aBooking(), kind: 'psych_notes' }, ['/kind NOTES_NOT_ACCEPTED']],
    [
      'a NUL',
      aBooking({ subject: aSubject({ names: [{ use: 'official', given: 'A\u0000' }] }) }),
      ['/subject/names/0/given BAD_TYPE'],
    ],
  ])('%s', (_, row, errors, source = {}) => {
    expect(errorsOf(row, source)).toEqual(errors);
  });

  it('names every error at once', () => {
    const row = body({ facility: undefined, admissionReason: 'bored', mood: 'fine' });
    expect(errorsOf(row).toSorted()).toEqual([
      '/body/admissionReason UNKNOWN_CODE',
      '/body/facility MISSING_REQUIRED',
      '/body/mood UNKNOWN_FIELD',
    ]);
  });

  it('about a complainant is refused and not kept', () => {
    const complaint = { kind: 'code_case', recordId: '1', body: { subjectRole: 'complainant' } };
    expect(check(complaint, { kinds: ['code_case'] })).toMatchObject({
      errors: [{ code: 'COMPLAINANT_NOT_ACCEPTED' }],
      isDiscarded: true,
    });
  });

  it('of an unregistered project is refused and not kept', () => {
    const night = { kind: 'bed_night', recordId: '1', body: { projectId: 'p9' } };
    expect(check(night, { kinds: ['bed_night'], projects: ['p1'] })).toMatchObject({
      errors: [{ code: 'UNKNOWN_PROJECT' }],
      isDiscarded: true,
    });
  });
});

describe('a void', () => {
  it('needs no fields', () => {
    expect(taken(aVoid())).toMatchObject({ isVoid: true, reason: 'entered_in_error' });
    const { body: _, ...bare } = aVoid();
    expect(taken(bare).isVoid).toBe(true);
  });
});

describe('an optional field that cannot be read', () => {
  const record = taken(
    body({
      arrestType: 'by_magic',
      projectedReleaseAt: '2024-02-31',
      bailCents: 'much',
      arrestNo: 'x'.repeat(99),
    }),
  );

  it('is left out, kept aside for the owner, and flagged', () => {
    expect(record.body).not.toHaveProperty('arrestType');
    expect(record.unreadable).toMatchObject({ arrestType: 'by_magic', bailCents: 'much' });
    expect(record.flags).toEqual(
      expect.arrayContaining(['unmapped_code', 'field_unreadable', 'text_cut']),
    );
  });

  it('that is too long is cut', () => {
    expect(record.body['arrestNo']).toBe('x'.repeat(60));
  });

  it('costs no other name or number of the subject', () => {
    const subject = { ...aSubject(), phones: ['555-0100', 7], race: ['white'] };
    const { subject: read, flags } = taken({ ...aBooking(), subject });
    expect(read?.phones).toEqual(['555-0100']);
    expect(flags).toContain('field_unreadable');
  });
});

describe('what follows from other fields', () => {
  it.each(['849b1', '849b3', '849b5'])(
    'release reason %s makes an arrest a detention',
    (reason) => {
      const record = taken(body({ releaseReason: reason, legalStatus: 'arrest' }));
      expect(record.restrictions).toEqual(['detention_only']);
      expect(record.sent).toMatchObject({ legalStatus: 'detention_only' });
    },
  );

  it.each([
    ['criminal', [{ statute: 'PC 484', level: 'misdemeanor' }]],
    ['traffic', [{ statute: 'VC 22350', level: 'infraction' }]],
    ['municipal', [{ statute: 'LBMC 9.22', level: 'municipal' }]],
  ])('a citation without category is %s by its violations', (category, violations) => {
    const citation: PushedRecord = {
      kind: 'citation',
      recordId: '1',
      version: 1,
      body: {
        citationNo: 'C1',
        issuedAt: '2024-03-08T10:00:00Z',
        issuingAgency: 'lbpd',
        violations: violations.map((one) => ({ ...one, text: 'free text' })),
      },
    };
    const record = taken(citation, { kinds: ['citation'] });
    expect(record.sent).toMatchObject({ category });
    expect(record.flags).toContain('category_derived');
    expect(JSON.stringify(record.sent)).not.toContain('free text');
    expect(JSON.stringify(record.body)).toContain('free text');
  });
});

describe('labels', () => {
  const encounter = (more: object) => ({
    kind: 'health_encounter',
    recordId: '1',
    version: 1,
    body: { encounterNo: 'E1', class: 'ed', startsAt: '2024-03-08T10:00:00Z', ...more },
  });
  const health = { department: 'health', source: 'ehr', kinds: ['health_encounter'] };

  it('of a crisis hold include LPS', () => {
    expect(taken(encounter({ isCrisisHold: true }), health).labels).toEqual([
      'HIPAA',
      'CMIA',
      'LPS',
    ]);
    expect(taken(encounter({ isCrisisHold: false }), health).labels).toEqual(['HIPAA', 'CMIA']);
  });

  it('of a facility with its own are added', () => {
    const city = aCity({ facilities: { detox: ['PART2'], general: [] } });
    expect(taken(encounter({ facility: 'detox' }), health, city).labels).toContain('PART2');
  });

  it('cannot be told of a facility that the city does not know: the code is left out', () => {
    const record = taken(encounter({ facility: 'nowhere' }), health, aCity({ facilities: {} }));
    expect(record.flags).toContain('unmapped_code');
    expect(record.sent).not.toHaveProperty('facility');
  });

  it('of a source stand in place of those of the kind', () => {
    const service = {
      kind: 'service_provided',
      recordId: '1',
      version: 1,
      body: { serviceCode: 'meal', startsAt: '2024-03-08' },
    };
    const source = { kinds: ['service_provided'], labels: { service_provided: ['HMIS' as const] } };
    expect(taken(service, source)).toMatchObject({ labels: ['HMIS'], occurredAt: null });
  });
});

describe('travel', () => {
  const episode = {
    kind: 'sud_episode',
    recordId: '1',
    version: 1,
    body: { episodeNo: 'S1', programme: 'p', startsOn: '2024-02-10', level: 'residential' },
  };
  const sud = { department: 'sud-programme', source: 'ehr', kinds: ['sud_episode'] };

  it('of treatment is coarse: months and a group, no day, no programme', () => {
    const data = activityData(taken(episode, sud), numbered);
    checkWritten(taken(episode, sud).kind.activity, data);
    expect(data).toMatchObject({
      travel: 'coarse',
      localDate: null,
      demographics: null,
      body: { startMonth: '2024-02', endMonth: null, levelGroup: 'residential' },
    });
  });

  it('of a minor whose owner keeps minors is none', () => {
    const minor = aBooking({ subject: aSubject({ birthDates: ['2008-01-01'] }) });
    expect(taken(minor, { juveniles: 'keep' })).toMatchObject({
      travel: 'none',
      labels: ['LOCAL_CH', 'JUVENILE'],
    });
  });
});

describe('what identity-service gets', () => {
  it('holds no confidential address', () => {
    const home = { kind: 'home' as const, line1: '1 Made Up St' };
    const subject = aSubject({ addresses: [home, { ...home, isConfidential: true }] });
    expect(subjectData(taken(aBooking({ subject })), numbered).addresses).toEqual([home]);
    const hidden = aBooking({ subject, restrictions: ['confidential_address'] });
    expect(subjectData(taken(hidden), numbered).addresses).toEqual([]);
  });

  it('names nobody once the record is sealed', () => {
    const sealed = subjectData(taken(aBooking({ restrictions: ['sealed'] })), numbered);
    expect(sealed).toMatchObject({ state: 'withdrawn', names: [], identifiers: [] });
  });

  it('hears a source speak of its own records only', () => {
    const sameAs = ['police/jail/1', 'health/ehr/2'];
    const { sameAs: heard } = subjectData(
      taken(aBooking({ subject: aSubject({ sameAs }) })),
      numbered,
    );
    expect(heard).toEqual(['police/jail/1']);
  });

  it('gets the year alone of 1 January from a source that pads', () => {
    const subject = aSubject({ birthDates: ['1985-01-01'] });
    expect(taken(aBooking({ subject }), { padsDates: true }).subject?.birthDates).toEqual([
      '1985-XX-XX',
    ]);
  });
});

describe('flags', () => {
  it.each([
    ['dob_missing', aSubject({ birthDates: [] })],
    ['dob_partial', aSubject({ birthDates: ['1985-XX-XX'] })],
    ['dob_implausible', aSubject({ birthDates: ['1900-01-01'] })],
    ['birth_after_event', aSubject({ birthDates: ['2025-01-01'] })],
    ['age_unknown', aSubject({ birthDates: ['19XX-01-01'] })],
    ['name_missing', aSubject({ names: [] })],
    ['name_placeholder', aSubject({ names: [{ use: 'official', given: 'John', family: 'Doe' }] })],
    ['address_generic', aSubject({ addresses: [{ kind: 'home', line1: 'Transient' }] })],
  ])('%s', (flag, subject) => {
    expect(taken(aBooking({ subject })).flags).toContain(flag);
  });

  it.each([
    ['zone_assumed', { admittedAt: '2024-03-08T20:10:00' }],
    ['date_only', { admittedAt: '2024-03-08' }],
    ['ahead_of_clock', { admittedAt: '2024-03-09T06:00:00Z' }],
    ['late_30_days', { admittedAt: '2024-01-08T20:10:00Z' }],
    ['release_before_admission', { releasedAt: '2024-03-08T19:00:00-08:00' }],
    ['open_over_365_days', { admittedAt: '2022-03-08T20:10:00Z' }],
    ['booking_without_charge', { charges: [] }],
  ])('%s', (flag, overrides) => {
    expect(taken(body(overrides)).flags).toContain(flag);
  });

  it('of a booking in order: none', () => {
    expect(taken(aBooking()).flags).toEqual([]);
  });
});
