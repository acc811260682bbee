import { describe, expect, it } from '@jest/globals';
import type { Subject } from '@continuum/contracts';
import fc from 'fast-check';
import { subjectCommand } from '../../../test/command.builder.js';
import { engine } from '../../../test/memory.builder.js';
import {
  aPopulation,
  learntFrom,
  NOTHING_DECLARED,
  someSubjects,
} from '../../../test/population.builder.js';
import { aSubject } from '../../../test/subject.builder.js';
import { mixedSubjects } from '../../../test/subjects.generator.js';
import { EMPTY_EPOCH } from '../matching/rarity.js';
import { STARTING_MODEL } from '../matching/starting-model.js';
import { Changes } from '../resolution/changes.js';
import { Memory } from '../resolution/memory.js';
import { resolve } from '../resolution/resolve.js';
import { learnAndLink, type Learnt } from './learn-and-link.js';
import { linkSample } from './link.js';

const before: Learnt = { model: STARTING_MODEL, epoch: EMPTY_EPOCH };

/** Groups of record keys, each with how sure it is. */
const inGroups = (all: readonly (readonly [person: string | number, record: string])[]) =>
  [...Map.groupBy(all, ([person]) => person).values()]
    .map((group) =>
      group
        .map(([, record]) => record)
        .toSorted()
        .join(),
    )
    .toSorted();

function streamed(subjects: readonly Subject[], { model, epoch }: Learnt): string[] {
  const memory = new Memory({ model, epoch, nicknames: engine.nicknames });
  const sources = new Map();
  for (const subject of subjects) {
    const step = { seq: memory.lastStep + 1, secret: 's', sources };
    resolve(memory, subjectCommand(subject), step, new Changes());
  }
  return inGroups(
    [...memory.records.values()].map(
      ({ key, personId, confidence }) => [personId ?? key, `${key} ${confidence}`] as const,
    ),
  );
}

function inBulk(subjects: readonly Subject[], learnt: Learnt): string[] {
  const { partition } = learnAndLink(aPopulation(subjects), {
    declared: NOTHING_DECLARED,
    seed: 1,
    learnt,
  });
  const { personOf, isConfirmed } = partition;
  return inGroups(
    subjects.map(({ recordKey }, at) => {
      const confidence = isConfirmed[at] ? 'confirmed' : 'probable';
      return [personOf[at]!, `${recordKey} ${confidence}`] as const;
    }),
  );
}

describe('linking a whole population', () => {
  it.each([
    ['the starting model', before],
    ['a model and frequencies that were learnt', learntFrom(someSubjects(150))],
  ])('ends as the stream does under %s, confirmations included', (_, learnt) => {
    fc.assert(
      fc.property(mixedSubjects, (subjects) => {
        expect(inBulk(subjects, learnt)).toEqual(streamed(subjects, learnt));
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('keeps records apart that say the same little, and puts those together that say the same much', () => {
    const little = ['1', '2', '3'].map((no) => aSubject(`a/b/${no}`, { family: '', born: '' }));
    const much = ['4', '5'].map((no) => aSubject(`a/b/${no}`, { ssn: '219-09-1234' }));
    expect(inBulk([...little, ...much], before)).toEqual([
      'a/b/1 confirmed',
      'a/b/2 confirmed',
      'a/b/3 confirmed',
      'a/b/4 confirmed,a/b/5 confirmed',
    ]);
  });

  it('leaves a record that does not say who it is about alone', () => {
    const unknown = ['1', '2'].map((no) =>
      aSubject(`a/b/${no}`, { given: 'John', family: 'Doe', ssn: '219-09-1234' }),
    );
    expect(inBulk(unknown, before)).toHaveLength(2);
  });

  it('takes a sample of groups as large as the share that it says', () => {
    const subjects = someSubjects(150);
    const population = aPopulation(subjects);
    const { pairs, model, epoch } = learntFrom(subjects);
    const all = linkSample(population, pairs, { model, epoch, size: Infinity });
    expect(all.share).toBe(1);
    const some = linkSample(population, pairs, { model, epoch, size: 1 });
    expect(some.share).toBeLessThanOrEqual(1);
    expect(some.persons.length).toBeLessThanOrEqual(all.persons.length);
    for (const person of some.persons) expect(all.persons).toContainEqual(person);
  });
});
