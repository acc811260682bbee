import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MDT_ELEMENTS, RFRL_ELEMENTS, type Label, type PermitClaims } from '@continuum/contracts';
import { FieldCardRepository } from '../store/field-card.repository.js';
import { keep } from '../../test/kept.js';
import { ANA, anActiveCase, BEN, daysAgo, monday } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aReferral } from '../../test/referral.builder.js';
import { PermittedReader } from './permitted-reader.js';

let given: TestParts;
const mdtCase = anActiveCase();
const sent = aReferral({ state: 'sent', sentAt: monday });
beforeEach(async () => {
  given = await parts();
  await keep(given, { cases: [mdtCase], referrals: [sent] });
});
afterEach(() => given.drop());

const read = (
  records: Record<string, readonly string[]>,
  labels: Label[] = ['STATE_CONF', 'GENERAL'],
) => {
  const considered = Object.keys(records).map((key) => [key, labels]);
  const permit = { records, labels: Object.fromEntries(considered) } as unknown as PermitClaims;
  return given.get(PermittedReader).all(permit);
};
const mdt = `mdt/${mdtCase.caseId}`;
const rfrl = `rfrl/${sent.referralId}`;

describe('reading under a permit', () => {
  it('gives the elements it names, of the records it names', async () => {
    expect(await read({ [mdt]: ['mdt.status', 'mdt.version'], [rfrl]: ['rfrl.state'] })).toEqual([
      { recordKey: mdt, elements: { 'mdt.status': 'active', 'mdt.version': 4 } },
      { recordKey: rfrl, elements: { 'rfrl.state': 'sent' } },
    ]);
  });

  it('knows every element that contracts promise', async () => {
    const all = await read({ [mdt]: MDT_ELEMENTS, [rfrl]: RFRL_ELEMENTS });
    expect(all).toMatchObject([
      { elements: { 'mdt.lead': 'hana', 'mdt.origin': 'hfu' } },
      {
        elements: {
          'rfrl.isOpen': true,
          'rfrl.publicLabel': 'Bridge shelter',
          'rfrl.sentAt': '2026-03-02T17:00:00.000Z',
          'rfrl.history': [{ rule: 'R01', to: 'draft', version: 1 }],
        },
      },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['an element of another dataset', { [mdt]: ['rfrl.state'] }],
    ['a record that is not there', { 'mdt/c0000000-0000-4000-8000-00000000000f': ['mdt.status'] }],
    ['no id at all', { 'mdt/all': ['mdt.status'] }],
  ])('gives nothing for %s', async (_, records) => {
    expect(await read(records)).toEqual([]);
  });

  it('leaves out what wears a label nobody considered', async () => {
    expect(await read({ [mdt]: ['mdt.status'] }, ['GENERAL'])).toEqual([]);
  });

  it.each([
    ['mdt_case', mdt, 'mdt.status'],
    ['referral', rfrl, 'rfrl.state'],
  ])('leaves out a %s while nobody knows whose it is', async (table, key, element) => {
    await given.database.dataSource.query(`UPDATE ${table} SET is_person_uncertain = true`);
    expect(await read({ [key]: [element] })).toEqual([]);
  });

  it('shows no draft', async () => {
    await given.database.dataSource.query(`UPDATE referral SET state = 'draft'`);
    expect(await read({ [rfrl]: ['rfrl.state'] })).toEqual([]);
  });
});

describe('a field card', () => {
  const card = (personId: string) =>
    read({ [`card/${personId}`]: ['card.callNow', 'card.isConnected', 'card.howToHelp'] });

  it('says how to help somebody who agreed', async () => {
    const written = {
      caseId: mdtCase.caseId,
      safety: [],
      howToHelp: { triggers: ['crowds'], calmingSteps: ['speak_slowly'] },
      callNow: '+15625550100',
      agreedAt: daysAgo(2),
      reviewedAt: daysAgo(2),
      writtenBy: 'hana',
    };
    await given.get(FieldCardRepository).save(written, given.database.dataSource.manager);
    expect(await card(ANA)).toEqual([
      {
        recordKey: `card/${ANA}`,
        elements: {
          'card.callNow': '+15625550100',
          'card.isConnected': true,
          'card.howToHelp': { triggers: ['crowds'], calmingSteps: ['speak_slowly'] },
        },
      },
    ]);
  });

  it('names the public line where nobody wrote one', async () => {
    expect(await card(BEN)).toMatchObject([
      { elements: { 'card.callNow': '+15625700211', 'card.isConnected': false } },
    ]);
  });
});
