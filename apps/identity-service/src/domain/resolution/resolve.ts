import { sourceJudgementId } from '../persons/deterministic-id.js';
import type { Changes, SubjectVersion } from './changes.js';
import type { Command, Judgement, SubjectCommand } from './command.js';
import { reach } from './components.js';
import { describe, type Described } from './describe.js';
import { namedBy, type Description, type LinkedRecord, type Memory } from './memory.js';
import { join } from './join.js';
import { regroup, type Regrouping } from './regroup.js';

export interface Step {
  readonly seq: number;
  readonly secret: string;
  /** Features of records that a statement may set apart, by record key. */
  readonly sources: Map<string, Described>;
}

/** One command, one step: who is whose afterwards, and what must be written to say so. */
export function resolve(memory: Memory, command: Command, step: Step, changes: Changes): void {
  memory.lastStep = step.seq;
  switch (command.kind) {
    case 'subject':
      return resolveSubject(memory, command, step, changes);
    case 'judgement':
      return resolveStatements(memory, step, changes, {
        applied: memory.judgements.has(command.judgement.judgementId) ? [] : [command.judgement],
        revoked: [],
      });
    case 'revocation': {
      const judgement = memory.judgements.get(command.judgementId);
      if (!judgement) return;
      const { judgementId, actor, reason, at } = command;
      changes.revocations.push({ judgementId, actor, reason, at });
      return resolveStatements(memory, step, changes, { applied: [], revoked: [judgement] });
    }
  }
}

/** Record keys whose features the resolver must have at hand before these commands. */
export function keysNeeded(memory: Memory, commands: readonly Command[]): string[] {
  const keys = commands.flatMap((command) => {
    if (command.kind === 'judgement') return namedBy(command.judgement);
    if (command.kind === 'revocation') {
      const judgement = memory.judgements.get(command.judgementId);
      return judgement ? namedBy(judgement) : [];
    }
    const declared = declaredBy(memory, command.recordKey);
    return [...command.sameAs, ...declared.flatMap(namedBy)];
  });
  return [...new Set(keys)];
}

function resolveSubject(memory: Memory, command: SubjectCommand, step: Step, changes: Changes) {
  const known = memory.records.get(command.recordKey);
  if (known && known.version >= command.recordVersion) return;

  const record = known ?? newRecord(memory, command);
  const isRelabelled = isLabelledAnew(known, command);
  const cause = causeOf(known, command);
  const left = record.description;
  Object.assign(record, currentOf(command));
  changes.records.add(record);
  if (command.state === 'present') step.sources.set(record.key, command);

  const statements = statementsOf(memory, command);
  const dirty = new Set(left ? reach(memory, [left]).add(left) : []);
  const touched = changeStatements(memory, statements, step, changes, dirty);
  const target = targetOf(memory, command, changes);
  move(record, target);
  changes.openVersion(versionOf(record, step), known !== undefined);
  if (command.state === 'erased') changes.erased.push(record.no);
  if (left === target && touched === 0 && !isRelabelled) return;

  const regrouping: Regrouping = {
    step: step.seq,
    secret: step.secret,
    cause,
    moved: left === target ? [] : [record],
    resent: isRelabelled ? [record] : [],
  };
  if (canJoin(known, touched) && join(memory, record, regrouping, changes)) return;
  // What it hangs together with now is reached from it.
  regroup(memory, target ? dirty.add(target) : dirty, regrouping, changes);
}

const targetOf = (memory: Memory, command: SubjectCommand, changes: Changes) =>
  command.state === 'present' ? describe(memory, command, changes) : null;

/** It is new, and nobody has said anything that concerns it. */
const canJoin = (known: LinkedRecord | undefined, touched: number) =>
  known === undefined && touched === 0;

interface Statements {
  readonly applied: readonly Judgement[];
  readonly revoked: readonly Judgement[];
}

const NOTHING_SAID: Statements = { applied: [], revoked: [] };

function resolveStatements(memory: Memory, step: Step, changes: Changes, statements: Statements) {
  const dirty = new Set<Description>();
  const touched = changeStatements(memory, statements, step, changes, dirty);
  const [judgement] = [...statements.applied, ...statements.revoked];
  if (touched === 0 || !judgement) return;
  regroup(
    memory,
    dirty,
    {
      step: step.seq,
      secret: step.secret,
      cause: 'judgement',
      judgementId: judgement.judgementId,
      moved: [],
      resent: [],
    },
    changes,
  );
}

/** Applies and revokes, sets the named records apart or back, and gathers all descriptions that may regroup. */
function changeStatements(
  memory: Memory,
  { applied, revoked }: Statements,
  step: Step,
  changes: Changes,
  dirty: Set<Description>,
): number {
  if (applied.length === 0 && revoked.length === 0) return 0;
  const keys = new Set([...applied, ...revoked].flatMap(namedBy));
  const named = [...keys].flatMap((key) => memory.records.get(key) ?? []);
  const described = named.filter(({ description }) => description !== null);
  const gather = () => {
    const own = described.flatMap(({ description }) => description ?? []);
    for (const description of own) dirty.add(description);
    for (const description of reach(memory, own)) dirty.add(description);
  };
  gather();
  for (const judgement of revoked) memory.revokeJudgement(judgement);
  for (const judgement of applied) {
    memory.applyJudgement(judgement);
    changes.judgements.push(judgement);
  }
  for (const record of described) {
    const source = step.sources.get(record.key);
    if (!source) continue;
    const target = describe(memory, source, changes);
    if (target === record.description) continue;
    move(record, target);
    changes.openVersion(versionOf(record, step), true);
    changes.records.add(record);
  }
  gather();
  return named.length;
}

export function versionOf(
  { no, version, description }: LinkedRecord,
  { seq }: Pick<Step, 'seq'>,
): SubjectVersion {
  return {
    recordNo: no,
    version,
    descriptionNo: description?.no ?? null,
    fromStep: seq,
    toStep: null,
  };
}

export function move(record: LinkedRecord, target: Description | null): void {
  const { description } = record;
  if (description === target) return;
  description?.records.splice(description.records.indexOf(record), 1);
  target?.records.push(record);
  record.description = target;
}

/** What a source declares of its records counts as a statement, revoked when a newer version drops it. */
function statementsOf(memory: Memory, { recordKey, sameAs, state }: SubjectCommand): Statements {
  if (sameAs.length === 0 && memory.judged.size === 0) return NOTHING_SAID;
  const wanted = new Map(
    (state === 'present' ? sameAs : []).map((other) => [
      sourceJudgementId(recordKey, other),
      other,
    ]),
  );
  const declared = declaredBy(memory, recordKey);
  const at = '1970-01-01T00:00:00.000Z';
  return {
    revoked: declared.filter(({ judgementId }) => !wanted.has(judgementId)),
    applied: [...wanted]
      .filter(([judgementId]) => !memory.judgements.has(judgementId))
      .map(([judgementId, other]) => ({
        judgementId,
        verdict: 'same',
        left: [recordKey],
        right: [other],
        actor: recordKey.split('/').slice(0, 2).join('/'),
        actorKind: 'source',
        reason: 'declared_by_source',
        at,
      })),
  };
}

function declaredBy(memory: Memory, recordKey: string): Judgement[] {
  return [...(memory.judged.get(recordKey) ?? [])]
    .flatMap((id) => memory.judgements.get(id) ?? [])
    .filter(({ actorKind, left }) => actorKind === 'source' && left[0] === recordKey);
}

function newRecord(memory: Memory, { recordKey }: SubjectCommand): LinkedRecord {
  const record: LinkedRecord = {
    no: memory.recordsByNo.length,
    key: recordKey,
    version: 0,
    department: '',
    dataset: '',
    labels: [],
    state: 'withdrawn',
    hash: null,
    description: null,
    personId: null,
    formerPersonId: null,
    confidence: 'confirmed',
    linkVersion: 0,
  };
  memory.addRecord(record);
  return record;
}

function currentOf(command: SubjectCommand) {
  const { recordVersion, department, dataset, labels, state, hash } = command;
  const kept = state === 'erased' ? null : hash;
  return { version: recordVersion, department, dataset, labels, state, hash: kept };
}

function causeOf(known: LinkedRecord | undefined, { state }: SubjectCommand) {
  if (state !== 'present') return 'withdrawn';
  return known ? 'changed-record' : 'new-record';
}

function isLabelledAnew(known: LinkedRecord | undefined, { dataset, labels }: SubjectCommand) {
  if (!known) return false;
  const isSameLabels =
    JSON.stringify(known.labels.toSorted()) === JSON.stringify(labels.toSorted());
  return known.dataset !== dataset || !isSameLabels;
}
