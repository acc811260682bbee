import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CustodyChangedV1,
  SudEpisodeRecordedV1,
  type DataOf,
  type Event,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { aMart, type Mart } from '../../test/a-mart.js';
import {
  bookingRecorded,
  citationRecorded,
  emsRecorded,
  withdrawn,
} from '../../test/activity.builder.js';

let mart: Mart;
beforeEach(async () => {
  mart = await aMart();
});
afterEach(() => mart.close());

const done = { is: 'done' };
const recordKey = 'police/rms/R-1';
const version = (recordVersion: number, localDate = '2024-03-08') =>
  citationRecorded({ recordKey, recordVersion, localDate });

const current = () =>
  mart.query(
    `SELECT record_version, date_key::text FROM mart.fact_record WHERE known_to = 'infinity'`,
  );
const staged = () =>
  mart.query('SELECT record_version, status FROM staging.activity_version ORDER BY 1');

describe('taking in a version of a record', () => {
  it('stages it and makes it the fact', async () => {
    expect(await mart.handle(version(1))).toEqual([done]);
    expect(await staged()).toEqual([{ record_version: 1, status: 'valid' }]);
    expect(await current()).toEqual([{ record_version: 1, date_key: '2024-03-08' }]);
  });

  it('changes nothing when it comes again', async () => {
    await mart.handle(version(1), version(1));
    expect(await mart.handle(version(1))).toEqual([done]);
    expect(await staged()).toHaveLength(1);
    expect(await current()).toHaveLength(1);
  });

  it('stages an older version that comes late, and keeps the newer as the fact', async () => {
    await mart.handle(version(2, '2024-03-09'));
    await mart.handle(version(1));
    expect(await staged()).toHaveLength(2);
    expect(await current()).toEqual([{ record_version: 2, date_key: '2024-03-09' }]);
  });

  it('takes the newest of one batch, whatever the order', async () => {
    await mart.handle(version(2), version(3, '2024-03-10'), version(1));
    expect(await current()).toEqual([{ record_version: 3, date_key: '2024-03-10' }]);
  });

  it('refuses the same version with other content, and only that', async () => {
    await mart.handle(version(1));
    const other = citationRecorded({ recordKey: 'police/rms/R-2' });
    expect(await mart.handle(version(1, '2024-03-09'), other)).toEqual([
      { is: 'refused', code: 'VERSION_CONFLICT' },
      done,
    ]);
    expect(await current()).toHaveLength(2);
  });

  it('knows each version from one time to another', async () => {
    await mart.handle(version(1));
    await mart.handle(version(2));
    const [first, second] = await mart.query<{ known_from: Date; known_to: Date }>(
      'SELECT known_from::text, known_to::text FROM mart.fact_record ORDER BY known_from',
    );
    expect(first?.known_to).toBe(second?.known_from);
    expect(second?.known_to).toBe('infinity');
  });

  it('enters a coarse record by its month alone', async () => {
    const full = emsRecorded({ recordKey: 'sud-programme/ehr/S-1', localDate: null });
    const coarse = {
      ...full.data,
      kind: 'sud_episode',
      dataset: 'sud',
      travel: 'coarse',
      body: { startMonth: '2024-03', endMonth: null, levelGroup: null },
    } as DataOf<typeof SudEpisodeRecordedV1>;
    await mart.handle(anEvent(SudEpisodeRecordedV1, coarse));
    const rows = await mart.query('SELECT month_key, date_key FROM mart.fact_record');
    expect(rows).toEqual([{ month_key: 202403, date_key: null }]);
  });

  it('makes a booking a detention when 849(b)(1) arrives as a correction', async () => {
    const key = 'police/jail/B-1';
    await mart.handle(bookingRecorded({ recordKey: key }));
    await mart.recountAll();
    expect(await contactEpisodes()).toBe(1);
    await mart.handle(
      bookingRecorded({ recordKey: key, recordVersion: 2, restrictions: ['detention_only'] }),
    );
    await mart.recountAll();
    expect(await contactEpisodes()).toBe(0);
  });

  it('keeps codes and keys, no number that a person carries', async () => {
    await mart.handle(bookingRecorded());
    const [row] = await mart.query<object>('SELECT * FROM mart.contact_row');
    expect(Object.keys(row ?? {})).not.toContain('booking_no');
    expect(Object.keys(row ?? {})).not.toContain('birth_year');
  });
});

describe('withdrawing a record', () => {
  it('closes one that was voided, and keeps its history', async () => {
    await mart.handle(version(1));
    await mart.handle(withdrawn(recordKey, 2, 'voided'));
    expect(await current()).toEqual([]);
    expect(await staged()).toHaveLength(2);
  });

  it('is not undone by a lower version that comes after the void', async () => {
    await mart.handle(withdrawn(recordKey, 2, 'voided'));
    await mart.handle(version(1));
    expect(await current()).toEqual([]);
  });

  it('is undone by a higher version', async () => {
    await mart.handle(withdrawn(recordKey, 2, 'voided'));
    await mart.handle(version(3));
    expect(await current()).toEqual([{ record_version: 3, date_key: '2024-03-08' }]);
  });

  it.each(['sealed', 'purged'] as const)('erases every version of one that was %s', async (why) => {
    await mart.handle(version(1));
    await mart.handle(version(2));
    await mart.recountAll();
    await mart.handle(withdrawn(recordKey, 3, why));
    await mart.recountAll();
    expect(await rowsThatName(recordKey)).toEqual([]);
  });

  it('leaves nothing for a replay to bring back', async () => {
    await mart.handle(version(1));
    await mart.handle(withdrawn(recordKey, 2, 'sealed'));
    await mart.handle(version(1), version(2));
    await mart.handle(custodyChanged(1));
    await mart.recountAll();
    expect(await rowsThatName(recordKey)).toEqual([]);
  });

  it('takes a record in again that was opened after it was sealed', async () => {
    await mart.handle(version(1));
    await mart.handle(withdrawn(recordKey, 2, 'sealed'));
    await mart.handle(version(3));
    expect(await current()).toEqual([{ record_version: 3, date_key: '2024-03-08' }]);
  });
});

const contactEpisodes = async () =>
  (await mart.query(`SELECT 1 FROM mart.fact_contact WHERE known_to = 'infinity'`)).length;

const custodyChanged = (recordVersion: number): Event<unknown> =>
  anEvent(CustodyChangedV1, {
    recordKey,
    recordVersion,
    state: 'in_custody',
    facility: 'city-jail',
    admittedAt: '2024-03-08T20:10:00Z',
    projectedReleaseAt: null,
    endedAt: null,
    releaseReason: null,
    isBackload: false,
  });

/** Tables of which some row holds the text. */
async function rowsThatName(text: string): Promise<string[]> {
  const tables = await mart.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname IN ('staging', 'mart', 'link', 'work')`,
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await mart.query(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE $1`, [
        `%${text}%`,
      ]);
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}
