import type { FieldError, Field, PushedRecord, RecordKind } from '@continuum/contracts';
import { fault, type RejectCode } from './rejection.js';

/** One thing wrong with a row's form: where, and which rule of the contract it broke. */
export interface ShapeProblem {
  /** JSON pointer of what is wrong, or of the object that lacks or has too much. */
  readonly path: string;
  readonly rule: string;
  /** The member that is missing or unknown. */
  readonly member?: string | undefined;
}

/** A row as far as it can be read. What was optional and unreadable is kept aside for the owner. */
export interface Readable {
  readonly row: PushedRecord;
  readonly unreadable: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
  readonly errors: readonly FieldError[];
}

/** Required or structural: the row is rejected. Optional: the field is taken out and a flag says so. */
export function readShape(
  row: PushedRecord,
  kind: RecordKind,
  problems: readonly ShapeProblem[],
): Readable {
  if (problems.length === 0) return { row, unreadable: {}, flags: [], errors: [] };
  const mended = structuredClone(row);
  const [errors, flags]: [FieldError[], Set<string>] = [[], new Set()];
  const unreadable: Record<string, unknown> = {};
  for (const problem of outermost(problems)) {
    const error = errorOf(problem, kind, row.status === 'voided');
    if (error) errors.push(error);
    else if (isOptional(problem, kind)) flags.add(takeOut(problem, mended, kind, unreadable));
  }
  return { row: mended, unreadable, flags: [...flags], errors };
}

function errorOf(problem: ShapeProblem, kind: RecordKind, isVoid: boolean): FieldError | undefined {
  const { path, rule, member } = problem;
  if (rule === 'additionalProperties') return fault(pointer(path, member), unknownField(member));
  if (rule === 'required' && isVoid && (path === '/body' || member === 'body')) return undefined;
  if (isOptional(problem, kind)) return undefined;
  if (rule === 'required') return fault(pointer(path, member), 'MISSING_REQUIRED');
  return fault(path || '/', codeOf(problem));
}

/** Fields of the body that are not required, and anything within the subject. */
function isOptional({ path, rule, member }: ShapeProblem, kind: RecordKind): boolean {
  const [, part, name] = path.split('/');
  if (part === 'subject') return name !== undefined;
  if (part !== 'body') return false;
  const field = fieldAt(kind, name ?? (rule === 'required' ? member : undefined));
  return field !== undefined && !field.required;
}

function codeOf({ path, rule }: ShapeProblem): RejectCode {
  if (path === '/recordId') return rule === 'type' ? 'BAD_TYPE' : 'BAD_KEY';
  if (rule === 'type' || rule === 'anyOf') return 'BAD_TYPE';
  if (rule === 'minItems') return 'MISSING_REQUIRED';
  if (rule === 'maxLength' || rule === 'maxItems') return 'TOO_LARGE';
  if (/(^a|A|^o|O)[tn]$/.test(path.split('/').at(-1) ?? '')) return 'BAD_DATE';
  return rule === 'pattern' || rule === 'enum' ? 'UNKNOWN_CODE' : 'BAD_TYPE';
}

/** Notes of a counsellor are refused whatever the column is called. */
const unknownField = (member = ''): RejectCode =>
  /notes?$|itemAnswers|^answers$/i.test(member) ? 'NOTES_NOT_ACCEPTED' : 'UNKNOWN_FIELD';

function takeOut(
  problem: ShapeProblem,
  row: PushedRecord,
  kind: RecordKind,
  unreadable: Record<string, unknown>,
): string {
  const [part = '', name = '', ...rest] = problem.path.slice(1).split('/');
  const holder = (row as unknown as Record<string, Record<string, unknown>>)[part] ?? {};
  if (part === 'subject') return takeOutOfSubject(holder, name, rest);
  unreadable[name] ??= holder[name];
  const limit = cutLimit(fieldAt(kind, name), problem.rule);
  const value = holder[name];
  if (limit !== undefined && typeof value === 'string') {
    holder[name] = value.slice(0, limit);
    return 'text_cut';
  }
  delete holder[name];
  return ['enum', 'pattern'].includes(problem.rule) ? 'unmapped_code' : 'field_unreadable';
}

/** One bad telephone number costs no other. */
function takeOutOfSubject(subject: Record<string, unknown>, name: string, [nth]: string[]): string {
  const list = subject[name];
  if (Array.isArray(list) && nth !== undefined) subject[name] = list.with(Number(nth), undefined);
  else delete subject[name];
  return name === 'birthDates' ? 'dob_implausible' : 'field_unreadable';
}

function cutLimit(field: Field | undefined, rule: string): number | undefined {
  if (field?.to !== 'owner' || rule !== 'maxLength') return undefined;
  const { maxLength, pattern } = field.schema as { maxLength?: number; pattern?: string };
  return pattern === undefined ? maxLength : undefined;
}

/** A union tells of each branch that failed: the whole is enough. */
function outermost(problems: readonly ShapeProblem[]): ShapeProblem[] {
  const unions = problems.filter(({ rule }) => rule === 'anyOf').map(({ path }) => path);
  const within = ({ path, rule }: ShapeProblem) =>
    rule !== 'anyOf' && unions.some((union) => path === union || path.startsWith(`${union}/`));
  return problems.filter((problem) => !within(problem));
}

const fieldAt = (kind: RecordKind, name: string | undefined): Field | undefined =>
  name !== undefined && Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;

/** A member's name is repeated only if it looks like one: it came from outside. */
const pointer = (path: string, member = '') =>
  /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(member) ? `${path}/${member}` : path || '/';
