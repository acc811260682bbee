import { describe, expect, it } from '@jest/globals';
import { aJudgement } from '../../../test/review.builder.js';
import { aMemory } from '../../../test/memory.builder.js';
import { subjectCommand } from '../../../test/command.builder.js';
import { aSubject, type Said } from '../../../test/subject.builder.js';
import { Changes } from '../resolution/changes.js';
import type { Memory } from '../resolution/memory.js';
import { resolve } from '../resolution/resolve.js';
import { priorityOf, probabilityOf } from './priority.js';
import { QuestionBook } from './question-book.js';

/** Three people who have nothing to do with each other, Ana with two records. */
function aTown(): Memory {
  const memory = aMemory();
  const tell = (key: string, said: Said) =>
    resolve(
      memory,
      subjectCommand(aSubject(key, said)),
      { seq: memory.lastStep + 1, secret: 's', sources: new Map() },
      new Changes(),
    );
  tell('police/jail/1', {});
  tell('fire/epcr/1', {});
  tell('police/jail/2', { given: 'Lou', family: 'Park', born: '1955-05-05' });
  tell('police/jail/3', { given: 'Omar', family: 'Haddad', born: '1970-07-07' });
  return memory;
}

const describedAs = (memory: Memory, key: string) => memory.records.get(key)!.description!;
const personsOf = (memory: Memory) =>
  [...Map.groupBy(memory.records.values(), ({ personId }) => personId!)].map(
    ([personId, records]) => ({ personId, descriptions: records.map((one) => one.description!) }),
  );

describe('what is asked of a pair of persons', () => {
  const memory = aTown();
  const [ana, lou] = [describedAs(memory, 'police/jail/1'), describedAs(memory, 'police/jail/2')];

  it('is the gravest question, in whatever order they are put', () => {
    const puts = [
      { kind: 'close-call' as const, a: ana, b: lou, weight: 9_000 },
      { kind: 'twins' as const, a: ana, b: lou, weight: -5_000 },
      { kind: 'oversize' as const, a: lou, b: ana, weight: 9_000 },
    ];
    for (const order of [puts, puts.toReversed()]) {
      const book = new QuestionBook(memory, personsOf(memory));
      for (const put of order) book.put(put);
      expect(book.all()).toMatchObject([{ kind: 'twins' }]);
    }
  });

  it('stands for its side by the first of the records that say the same', () => {
    const book = new QuestionBook(memory, personsOf(memory));
    book.put({ kind: 'close-call', a: lou, b: ana, weight: 0 });
    const [asked] = book.all();

    expect([asked?.a.key, asked?.b.key].sort()).toEqual(['fire/epcr/1', 'police/jail/2']);
    expect([asked?.a.personId, asked?.b.personId]).toEqual([asked?.low, asked?.high]);
  });

  it('moves no more records than the smaller person has', () => {
    const book = new QuestionBook(memory, personsOf(memory));
    book.put({ kind: 'close-call', a: lou, b: ana, weight: 0 });

    expect(book.all()).toMatchObject([{ priority: 500 }]);
  });

  it('is nothing where people have called the two different, but for their own contradiction', () => {
    const judged = aTown();
    judged.applyJudgement({
      ...aJudgement('different'),
      left: ['police/jail/1'],
      right: ['police/jail/2'],
    });
    const put = { a: describedAs(judged, 'police/jail/2'), weight: 0 };
    const b = describedAs(judged, 'fire/epcr/1');
    const book = new QuestionBook(judged, personsOf(judged));
    book.put({ kind: 'twins', b, ...put });
    expect(book.all()).toEqual([]);

    book.put({ kind: 'judgement-conflict', b, ...put });
    expect(book.all()).toMatchObject([{ kind: 'judgement-conflict', priority: 500 }]);
  });
});

describe('the expected cost of an error', () => {
  it.each([
    [0, 0.5],
    [1_000, 2 / 3],
    [-5_000, 1 / 33],
  ])('a weight of %d gives a probability of %d', (weight, probability) => {
    expect(probabilityOf(weight)).toBeCloseTo(probability, 10);
  });

  it('is the probability that two persons are one, times the records that would move', () => {
    const doubt = { kind: 'close-call', weight: -4_000, isOnePerson: false } as const;
    expect(priorityOf(doubt, 10)).toBe(588);
  });

  it('is the probability that one person is two, where the doubt is within one', () => {
    const doubt = { kind: 'identifier-conflict', weight: 4_000, isOnePerson: true } as const;
    expect(priorityOf(doubt, 10)).toBe(588);
  });
});
