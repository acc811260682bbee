import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReportHfuCrossedV1 } from '@continuum/contracts';
import { aCrossing, aCustodyChange, aMerge, anAssignment } from '../../test/event.builder.js';
import { keep } from '../../test/kept.js';
import {
  aClosedCase,
  ANA,
  anActiveCase,
  aProposedCase,
  BEN,
  daysAgo,
} from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { CustodyChangedHandler } from './custody-changed.handler.js';
import { PersonMergedHandler } from './person-merged.handler.js';
import { RecordAssignedHandler } from './record-assigned.handler.js';
import { ReportHfuCrossedHandler } from './report-hfu-crossed.handler.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const handle = (...events: ReportHfuCrossedV1[]) =>
  given.database.dataSource.transaction((tx) =>
    given.get(ReportHfuCrossedHandler).handle(events, { tx }),
  );
const cases = () => given.database.dataSource.query('SELECT * FROM mdt_case ORDER BY proposed_at');
const types = async () => (await given.published()).map(({ type }) => type);

describe('a person who crossed the line', () => {
  it('is put on the list, with the measure and never a number', async () => {
    const outcomes = await handle(aCrossing());
    expect(outcomes).toEqual([{ is: 'done' }]);
    expect(await cases()).toMatchObject([
      {
        person_id: ANA,
        status: 'proposed',
        origin: 'hfu',
        crossing: { measure: 'high-utilizer', definitionVersion: 1, asOf: '2026-03-02' },
      },
    ]);
    expect(await given.published()).toMatchObject([
      { type: 'case.proposed.v1', data: { status: 'proposed', personRef: { personId: ANA } } },
    ]);
  });

  it('is there once, however often and late it is told', async () => {
    await handle(aCrossing(), aCrossing());
    await handle(aCrossing());
    expect(await cases()).toHaveLength(1);
  });

  it('is not listed by an older word that arrives after a newer one', async () => {
    await handle(aCrossing({ version: 2, direction: 'aged_out' }));
    await handle(aCrossing({ version: 1 }));
    expect(await cases()).toEqual([]);
  });

  it('is found under the id that stands for them today', async () => {
    await given.database.dataSource.transaction((tx) =>
      given.get(PersonMergedHandler).handle([aMerge(BEN, ANA)], { tx }),
    );
    await handle(aCrossing({ personId: BEN }));
    expect(await cases()).toMatchObject([{ person_id: ANA }]);
  });

  it('is left alone for 90 days after declining', async () => {
    await keep(given, {
      cases: [aClosedCase({ reason: 'declined_by_client', at: daysAgo(89) })],
    });
    await handle(aCrossing());
    expect(await types()).toEqual([]);
  });
});

describe('a person who fell below it again', () => {
  it('leaves the list while nobody had taken the case up', async () => {
    await keep(given, { cases: [aProposedCase()] });
    await handle(aCrossing({ version: 2, direction: 'withdrawn' }));
    expect(await cases()).toMatchObject([{ status: 'closed', reason: 'not_eligible' }]);
    expect(await types()).toEqual(['case.closed.v1']);
  });

  it('stays on it when only an absorbed id has nothing left to count', async () => {
    await keep(given, { cases: [aProposedCase()] });
    await given.database.dataSource.transaction((tx) =>
      given.get(PersonMergedHandler).handle([aMerge(BEN, ANA)], { tx }),
    );
    await handle(aCrossing({ personId: BEN, version: 2, direction: 'withdrawn' }));
    expect(await cases()).toMatchObject([{ person_id: ANA, status: 'proposed' }]);
  });

  it('keeps a case that is under way, with a line in it', async () => {
    await keep(given, { cases: [anActiveCase()] });
    await handle(aCrossing({ version: 2, direction: 'aged_out' }));
    expect(await cases()).toMatchObject([{ status: 'active' }]);
    expect(await given.one('SELECT code FROM case_line')).toEqual({ code: 'aged_out' });
  });
});

describe('a person in custody who crossed the line', () => {
  const inJail = async () => {
    await given.database.dataSource.transaction(async (tx) => {
      await given.get(RecordAssignedHandler).handle([anAssignment()], { tx });
      await given.get(CustodyChangedHandler).handle([aCustodyChange()], { tx });
    });
  };

  it('raises an alert to the clinician, once', async () => {
    await inJail();
    await handle(aCrossing());
    await handle(aCrossing({ version: 2, direction: 'returned' }));
    expect(await types()).toEqual(['case.proposed.v1', 'alert.raised.v1']);
  });

  it('raises it as well when the booking is told after the crossing', async () => {
    await handle(aCrossing());
    await inJail();
    expect(await types()).toEqual(['case.proposed.v1', 'alert.raised.v1']);
  });

  it('raises none soon after declining', async () => {
    await keep(given, {
      cases: [aClosedCase({ reason: 'declined_by_client', at: daysAgo(1) })],
    });
    await inJail();
    await handle(aCrossing());
    expect(await types()).toEqual([]);
  });
});
