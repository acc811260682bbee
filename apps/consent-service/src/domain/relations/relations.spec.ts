import { describe, expect, it } from '@jest/globals';
import type { CareTeamChangedV1, CaseV1, CustodyChangedV1, ReferralV1 } from '@continuum/contracts';
import type { TeamRow } from '../policy-set.js';
import { relationsOfCareTeam } from './relations-of-care-team.js';
import { coordinatorsOfCase, rosterOfCase } from './relations-of-case.js';
import { patientsOfJail } from './relations-of-custody.js';
import { receiversOf } from './relations-of-referral.js';

const at = '2026-03-02T18:00:00Z';
const ana = '018e0000-0000-7000-8000-000000000001';
const about = { version: 3, at, personRef: { personId: ana }, department: 'homeless-services' };
const teams: TeamRow[] = [
  { id: 'mdt', department: 'homeless-services', programme: 'justice-lab', legalMode: 'CITY_LHJ' },
  { id: 'clinic', department: 'mental-health', patientsOfFacilities: ['city-jail'] },
  { id: 'intake', department: 'homeless-services', receivesFor: ['svc-shelter'] },
];

const aMember = (change: object) =>
  ({
    ...about,
    caseId: 'c1',
    userId: 'hana',
    role: 'lead',
    informationClasses: [],
    from: at,
    ...change,
  }) as unknown as CareTeamChangedV1['data'];
const aCase = (status: string) =>
  ({ ...about, caseId: 'c1', programme: 'justice-lab', status }) as unknown as CaseV1['data'];
const aStay = (change: object) =>
  ({
    recordKey: 'police/jail/1',
    recordVersion: 2,
    state: 'in_custody',
    facility: 'city-jail',
    admittedAt: at,
    endedAt: null,
    ...change,
  }) as unknown as CustodyChangedV1['data'];
const aReferral = (change: object) =>
  ({
    ...about,
    referralId: 'r1',
    serviceId: 'svc-shelter',
    to: 'sent',
    ...change,
  }) as unknown as ReferralV1['data'];

describe('relations that events draw', () => {
  it('give the lead the caseload and narrow the others to their classes', () => {
    expect(relationsOfCareTeam(aMember({}))[0]).toMatchObject({
      kind: 'caseload',
      userId: 'hana',
      personId: ana,
    });
    const peer = relationsOfCareTeam(aMember({ role: 'peer', informationClasses: ['housing'] }))[0];
    expect(peer).toMatchObject({ kind: 'care-team', informationClasses: ['housing'] });
  });

  it('end with the membership', () => {
    expect(relationsOfCareTeam(aMember({ to: at }))[0]?.until).toEqual(new Date(at));
  });

  it('give coordinators of the programme the case from its proposal to its close', () => {
    expect(coordinatorsOfCase(aCase('proposed'), teams)).toMatchObject([
      { teamId: 'mdt', teamRole: 'coordinator' },
    ]);
    expect(coordinatorsOfCase(aCase('closed'), teams)[0]?.until).toEqual(new Date(at));
  });

  it('put on the roster whoever is enrolled, nobody who is only offered a place', () => {
    expect(rosterOfCase(aCase('offered'), teams)).toEqual([]);
    expect(rosterOfCase(aCase('enrolled'), teams)).toMatchObject([
      { teamId: 'mdt', legalMode: 'CITY_LHJ' },
    ]);
    expect(rosterOfCase(aCase('inactive'), teams)[0]?.until).toEqual(new Date(at));
  });

  it('make whoever is in a jail a patient of its clinic, until released', () => {
    const now = new Date('2026-03-03T18:00:00Z');
    expect(patientsOfJail(aStay({}), now, teams)).toMatchObject([
      { teamId: 'clinic', recordKey: 'police/jail/1' },
    ]);
    expect(patientsOfJail(aStay({ facility: 'elsewhere' }), now, teams)).toEqual([]);
    expect(patientsOfJail(aStay({ state: 'released' }), now, teams)[0]?.until).toEqual(now);
  });

  it('let the service read a referral that was sent, and whoever accepts it know the person', () => {
    const [intake, ...others] = receiversOf(aReferral({}), teams);
    expect(intake).toMatchObject({ teamId: 'intake', recordKey: 'rfrl/r1' });
    expect(intake?.personId).toBeUndefined();
    expect(others).toEqual([]);
    const accepted = receiversOf(aReferral({ to: 'accepted', receiverUserId: 'pax' }), teams);
    expect(accepted[1]).toMatchObject({ kind: 'receiver', userId: 'pax', personId: ana });
    const ended = receiversOf(aReferral({ to: 'completed', receiverUserId: 'pax' }), teams);
    expect(ended.map(({ until }) => until)).toEqual([new Date(at), new Date(at)]);
  });
});
