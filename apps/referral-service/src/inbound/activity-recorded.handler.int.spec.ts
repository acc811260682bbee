import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CitationRecordedV1, RecordWithdrawnV1, type Label } from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { parts, type TestParts } from '../../test/parts.js';
import { ActivityRecordedHandler } from './activity-recorded.handler.js';
import { RecordWithdrawnHandler } from './record-withdrawn.handler.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const RECORD = 'police/rms/T-1';
const aCitation = (recordVersion = 1, labels: Label[] = ['LOCAL_CH'], incidentNo = 'I-1') =>
  anEvent(CitationRecordedV1, {
    recordKey: RECORD,
    recordVersion,
    kind: 'citation',
    department: 'police',
    labels,
    occurredAt: '2026-03-02T15:00:00Z',
    travel: 'full',
    body: { incidentNo },
  } as never) as unknown as CitationRecordedV1;
const handle = (...events: CitationRecordedV1[]) =>
  given.database.dataSource.transaction((tx) =>
    given.get(ActivityRecordedHandler).handle(events, { tx }),
  );
const kept = () => given.database.dataSource.query('SELECT * FROM activity');

describe('a contact', () => {
  it('is kept by key, kind and instant, once', async () => {
    await handle(aCitation(), aCitation());
    await handle(aCitation());
    expect(await kept()).toMatchObject([
      { record_key: RECORD, kind: 'citation', incident_numbers: ['I-1'] },
    ]);
  });

  it('is not overwritten by an older version', async () => {
    await handle(aCitation(2, ['LOCAL_CH'], 'I-2'));
    await handle(aCitation(1));
    expect(await kept()).toMatchObject([{ incident_numbers: ['I-2'] }]);
  });

  it.each<Label>(['PART2', 'LPS'])('labelled %s leaves no trace', async (label) => {
    await handle(aCitation(1, ['HIPAA', label]));
    expect(await kept()).toEqual([]);
  });

  it('is forgotten when its record is withdrawn', async () => {
    await handle(aCitation());
    const data = {
      recordKey: RECORD,
      recordVersion: 2,
      kind: 'citation',
      reason: 'sealed',
    } as const;
    await given.database.dataSource.transaction((tx) =>
      given.get(RecordWithdrawnHandler).handle([anEvent(RecordWithdrawnV1, data)], { tx }),
    );
    expect(await kept()).toEqual([]);
  });
});
