import { describe, expect, it } from '@jest/globals';
import type { Subject } from '@continuum/contracts';
import fc from 'fast-check';
import { subjectCommand } from '../../../test/command.builder.js';
import { aMemory, engine } from '../../../test/memory.builder.js';
import { aSubject } from '../../../test/subject.builder.js';
import { said } from '../../../test/subjects.generator.js';
import type { ReviewNews } from '../review/review-task.js';
import { wrongReviews } from '../review/wrong-reviews.js';
import { resolve } from './resolve.js';
import { Changes } from './changes.js';
import type { Command } from './command.js';
import type { Described } from './describe.js';
import type { Memory } from './memory.js';
import { differences } from './verify.js';

const subjects = fc
  .array(said, { minLength: 2, maxLength: 14 })
  .map((all) => all.map((one, no) => aSubject(`police/jail/${no}`, one)));
const runs = { numRuns: 100, seed: 42 };

function resolved(commands: readonly Command[]): Memory {
  const memory = aMemory();
  const sources = new Map<string, Described>();
  for (const command of commands) step(memory, command, sources);
  return memory;
}

function step(memory: Memory, command: Command, sources: Map<string, Described>): Changes {
  const changes = new Changes();
  resolve(memory, command, { seq: memory.lastStep + 1, secret: 's', sources }, changes);
  return changes;
}

/** Who is with whom, and how surely. */
function partition(memory: Memory): string[] {
  const groups = Map.groupBy(
    [...memory.records.values()].filter(({ personId }) => personId !== null),
    ({ personId }) => personId,
  );
  return [...groups.values()]
    .map((records) =>
      records
        .map(({ key, confidence }) => `${key} ${confidence}`)
        .sort()
        .join(),
    )
    .sort();
}

const ids = (memory: Memory) =>
  [...memory.records.values()].map(({ key, personId }) => `${key} ${personId}`).sort();
const commandsOf = (all: readonly Subject[]) => all.map((subject) => subjectCommand(subject));

/** What people are asked, by records: ids depend on the order, and so do questions about who has left. */
function questions(memory: Memory): string[] {
  return memory.reviews
    .open()
    .map(({ kind, a, b, weight, priority }) =>
      [kind, ...[a.key, b.key].sort(), weight, priority].join(' '),
    )
    .sort();
}

/** Another version that says less. */
const renewed = (subject: Subject): Subject => ({ ...subject, recordVersion: 2, phones: [] });

const hasNobodyLeft = (memory: Memory) =>
  memory.reviews.open().every(({ kind }) => kind !== 'left-person');

describe('any history of records', () => {
  it('asks afterwards what there is to ask, one question per pair of persons', () => {
    fc.assert(
      fc.property(subjects, fc.nat(), fc.nat(), (all, m, n) => {
        const gone = { ...all[m % all.length]!, recordVersion: 2, state: 'withdrawn' as const };
        const other = all[n % all.length]!;
        const corrected = { ...all[0]!, recordKey: other.recordKey, recordVersion: 3 };
        const memory = aMemory();
        const sources = new Map<string, Described>();
        for (const command of commandsOf([...all, gone, corrected])) {
          step(memory, command, sources);
          expect(wrongReviews(memory)).toEqual([]);
        }
        const pairs = memory.reviews.open().map(({ low, high }) => `${low} ${high}`);
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
      { ...runs, numRuns: 25 },
    );
  });

  it('asks and tells the same wherever a batch of steps ends', () => {
    fc.assert(
      fc.property(subjects, fc.nat({ max: 6 }), (all, size) => {
        const commands = [...commandsOf(all), ...commandsOf(all.map(renewed))];
        const [stepwise, batched] = [aMemory(), aMemory()];
        const told = commands.flatMap((one) => step(stepwise, one, new Map()).reviewNews);
        const news = Array.from({ length: Math.ceil(commands.length / (size + 1)) }, (_, nth) => {
          const changes = new Changes();
          for (const command of commands.slice(nth * (size + 1), (nth + 1) * (size + 1))) {
            const seq = batched.lastStep + 1;
            resolve(batched, command, { seq, secret: 's', sources: new Map() }, changes);
          }
          for (const [id, task] of changes.reviews) {
            if (task.state === 'open') expect(batched.reviews.open()).toContain(task);
            expect(task.id).toBe(id);
          }
          return changes.reviewNews;
        });
        const plain = (all: readonly ReviewNews[]) =>
          all.map(({ is, task: { id, kind, version, state, priority, low, high } }) =>
            [is, id, kind, version, state, priority, low, high].join(' '),
          );
        expect(plain(news.flat())).toEqual(plain(told));
        expect(questions(batched)).toEqual(questions(stepwise));
        expect(ids(batched)).toEqual(ids(stepwise));
      }),
      { ...runs, numRuns: 25 },
    );
  });

  it('ends in the same persons, and the same questions, in whatever order it comes', () => {
    const shuffled = subjects.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const [one, two] = [resolved(commandsOf(all)), resolved(commandsOf(other))];
        expect(partition(two)).toEqual(partition(one));
        if (hasNobodyLeft(one) && hasNobodyLeft(two)) {
          expect(questions(two)).toEqual(questions(one));
        }
      }),
      runs,
    );
  });

  it('leaves what would come out anew when records repeat what others have said', () => {
    fc.assert(
      fc.property(subjects, fc.array(fc.nat(), { maxLength: 8 }), (all, repeats) => {
        const again = repeats.map((at, no) => {
          const said = all[at % all.length]!;
          return { ...said, recordKey: `${['fire/epcr', 'police/nibrs'][no % 2]}/${no}` };
        });
        const memory = aMemory();
        const sources = new Map<string, Described>();
        for (const command of commandsOf([...all, ...again])) {
          sources.set(command.recordKey, command);
          step(memory, command, new Map());
          expect(wrongReviews(memory)).toEqual([]);
        }
        expect(differences(memory, engine, sources.values())).toEqual([]);
      }),
      runs,
    );
  });

  it('is not changed by repeats and by versions that come late', () => {
    fc.assert(
      fc.property(subjects, (all) => {
        const commands = commandsOf(all);
        const memory = resolved(commands);
        const before = ids(memory);
        for (const command of commands) {
          const changes = step(memory, command, new Map());
          expect(changes.assignments).toEqual([]);
          expect(changes.reviewNews).toEqual([]);
        }
        expect(ids(memory)).toEqual(before);
      }),
      runs,
    );
  });

  it('ends as if a withdrawn record had never been there', () => {
    fc.assert(
      fc.property(subjects, fc.nat(), (all, at) => {
        const gone = all[at % all.length]!;
        const left = all.filter((subject) => subject !== gone);
        const withdrawn = { ...gone, recordVersion: 2, state: 'withdrawn' as const };
        expect(partition(resolved(commandsOf([...all, withdrawn])))).toEqual(
          partition(resolved(commandsOf(left))),
        );
      }),
      runs,
    );
  });

  it.each(['same', 'different'] as const)(
    'comes back, ids included, when a %s judgement is revoked',
    (verdict) => {
      fc.assert(
        fc.property(subjects, fc.nat(), fc.nat(), (all, m, n) => {
          const [left, right] = [all[m % all.length]!.recordKey, all[n % all.length]!.recordKey];
          fc.pre(left !== right);
          const commands = commandsOf(all);
          const sources = new Map<string, Described>();
          const memory = resolved(commands);
          for (const command of commands) sources.set(command.recordKey, command);
          const before = [ids(memory), partition(memory)];
          const asked = questions(memory).filter((one) => !one.startsWith('left-person'));

          const at = '2026-03-02T09:00:00.000Z';
          const judgement = {
            judgementId: '0f14e45f-ceea-467f-ab3f-0d6b2f3c9a11',
            verdict,
            left: [left],
            right: [right],
            actor: 'nora',
            actorKind: 'user' as const,
            reason: 'she knows',
            at,
          };
          step(memory, { kind: 'judgement', judgement }, sources);
          const [a, b] = [left, right].map((key) => memory.records.get(key)!.personId);
          expect(a === b).toBe(verdict === 'same');
          const { judgementId } = judgement;
          step(
            memory,
            { kind: 'revocation', judgementId, actor: 'gus', reason: 'no', at },
            sources,
          );
          expect([ids(memory), partition(memory)]).toEqual(before);
          expect(questions(memory)).toEqual(expect.arrayContaining(asked));
          expect(wrongReviews(memory)).toEqual([]);
        }),
        runs,
      );
    },
  );

  it('tells of every record whose person or confidence changed, and of no other', () => {
    fc.assert(
      fc.property(subjects, (all) => {
        const memory = aMemory();
        const sources = new Map<string, Described>();
        for (const command of commandsOf(all)) {
          const before = new Map(
            [...memory.records.values()].map(({ key, personId, confidence }) => [
              key,
              `${personId} ${confidence}`,
            ]),
          );
          const changes = step(memory, command, sources);
          const moved = [...memory.records.values()]
            .filter(
              ({ key, personId, confidence }) => before.get(key) !== `${personId} ${confidence}`,
            )
            .map(({ key }) => key);
          expect(changes.assignments.map(({ data }) => data.recordKey).sort()).toEqual(
            moved.sort(),
          );
        }
      }),
      runs,
    );
  });
});
