import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anIdentity, engine } from '../../test/an-identity.js';
import { aSubject, type Said } from '../../test/subject.builder.js';
import type { Memory } from '../domain/resolution/memory.js';
import { followSteps } from './memory.follower.js';
import { loadMemory } from './memory.loader.js';

type Identity = Awaited<ReturnType<typeof anIdentity>>;

/** All that a memory holds, in an order of its own. */
function contentOf(memory: Memory) {
  const { records, descriptions, persons, dormant, judgements, judged, reviews } = memory;
  const edgesOf = (no: number) => {
    const edges: string[] = [];
    memory.edges.forEach(no, (other, weight, end) => {
      const pattern = memory.edges.patternAt(end);
      if (!descriptions[other]!.isErased) edges.push([other, weight, pattern].join(' '));
    });
    return edges.sort();
  };
  return {
    lastStep: memory.lastStep,
    records: [...records.values()]
      .map((record) => ({ ...record, description: record.description?.no }))
      .sort((a, b) => a.no - b.no),
    numbered: memory.recordsByNo.map(({ key }) => key),
    descriptions: descriptions
      .filter(({ isErased }) => !isErased)
      .map(({ no, hash, isUnlinkable, records: own }) => ({
        no,
        hash,
        isUnlinkable,
        isFound: memory.byHash.get(hash)?.no === no,
        records: own.map(({ key }) => key).sort(),
        edges: edgesOf(no),
        found: memory.index
          .candidates(memory.keysOf(no))
          .filter((other) => !descriptions[other]!.isErased)
          .sort(),
      })),
    persons: [...persons.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    dormant: [...dormant].map(([no, ids]) => `${no} ${[...ids].sort().join()}`).sort(),
    judgements: [...judgements.values()].sort((a, b) => (a.judgementId < b.judgementId ? -1 : 1)),
    judged: [...judged].map(([key, ids]) => `${key} ${[...ids].sort().join()}`).sort(),
    reviews: reviews
      .all()
      .map(({ a, b, ...task }) => ({ ...task, a: a.key, b: b.key }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

const home = { home: '12 Elm Avenue', unit: '4', family: 'Nguyen', phone: '562-437-9999' };
const bridge: Said = {
  phone: '562-437-1212',
  home: '1 Pine St',
  names: [
    { use: 'official', given: 'Ana', family: 'Reyes' },
    { use: 'former', given: 'Anita', family: 'Gomez' },
  ],
};

describe('a standby that follows the steps', () => {
  let identity: Identity;
  let followed: Memory;
  beforeEach(async () => {
    identity = await anIdentity();
    followed = await loaded();
  });
  afterEach(() => identity.drop());

  const inOneState = <T>(work: Parameters<typeof identity.dataSource.transaction<T>>[1]) =>
    identity.dataSource.transaction('REPEATABLE READ', work);
  const loaded = () => inOneState((tx) => loadMemory(engine, tx));
  const follow = () => inOneState((tx) => followSteps(followed, tx));
  const expectUpToDate = async () => {
    await follow();
    expect(contentOf(followed)).toEqual(contentOf(await loaded()));
  };

  it('knows what it would load, whatever the steps have done', async () => {
    await identity.report(
      aSubject('police/jail/1', {
        given: 'Anita',
        family: 'Gomez',
        born: '',
        phone: '562-437-1212',
        home: '1 Pine St',
      }),
      aSubject('health/ehr/1'),
      aSubject('health/ehr/2', { ...home, given: 'Kim' }),
      aSubject('health/ehr/3', { ...home, given: 'Robert' }),
    );
    await expectUpToDate();

    await identity.report(aSubject('fire/epcr/1', bridge), aSubject('fire/epcr/2'));
    await expectUpToDate();

    await identity.report(
      aSubject('fire/epcr/1', { ...bridge, recordVersion: 2, state: 'withdrawn' }),
      aSubject('fire/epcr/2', { recordVersion: 2, labels: ['SEALED'] }),
    );
    await expectUpToDate();

    const same = await identity.judge('same', ['health/ehr/1'], ['health/ehr/2']);
    await identity.judge('different', ['health/ehr/1'], ['fire/epcr/2']);
    await expectUpToDate();

    await identity.revoke(same);
    await identity.report(
      aSubject('police/jail/2', { given: 'Lou', sameAs: ['police/jail/1'] }),
      aSubject('health/ehr/3', { ...home, recordVersion: 2, given: 'Roberta' }),
    );
    await expectUpToDate();

    await identity.report(
      aSubject('police/jail/2', { given: 'Lou', recordVersion: 2 }),
      aSubject('health/ehr/3', { recordVersion: 3, state: 'erased' }),
    );
    await expectUpToDate();
    expect(followed.descriptions.some(({ isErased }) => isErased)).toBe(true);
  });
});
