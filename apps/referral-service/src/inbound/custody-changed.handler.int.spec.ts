import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  RecordWithdrawnV1,
  type CustodyChangedV1,
  type RecordAssignedV1,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { aCustodyChange, anAssignment, BOOKING } from '../../test/event.builder.js';
import { keep } from '../../test/kept.js';
import { ANA, anActiveCase, monday } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aCapacity, aReferral, aService } from '../../test/referral.builder.js';
import { CustodyChangedHandler } from './custody-changed.handler.js';
import { RecordAssignedHandler } from './record-assigned.handler.js';
import { RecordWithdrawnHandler } from './record-withdrawn.handler.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const accepted = aReferral({ state: 'accepted', acceptedAt: monday, sentAt: monday });
const custody = (...events: CustodyChangedV1[]) =>
  given.database.dataSource.transaction((tx) =>
    given.get(CustodyChangedHandler).handle(events, { tx }),
  );
const assigned = (...events: RecordAssignedV1[]) =>
  given.database.dataSource.transaction((tx) =>
    given.get(RecordAssignedHandler).handle(events, { tx }),
  );
const referral = () => given.one('SELECT state, hold_reason, version FROM referral');
const types = async () => (await given.published()).map(({ type }) => type);

describe('somebody whom a provider accepted and who is booked', () => {
  beforeEach(() => keep(given, { referrals: [accepted] }));

  it('has the referral held and, on release, resumed', async () => {
    await assigned(anAssignment());
    await custody(aCustodyChange());
    expect(await referral()).toMatchObject({ state: 'on_hold', hold_reason: 'in_custody' });
    await custody(aCustodyChange({ recordVersion: 2, state: 'released' }));
    expect(await referral()).toMatchObject({ state: 'accepted', hold_reason: null });
    expect(await types()).toEqual(['referral.held.v1', 'referral.resumed.v1']);
  });

  it('has it held once, however often it is told', async () => {
    await assigned(anAssignment());
    await custody(aCustodyChange());
    await custody(aCustodyChange());
    await assigned(anAssignment());
    expect(await referral()).toMatchObject({ state: 'on_hold', version: 2 });
  });

  it('is found when the link comes after the booking', async () => {
    await custody(aCustodyChange());
    expect(await referral()).toMatchObject({ state: 'accepted' });
    await assigned(anAssignment());
    expect(await referral()).toMatchObject({ state: 'on_hold' });
  });

  it('is found when link and booking are told at the same moment', async () => {
    await Promise.all([custody(aCustodyChange()), assigned(anAssignment())]);
    expect(await referral()).toMatchObject({ state: 'on_hold' });
  });

  it('is not held by an older word about the stay', async () => {
    await assigned(anAssignment());
    await custody(aCustodyChange({ recordVersion: 2, state: 'released' }));
    await custody(aCustodyChange({ recordVersion: 1 }));
    expect(await referral()).toMatchObject({ state: 'accepted' });
  });

  it('is not held over a probable link', async () => {
    await assigned(anAssignment({ confidence: 'probable' }));
    await custody(aCustodyChange());
    expect(await referral()).toMatchObject({ state: 'accepted' });
    await assigned(anAssignment({ confidence: 'confirmed', linkVersion: 2 }));
    expect(await referral()).toMatchObject({ state: 'on_hold' });
  });

  it('stays held while another stay goes on', async () => {
    const other = 'police/jail/B-2';
    await assigned(anAssignment(), anAssignment({ recordKey: other }));
    await custody(aCustodyChange(), aCustodyChange({ recordKey: other }));
    await custody(aCustodyChange({ recordVersion: 2, state: 'released' }));
    expect(await referral()).toMatchObject({ state: 'on_hold' });
  });

  it('is resumed when the booking turns out to be none', async () => {
    await assigned(anAssignment());
    await custody(aCustodyChange());
    const withdrawn = { recordKey: BOOKING, recordVersion: 2, kind: 'booking' };
    await given.database.dataSource.transaction((tx) =>
      given
        .get(RecordWithdrawnHandler)
        .handle([anEvent(RecordWithdrawnV1, { ...withdrawn, reason: 'voided' })], { tx }),
    );
    expect(await referral()).toMatchObject({ state: 'accepted' });
  });

  it('follows the record to whom it belongs in truth', async () => {
    await assigned(anAssignment());
    await custody(aCustodyChange());
    const other = '22222222-2222-4222-8222-222222222222';
    await assigned(anAssignment({ personId: other, previousPersonId: ANA, linkVersion: 2 }));
    expect(await referral()).toMatchObject({ state: 'accepted' });
  });
});

describe('a service that works in jail', () => {
  it('is not paused by it', async () => {
    await keep(given, { service: aService({ servesInCustody: true }), referrals: [accepted] });
    await assigned(anAssignment());
    await custody(aCustodyChange());
    expect(await referral()).toMatchObject({ state: 'accepted' });
  });
});

describe('a place kept for somebody who is booked', () => {
  it('is free again for others', async () => {
    await keep(given, { capacity: aCapacity({ reserved: 1 }), referrals: [accepted] });
    await given.database.dataSource.query(
      `INSERT INTO reservation VALUES (gen_random_uuid(), 'svc-bridge-shelter', 'bed', 'adult', $1, 'locked', now())`,
      [accepted.referralId],
    );
    await assigned(anAssignment());
    await custody(aCustodyChange());
    expect(await given.one('SELECT reserved FROM service_capacity')).toEqual({ reserved: 0 });
    expect(await types()).toEqual(['capacity.released.v1', 'referral.held.v1']);
  });
});

describe('somebody with a case who is booked', () => {
  beforeEach(async () => {
    await keep(given, { cases: [anActiveCase()] });
    await assigned(anAssignment());
  });

  it('raises an alert that ends with custody', async () => {
    await custody(aCustodyChange());
    await custody(aCustodyChange());
    await custody(aCustodyChange({ recordVersion: 2, state: 'released' }));
    expect(await given.published()).toMatchObject([
      { type: 'alert.raised.v1', data: { code: 'booked', personRef: { personId: ANA } } },
      { type: 'alert.ended.v1', data: { code: 'booked', version: 2 } },
    ]);
  });

  it('raises none for a booking that was entered days late', async () => {
    await custody(aCustodyChange({ isBackload: true }));
    expect(await types()).toEqual([]);
  });
});
