import { describe, expect, it } from '@jest/globals';
import { linkingPack } from './linking.js';

const pack = linkingPack(new Date('2026-03-01T08:00:00Z'));
const of = (theCase: string) =>
  pack.filter(({ person }) => person.id.startsWith(`p-linking-${theCase}-`));
const subjects = (theCase: string) =>
  of(theCase).flatMap(({ arrivals }) => arrivals.map(({ record }) => record.subject));

describe('the linking pack', () => {
  it('has six John Does at one jail address, who are six people', () => {
    expect(of('jail-doe').length).toBe(6);
    expect(new Set(subjects('jail-doe').map((subject) => JSON.stringify(subject))).size).toBe(1);
    expect(subjects('jail-doe')[0]?.addresses?.[0]?.line1).toBe('400 City Jail Plaza');
  });

  it('has twins who share all but their given name', () => {
    const [first, second] = of('twins').map(({ arrivals }) => arrivals[0]?.record.subject);
    expect(first?.names?.[0]?.given).not.toBe(second?.names?.[0]?.given);
    expect({ ...first, names: [] }).toEqual({ ...second, names: [] });
  });

  it('has two residents who share nothing but the shelter', () => {
    const [ines, walter] = subjects('shelter');
    expect(of('shelter').length).toBe(2);
    expect({ ...ines, names: [] }).toEqual({ ...walter, names: [] });
    expect(ines?.birthDates).toBeUndefined();
  });

  it('has Bob Smith, who is Robert Smith', () => {
    expect(of('bob').length).toBe(1);
    expect(subjects('bob').map((subject) => subject?.names?.[0]?.given)).toEqual(['Robert', 'Bob']);
  });

  it('has Chris, who is neither Ann nor Anna', () => {
    expect(of('chris').map(({ person }) => person.given)).toEqual(['christine', 'ann', 'anna']);
  });

  it('has a man known by an alias under which another department met him', () => {
    const [first, second] = subjects('alias').map((subject) => subject?.names ?? []);
    expect(first?.[1]).toMatchObject({ use: 'alias', given: second?.[0]?.given });
  });

  it('says in no record who it is about', () => {
    const records = pack.flatMap(({ arrivals }) => arrivals.map(({ record }) => record));
    expect(JSON.stringify(records)).not.toContain('p-linking');
  });
});
