import type { Label } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { Judgement } from '../domain/resolution/command.js';
import {
  Memory,
  type Description,
  type Engine,
  type LinkedRecord,
} from '../domain/resolution/memory.js';
import type { Person } from '../domain/persons/person.js';
import type { Features } from '../domain/preparation/features.js';
import { toReviewTask, type ReviewTaskRow } from './review-task.mapping.js';

const NOTHING: Features = {
  names: [],
  birthDates: [],
  trusted: [],
  ssn4: [],
  departmentPersons: [],
  addresses: [],
  phones: [],
  emails: [],
  attributes: [],
  isNameless: true,
};
const CHUNK = 20_000;

/** Makes a description that is in the book findable; it may score it as well. */
type Enter = (memory: Memory, description: Description) => void;

/**
 * Everything the resolver knows, from its tables. One transaction sees one state of them.
 * @param rescore scores each description anew, where the edges of the tables are another model's.
 */
export async function loadMemory(
  engine: Engine,
  tx: EntityManager,
  rescore?: Enter,
): Promise<Memory> {
  await tx.query('SET LOCAL statement_timeout = 0');
  await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  const memory = new Memory(engine);
  await loadDescriptions(memory, tx, rescore);
  if (!rescore) await loadEdges(memory, 0, tx);
  await loadPersons(memory, tx);
  await loadRecords(memory, tx);
  await loadJudgements(memory, tx);
  await loadReviews(memory, tx);
  const [last]: { step: string }[] = await tx.query(
    'SELECT coalesce(max(seq), 0) AS step FROM step',
  );
  memory.lastStep = Number(last?.step ?? 0);
  return memory;
}

interface DescriptionRow {
  readonly no: number;
  readonly hash: string;
  readonly features: Features;
  readonly is_unlinkable: boolean;
}

/** Those that are not known yet. The place in the book is the number in the table: what was erased leaves an empty place. */
export async function loadDescriptions(
  memory: Memory,
  tx: EntityManager,
  put: Enter = enter,
): Promise<void> {
  const rows = chunks<DescriptionRow>(
    tx,
    'SELECT no, hash, features, is_unlinkable FROM description WHERE no > $1 ORDER BY no LIMIT $2',
    ({ no }) => no,
    memory.book.size - 1,
  );
  for await (const { no, hash, features, is_unlinkable } of rows) {
    while (memory.book.size < no) addErased(memory);
    const description = { no, hash, isUnlinkable: is_unlinkable, records: [], isErased: false };
    memory.addDescription(description, features);
    put(memory, description);
  }
}

function enter(memory: Memory, { no, isUnlinkable }: Description): void {
  if (!isUnlinkable) memory.index.add(no, memory.keysOf(no));
}

function addErased(memory: Memory): void {
  const no = memory.book.add(NOTHING);
  memory.descriptions[no] = { no, hash: '', isUnlinkable: true, records: [], isErased: true };
}

type Column = readonly number[] | null;

/**
 * Pairs whose later description is one of these: an edge is written when that one is new. Columns make fewer objects
 * than rows.
 */
export async function loadEdges(memory: Memory, first: number, tx: EntityManager): Promise<void> {
  for (let from = first; from < memory.book.size; from += CHUNK) {
    const [columns]: { a: Column; b: Column; weight: Column; pattern: Column }[] = await tx.query(
      `SELECT json_agg(a) AS a, json_agg(b) AS b, json_agg(weight) AS weight, json_agg(pattern) AS pattern
         FROM edge WHERE b >= $1 AND b < $2`,
      [from, from + CHUNK],
    );
    const { a, b, weight, pattern } = columns!;
    if (!a || !b || !weight || !pattern) continue;
    for (let at = 0; at < a.length; at += 1) {
      memory.edges.add(a[at]!, b[at]!, weight[at]!, pattern[at]!);
    }
  }
}

export interface PersonRow {
  readonly id: string;
  readonly status: Person['status'];
  readonly merged_into: string | null;
  readonly version: number;
  readonly founding_record: number;
  readonly created_step: string;
  readonly changed_step: string;
}

async function loadPersons(memory: Memory, tx: EntityManager): Promise<void> {
  const rows: PersonRow[] = await tx.query('SELECT * FROM person');
  for (const row of rows) memory.persons.set(row.id, toPerson(row));
  const left: { person_id: string; records: number[] }[] = await tx.query(
    `SELECT person_id, array_agg(record_no) AS records
       FROM membership JOIN person ON person.id = person_id AND to_step = changed_step
      WHERE status <> 'active' GROUP BY person_id`,
  );
  for (const { person_id, records } of left) {
    memory.remember(memory.persons.get(person_id)!, records);
  }
}

export const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  status: row.status,
  mergedInto: row.merged_into,
  version: row.version,
  foundingRecord: row.founding_record,
  createdStep: Number(row.created_step),
  changedStep: Number(row.changed_step),
  recordCount: 0,
});

export interface SubjectRow {
  readonly record_no: number;
  readonly record_key: string;
  readonly version: number;
  readonly department: string;
  readonly dataset: string;
  readonly labels: Label[];
  readonly state: LinkedRecord['state'];
  readonly content_hash: string | null;
  readonly description_no: number | null;
  readonly link_version: number;
  readonly person_id: string | null;
  readonly former_person_id: string | null;
  readonly confidence: LinkedRecord['confidence'] | null;
}

/** Subjects with whose they are now. */
export const LINKED = `
  SELECT subject.*, link.person_id, link.confidence FROM subject
    LEFT JOIN membership AS link ON link.record_no = subject.record_no AND to_step IS NULL`;
/** Former persons are looked for once, not record by record: most have none. */
async function loadRecords(memory: Memory, tx: EntityManager): Promise<void> {
  const rows = chunks<Omit<SubjectRow, 'former_person_id'>>(
    tx,
    `${LINKED} WHERE subject.record_no > $1 ORDER BY subject.record_no LIMIT $2`,
    ({ record_no }) => record_no,
  );
  for await (const row of rows) addRecord(memory, { ...row, former_person_id: null });
  const former: { record_no: number; person_id: string }[] = await tx.query(
    `SELECT DISTINCT ON (past.record_no) past.record_no, past.person_id
       FROM membership AS past
       LEFT JOIN membership AS link ON link.record_no = past.record_no AND link.to_step IS NULL
      WHERE past.to_step IS NOT NULL AND past.person_id IS DISTINCT FROM link.person_id
      ORDER BY past.record_no, past.from_step DESC`,
  );
  for (const { record_no, person_id } of former) {
    memory.recordsByNo[record_no]!.formerPersonId = person_id;
  }
}

/** In place of what was known of it, if anything was. */
export function addRecord(memory: Memory, row: SubjectRow): void {
  const description =
    row.description_no === null ? null : (memory.descriptions[row.description_no] ?? null);
  const known = memory.records.get(row.record_key);
  if (known) removeRecord(memory, known);
  const now: LinkedRecord = {
    no: row.record_no,
    key: row.record_key,
    version: row.version,
    department: row.department,
    dataset: row.dataset,
    labels: row.labels,
    state: row.state,
    hash: row.content_hash,
    description,
    personId: row.person_id,
    formerPersonId: row.former_person_id,
    confidence: row.confidence ?? 'confirmed',
    linkVersion: row.link_version,
  };
  // Reviews hold on to the record itself.
  const record = known ? Object.assign(known, now) : now;
  memory.addRecord(record);
  description?.records.push(record);
  const person = memory.persons.get(record.personId ?? '');
  if (person) person.recordCount += 1;
}

function removeRecord({ persons }: Memory, record: LinkedRecord): void {
  const { description, personId } = record;
  description?.records.splice(description.records.indexOf(record), 1);
  const person = persons.get(personId ?? '');
  if (person) person.recordCount -= 1;
}

interface JudgementRow extends Omit<Judgement, 'at'> {
  readonly at: Date;
}

async function loadJudgements(memory: Memory, tx: EntityManager): Promise<void> {
  const rows: JudgementRow[] = await tx.query(
    `SELECT id AS "judgementId", verdict, actor, actor_kind AS "actorKind", reason, made_at AS at,
            coalesce(array_agg(record_key ORDER BY place) FILTER (WHERE side = 'left'), '{}') AS "left",
            coalesce(array_agg(record_key ORDER BY place) FILTER (WHERE side = 'right'), '{}') AS "right"
       FROM judgement JOIN judgement_record ON judgement_id = id
      WHERE revoked_at IS NULL GROUP BY id`,
  );
  for (const { at, ...judgement } of rows) {
    memory.applyJudgement({ ...judgement, at: at.toISOString() });
  }
}

async function loadReviews(memory: Memory, tx: EntityManager): Promise<void> {
  const rows: ReviewTaskRow[] = await tx.query(
    "SELECT * FROM review_task WHERE state <> 'overtaken'",
  );
  for (const row of rows) memory.reviews.put(toReviewTask(row, memory));
}

async function* chunks<Row>(
  tx: EntityManager,
  sql: string,
  numberOf: (row: Row) => number,
  after = -1,
) {
  let last = after;
  for (;;) {
    const rows: Row[] = await tx.query(sql, [last, CHUNK]);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < CHUNK) return;
    last = numberOf(end);
  }
}
