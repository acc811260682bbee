import type { EntityManager } from 'typeorm';
import type { Judgement } from '../domain/resolution/command.js';
import type { Memory } from '../domain/resolution/memory.js';
import {
  addRecord,
  LINKED,
  loadDescriptions,
  loadEdges,
  toPerson,
  type PersonRow,
  type SubjectRow,
} from './memory.loader.js';
import { toReviewTask, type ReviewTaskRow } from './review-task.mapping.js';

/** Brings a memory up to the last committed step, from what the steps since have written. One transaction sees one state. */
export async function followSteps(memory: Memory, tx: EntityManager): Promise<void> {
  const [last]: { step: string | null }[] = await tx.query('SELECT max(seq) AS step FROM step');
  const [from, to] = [memory.lastStep, Number(last?.step ?? 0)];
  if (from === to) return;
  const firstNew = memory.book.size;
  await loadDescriptions(memory, tx);
  await loadEdges(memory, firstNew, tx);
  await followPersons(memory, from, tx);
  await followRecords(memory, from, tx);
  await followJudgements(memory, from, tx);
  const tasks: ReviewTaskRow[] = await tx.query(
    'SELECT * FROM review_task WHERE changed_step > $1',
    [from],
  );
  for (const row of tasks) memory.reviews.put(toReviewTask(row, memory));
  memory.lastStep = to;
}

async function followPersons(memory: Memory, from: number, tx: EntityManager): Promise<void> {
  const rows: (PersonRow & { left: number[] })[] = await tx.query(
    `SELECT person.*, ARRAY(SELECT record_no FROM membership
                             WHERE person_id = id AND to_step = changed_step) AS left
       FROM person WHERE changed_step > $1`,
    [from],
  );
  for (const { left, ...row } of rows) {
    const known = memory.persons.get(row.id);
    if (known && known.status !== 'active') memory.forget(known);
    const person = { ...toPerson(row), recordCount: known?.recordCount ?? 0 };
    memory.persons.set(row.id, known ? Object.assign(known, person) : person);
    if (person.status !== 'active') memory.remember(person, left);
  }
}

const SUBJECTS = `
  SELECT linked.*, (SELECT person_id FROM membership AS past
                     WHERE past.record_no = linked.record_no AND past.to_step IS NOT NULL
                       AND past.person_id IS DISTINCT FROM linked.person_id
                     ORDER BY past.from_step DESC LIMIT 1) AS former_person_id
    FROM (${LINKED}) AS linked`;

async function followRecords(memory: Memory, from: number, tx: EntityManager): Promise<void> {
  const rows: SubjectRow[] = await tx.query(
    `${SUBJECTS} WHERE record_no IN (SELECT record_no FROM subject_version WHERE from_step > $1
                                    UNION SELECT record_no FROM membership WHERE from_step > $1)
      ORDER BY record_no`,
    [from],
  );
  for (const row of rows) addRecord(memory, row);
  if (rows.some(({ state }) => state === 'erased')) await followErasures(memory, tx);
}

/** Nobody has an erased description: of those that nobody has, the ones that are kept no longer. */
async function followErasures(memory: Memory, tx: EntityManager): Promise<void> {
  const unused = memory.descriptions.filter(
    ({ records, isErased }) => records.length === 0 && !isErased,
  );
  const gone: { no: number }[] = await tx.query(
    `SELECT no FROM unnest($1::int[]) AS unused (no)
      WHERE NOT EXISTS (SELECT FROM description WHERE description.no = unused.no)`,
    [unused.map(({ no }) => no)],
  );
  for (const { no } of gone) memory.erase(no);
}

interface FollowedJudgement extends Omit<Judgement, 'at'> {
  readonly at: Date;
  readonly isRevoked: boolean;
}

/** Those that a step is about, and those that name a record a step is about: its source may have made them. */
async function followJudgements(memory: Memory, from: number, tx: EntityManager): Promise<void> {
  const rows: FollowedJudgement[] = await tx.query(
    `SELECT id AS "judgementId", verdict, actor, actor_kind AS "actorKind", reason, made_at AS at,
            revoked_at IS NOT NULL AS "isRevoked",
            coalesce(array_agg(record_key ORDER BY place) FILTER (WHERE side = 'left'), '{}') AS "left",
            coalesce(array_agg(record_key ORDER BY place) FILTER (WHERE side = 'right'), '{}') AS "right"
       FROM judgement JOIN judgement_record ON judgement_id = id
      WHERE id IN (SELECT ref::uuid FROM step WHERE seq > $1 AND kind <> 'subject'
             UNION SELECT named.judgement_id FROM step
                     JOIN judgement_record AS named ON named.record_key = step.ref
                    WHERE seq > $1 AND kind = 'subject')
      GROUP BY id`,
    [from],
  );
  for (const { at, isRevoked, ...judgement } of rows) {
    const known = memory.judgements.get(judgement.judgementId);
    if (isRevoked && known) memory.revokeJudgement(known);
    if (!isRevoked && !known) memory.applyJudgement({ ...judgement, at: at.toISOString() });
  }
}
