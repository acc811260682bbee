import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonMergedV1, PersonSplitV1, RecordAssignedV1, type Event } from '@continuum/contracts';
import { aDatabase, type TestDatabase } from '@continuum/testing';
import fc from 'fast-check';
import { History, PERSONS, RECORDS, type Step, type Told } from '../test/a-history.js';
import {
  applyAssignments,
  applyMerges,
  applySplits,
  personsMigrations,
  resolvePersons,
} from './index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(personsMigrations);
});
afterAll(() => db.drop());

const step = fc.record<Step>({
  kind: fc.constantFrom('link', 'merge', 'split'),
  one: fc.nat(4),
  two: fc.nat(4),
});

/** A history, and its events twice over in any order, cut into batches. */
const arrivals = fc.array(step, { minLength: 1, maxLength: 12 }).chain((steps) => {
  const history = new History(steps);
  const twice = [...history.told, ...history.told];
  return fc.record({
    history: fc.constant(history),
    order: fc.shuffledSubarray(twice, { minLength: twice.length }),
    batch: fc.integer({ min: 1, max: 8 }),
  });
});

const isAssigned = (event: Event<unknown>): event is RecordAssignedV1 =>
  event.type === RecordAssignedV1.type;
const isMerged = (event: Event<unknown>): event is PersonMergedV1 =>
  event.type === PersonMergedV1.type;
const isSplit = (event: Event<unknown>): event is PersonSplitV1 =>
  event.type === PersonSplitV1.type;

async function apply(order: readonly Told[], batch: number) {
  for (let from = 0; from < order.length; from += batch) {
    const events = order.slice(from, from + batch);
    await db.dataSource.transaction(async (tx) => {
      await applySplits(tx, events.filter(isSplit));
      await applyAssignments(tx, events.filter(isAssigned));
      await applyMerges(tx, events.filter(isMerged));
    });
  }
}

/** Whose every record is, and who every id is today. */
async function kept() {
  const rows = await db.dataSource.query<{ record_key: string; person_id: string }[]>(
    'SELECT record_key, person_id FROM record_person',
  );
  return {
    records: new Map(rows.map((row) => [row.record_key, row.person_id])),
    persons: await resolvePersons(db.dataSource.manager, PERSONS),
  };
}
const truthOf = (history: History) => ({
  records: new Map(RECORDS.map((key) => [key, history.personOf.get(key)])),
  persons: new Map(PERSONS.map((id) => [id, history.today(id)])),
});

/** Believes whatever came last. */
function naivelyKept(order: readonly Told[]) {
  const records = new Map<string, string | null>();
  const survivors = new Map<string, string>();
  for (const event of order) {
    if (isAssigned(event)) records.set(event.data.recordKey, event.data.personId);
    else if (isMerged(event))
      survivors.set(event.data.absorbed.personId, event.data.survivor.personId);
    else for (const { personId } of event.data.parts) survivors.delete(personId);
  }
  const today = (id: string, steps = 0): string => {
    const survivor = steps > PERSONS.length ? undefined : survivors.get(id);
    return survivor === undefined ? id : today(survivor, steps + 1);
  };
  return { records, persons: new Map(PERSONS.map((id) => [id, today(id)])) };
}

describe('no order between keys: assignment and merge travel apart', () => {
  it('naive: a store that believes what came last is wrong in most interleavings', () => {
    const worlds = fc.sample(arrivals, { numRuns: 100, seed: 7 });
    const right = worlds.filter(({ history, order }) => {
      const [is, truth] = [naivelyKept(order), truthOf(history)];
      return [...truth.records].every(([key, person]) => is.records.get(key) === person);
    });
    expect(right.length).toBeLessThan(50);
  });

  it('ours is right from versions alone, in any interleaving, repeated and batched', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ history, order, batch }) => {
        await db.dataSource.query('DELETE FROM record_person; DELETE FROM person_alias');
        await apply(order, batch);
        expect(await kept()).toEqual(truthOf(history));
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
