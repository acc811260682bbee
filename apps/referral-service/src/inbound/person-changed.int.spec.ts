import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aMerge, anAssignment, aSplit } from '../../test/event.builder.js';
import { keep } from '../../test/kept.js';
import { ANA, aProposedCase, BEN, monday } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aReferral } from '../../test/referral.builder.js';
import { PersonMergedHandler } from './person-merged.handler.js';
import { PersonSplitHandler } from './person-split.handler.js';
import { RecordAssignedHandler } from './record-assigned.handler.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const STREET = 'outreach/field/C-1';
const ofBen = aReferral({
  referralId: 'f0000000-0000-4000-8000-000000000002',
  state: 'accepted',
  acceptedAt: monday,
  personId: BEN,
  anchorRecordKey: STREET,
});
const within = <T>(work: (tx: TestParts['database']['dataSource']['manager']) => Promise<T>) =>
  given.database.dataSource.transaction(work);
const merged = () =>
  within((tx) => given.get(PersonMergedHandler).handle([aMerge(BEN, ANA)], { tx }));
const referrals = () =>
  given.database.dataSource.query(
    'SELECT person_id, is_person_uncertain FROM referral ORDER BY referral_id',
  );

describe('two persons who are one', () => {
  it('keep both their referrals to one service, under the survivor', async () => {
    await keep(given, { referrals: [aReferral({ state: 'accepted' }), ofBen] });
    await merged();
    await merged();
    expect(await referrals()).toMatchObject([{ person_id: ANA }, { person_id: ANA }]);
  });

  it('that are two again get back what was made from their records', async () => {
    await keep(given, { referrals: [aReferral({ state: 'accepted' }), ofBen] });
    await within((tx) =>
      given
        .get(RecordAssignedHandler)
        .handle([anAssignment({ recordKey: STREET, personId: BEN })], { tx }),
    );
    await merged();
    await within((tx) => given.get(PersonSplitHandler).handle([aSplit(ANA, BEN)], { tx }));
    expect(await referrals()).toEqual([
      { person_id: ANA, is_person_uncertain: true },
      { person_id: BEN, is_person_uncertain: false },
    ]);
  });
});

describe('somebody not yet linked', () => {
  it('takes the case along when the record finds its person', async () => {
    await keep(given, { cases: [aProposedCase({ personId: null, anchorRecordKey: STREET })] });
    const event = anAssignment({ recordKey: STREET, personId: BEN });
    await within((tx) => given.get(RecordAssignedHandler).handle([event], { tx }));
    expect(await given.one('SELECT person_id FROM mdt_case')).toEqual({ person_id: BEN });
  });

  it('is not moved by an older link', async () => {
    await keep(given, { cases: [aProposedCase({ personId: null, anchorRecordKey: STREET })] });
    const newer = anAssignment({ recordKey: STREET, personId: BEN, linkVersion: 2 });
    const older = anAssignment({ recordKey: STREET, personId: ANA, linkVersion: 1 });
    for (const event of [newer, older]) {
      await within((tx) => given.get(RecordAssignedHandler).handle([event], { tx }));
    }
    expect(await given.one('SELECT person_id FROM mdt_case')).toEqual({ person_id: BEN });
  });
});
