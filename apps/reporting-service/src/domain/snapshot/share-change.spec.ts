import { describe, expect, it } from '@jest/globals';
import { aChange } from '../../../test/snapshot.builder.js';
import { changedPeople, movedPeople } from './share-change.js';

describe('people whose share of a figure changed', () => {
  it('are counted once, however many records of theirs came', () => {
    const changes = [aChange('ana', { records: 1 }, { records: 9 })];
    expect(changedPeople(changes, 'records', 'police')).toBe(1);
    expect(changedPeople(changes, 'persons', 'police')).toBe(0);
    expect(changedPeople(changes, 'records', 'fire')).toBe(0);
  });

  it('are two where one person becomes two', () => {
    const changes = [
      aChange('ana', { records: 2, episodes: 2, isUtilizer: true }, { records: 1, episodes: 1 }),
      aChange('ava', {}, { records: 1, episodes: 1 }),
    ];
    expect(changedPeople(changes, 'contactEpisodes', 'police')).toBe(2);
    expect(changedPeople(changes, 'persons', 'police')).toBe(1);
    expect(changedPeople(changes, 'highUtilizers', 'total')).toBe(1);
    expect(movedPeople(changes, 'persons')).toEqual([{ id: 'ava', way: 'in' }]);
    expect(movedPeople(changes, 'highUtilizers')).toEqual([{ id: 'ana', way: 'out' }]);
  });

  it('are none of the total where a person was known to another department', () => {
    const changes = [
      { ...aChange('ana', { records: 1 }, { records: 1 }), department: 'police' },
      { ...aChange('ana', {}, { records: 1 }), department: 'fire' },
    ];
    expect(changedPeople(changes, 'persons', 'fire')).toBe(1);
    expect(changedPeople(changes, 'persons', 'total')).toBe(0);
    expect(changedPeople(changes, 'records', 'total')).toBe(1);
  });

  it('may all be one where nobody is linked, and are none of the persons', () => {
    const changes = [{ ...aChange('', {}, { records: 30 }), giver: 'unlinked' as const }];
    expect(changedPeople(changes, 'records', 'police')).toBe(1);
    expect(changedPeople(changes, 'persons', 'police')).toBe(0);
  });

  it('are as many as the records where these are about nobody', () => {
    const changes = ['I-1', 'I-2', 'I-3'].map((key) => ({
      ...aChange(key, {}, { records: 1 }),
      giver: 'record' as const,
    }));
    expect(changedPeople(changes, 'records', 'police')).toBe(3);
    expect(movedPeople(changes, 'persons')).toEqual([]);
  });
});
