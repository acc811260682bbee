import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMart, type Mart } from '../../test/a-mart.js';

let mart: Mart;
beforeAll(async () => {
  mart = await aMart();
});
afterAll(() => mart.close());

const newest = () => mart.dataSource.transaction((tx) => mart.loads.newest(tx));

describe('two writers, one of them paused', () => {
  it('take turns: nothing becomes known for a time that was already read', async () => {
    const paused = mart.dataSource.createQueryRunner();
    await paused.startTransaction();
    const first = await mart.loads.open(paused.manager);
    const second = mart.dataSource.transaction((tx) => mart.loads.open(tx));
    await untilSomebodyWaits();
    await expect(newest()).rejects.toMatchObject({ code: 'NOT_FOUND' });

    await paused.commitTransaction();
    await paused.release();
    const { knownAt } = await second;
    expect(knownAt > first.knownAt).toBe(true);
    expect(await newest()).toBe(knownAt);
  });

  it('are told apart though the clock stands still, and a writer that fails leaves no time', async () => {
    const before = await newest();
    const failing = mart.dataSource.transaction(async (tx) => {
      await mart.loads.open(tx);
      throw new Error('interrupted');
    });
    await expect(failing).rejects.toThrow('interrupted');
    expect(await newest()).toBe(before);
    const { knownAt } = await mart.dataSource.transaction((tx) => mart.loads.open(tx));
    expect(knownAt > before).toBe(true);
  });
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [{ waits }] = (await mart.query<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_locks
                       WHERE locktype = 'advisory' AND NOT granted
                         AND database = (SELECT oid FROM pg_database
                                          WHERE datname = current_database())) AS waits`,
    )) as [{ waits: boolean }];
    if (waits) return;
  }
}
