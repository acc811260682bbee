import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CorrectionView } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { codeWhenDone } from '../../test/code-of.js';
import { aMerge, anAssignment, aSplit } from '../../test/event.builder.js';
import { keep } from '../../test/kept.js';
import { ANA, anActiveCase, aProposedCase, BEN, monday } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aReferral } from '../../test/referral.builder.js';
import { CorrectionDesk } from '../actions/correction-desk.js';
import { ReferralDesk } from '../actions/referral-desk.js';
import { CorrectionJob } from './correction.job.js';
import { PersonMergedHandler } from './person-merged.handler.js';
import { PersonSplitHandler } from './person-split.handler.js';
import { RecheckJob } from './recheck.job.js';
import { RecordAssignedHandler } from './record-assigned.handler.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const STAY = 'homeless-services/hmis/S-1';
const sent = aReferral({
  state: 'accepted',
  sentAt: monday,
  acceptedAt: monday,
  decisionId: 'd1',
  anchorRecordKey: STAY,
});
const unanchored = { ...sent, anchorRecordKey: null };

const within = <T>(work: (tx: TestParts['database']['dataSource']['manager']) => Promise<T>) =>
  given.database.dataSource.transaction(work);
const assign = (personId: string, linkVersion: number) =>
  within((tx) =>
    given
      .get(RecordAssignedHandler)
      .handle([anAssignment({ recordKey: STAY, dataset: 'stay', personId, linkVersion })], { tx }),
  );
const merge = (personVersion: number) =>
  within((tx) => given.get(PersonMergedHandler).handle([aMerge(BEN, ANA, personVersion)], { tx }));
const split = (personVersion: number) =>
  within((tx) => given.get(PersonSplitHandler).handle([aSplit(ANA, BEN, personVersion)], { tx }));
const settled = async () => {
  given.clock.advance(1_000);
  await given.get(CorrectionJob).turn();
};
const wronglyLinked = async () => {
  await assign(BEN, 1);
  await merge(2);
  await assign(ANA, 2);
  await settled();
};
const unlinked = async () => {
  await split(3);
  await assign(BEN, 3);
  await settled();
};
const theReferral = () =>
  given.one('SELECT person_id, is_person_uncertain, state, version FROM referral');
const theCorrection = async () => {
  const [only] = await given.get(CorrectionDesk).list('cleo');
  return only as CorrectionView;
};
const resolve = (known: CorrectionView, personId?: string, userId = 'cleo') =>
  given.get(CorrectionDesk).resolve(
    known.correctionId,
    {
      commandId: randomUUID(),
      expectedVersion: known.version,
      ...(personId ? { personId } : {}),
    },
    userId,
  );
const told = async () =>
  (await given.published())
    .filter(({ type }) => type.startsWith('correction.'))
    .map(({ type, data }) => ({ type, ...data }));

describe('a referral that was sent on the wrong person', () => {
  it('follows its record, and the coordinator has to put it right with whoever was told', async () => {
    await keep(given, { referrals: [sent] });
    await wronglyLinked();
    expect(await told()).toEqual([]);

    await unlinked();
    expect(await theReferral()).toMatchObject({ person_id: BEN, version: 2 });
    const known = await theCorrection();
    expect(known).toMatchObject({
      kind: 'person_moved',
      recordKey: `rfrl/${sent.referralId}`,
      personIds: [ANA, BEN],
    });
    await resolve(known);
    expect(await given.get(CorrectionDesk).list('cleo')).toEqual([]);
    expect(await told()).toMatchObject([
      { type: 'correction.raised.v1', thingVersion: 2, personRef: { personId: BEN } },
      { type: 'correction.resolved.v1', thingVersion: 3, outcome: 'confirmed', actorRole: 'C' },
    ]);
  });

  it('is asked about again at once: not covered for this person, it is held', async () => {
    await keep(given, { referrals: [sent] });
    await wronglyLinked();
    await unlinked();
    given.decisions.answers = 'no';
    await given.get(RecheckJob).turn();
    expect(await theReferral()).toMatchObject({ state: 'on_hold' });
  });

  it('is nobody else’s to put right', async () => {
    await keep(given, { referrals: [sent] });
    await wronglyLinked();
    await unlinked();
    const known = await theCorrection();
    expect(await given.get(CorrectionDesk).list('hana')).toEqual([]);
    expect(await codeWhenDone(resolve(known, undefined, 'hana'))).toBe('NOT_FOUND');
    expect(await codeWhenDone(resolve({ ...known, version: 9 }))).toBe('VERSION_STALE');
  });

  it('is settled by itself when both are one person again', async () => {
    await keep(given, { referrals: [sent] });
    await wronglyLinked();
    await unlinked();
    await assign(ANA, 4);
    await merge(4);
    await settled();
    expect(await given.get(CorrectionDesk).list('cleo')).toEqual([]);
    expect(await theReferral()).toMatchObject({ person_id: ANA, is_person_uncertain: false });
    expect((await told()).at(-1)).toMatchObject({ outcome: 'linked_again', actorRole: 'X' });
  });
});

describe('two who are one person', () => {
  it('raise nothing, though the assignment comes before the merge', async () => {
    await keep(given, { referrals: [{ ...sent, personId: BEN }] });
    await assign(BEN, 1);
    await assign(ANA, 2);
    await merge(2);
    await settled();
    expect(await theReferral()).toMatchObject({ person_id: ANA });
    expect(await told()).toEqual([]);
  });

  it('leave nothing uncertain when an older split is told late', async () => {
    await keep(given, { referrals: [unanchored] });
    await merge(4);
    await split(3);
    expect(await theReferral()).toMatchObject({ is_person_uncertain: false });
    expect(await told()).toEqual([]);
  });
});

describe('what was made from no record', () => {
  it('stays, discloses nothing and moves nowhere until somebody says whose it is', async () => {
    await keep(given, { referrals: [unanchored] });
    await wronglyLinked();
    await unlinked();
    given.decisions.answers = 'no';
    await given.get(RecheckJob).turn();
    expect(await theReferral()).toMatchObject({ is_person_uncertain: true, state: 'accepted' });
    const command = {
      ...{ commandId: randomUUID(), type: 'start-service' as const },
      ...{ expectedVersion: 2, data: {} },
    };
    const asker = { userId: 'pax', purpose: 'CARE_COORD' };
    const started = given
      .get(ReferralDesk)
      .command(sent.referralId, command, () => Promise.resolve({}), asker);
    expect(await codeWhenDone(started)).toBe('PERSON_UNCERTAIN');
    expect(await codeWhenDone(resolve(await theCorrection()))).toBe('PERSON_UNFIT');
  });

  it('is whose the coordinator says', async () => {
    await keep(given, { referrals: [unanchored] });
    await wronglyLinked();
    await unlinked();
    await resolve(await theCorrection(), BEN);
    expect(await theReferral()).toMatchObject({ person_id: BEN, is_person_uncertain: false });
    expect((await told()).at(-1)).toMatchObject({ outcome: 'named', personRef: { personId: BEN } });
    expect(await given.one('SELECT count(*)::int AS n FROM recheck')).toEqual({ n: 1 });
  });

  it('needs no word where the persons are one again', async () => {
    await keep(given, { referrals: [unanchored], cases: [anActiveCase()] });
    await wronglyLinked();
    await unlinked();
    expect(await given.get(CorrectionDesk).list('cleo')).toHaveLength(2);
    await merge(4);
    expect(await given.get(CorrectionDesk).list('cleo')).toEqual([]);
    expect(await given.one('SELECT is_person_uncertain FROM mdt_case')).toEqual({
      is_person_uncertain: false,
    });
  });
});

describe('a case nobody has acted on', () => {
  it('follows its record without asking anybody, and the others are told', async () => {
    await keep(given, { cases: [aProposedCase({ anchorRecordKey: STAY })] });
    await wronglyLinked();
    await unlinked();
    expect(await given.get(CorrectionDesk).list('cleo')).toEqual([]);
    expect(await told()).toMatchObject([
      { type: 'correction.raised.v1', dataset: 'mdt', personRef: { personId: BEN } },
      { type: 'correction.resolved.v1', outcome: 'followed' },
    ]);
  });
});
