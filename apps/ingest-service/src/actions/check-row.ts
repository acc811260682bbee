import { recordKinds, type PushedRecord } from '@continuum/contracts';
import { checkRecord } from '../domain/record/check-record.js';
import type { CheckedRecord } from '../domain/record/checked-record.js';
import { asRow, refusalsOf, wordOf } from '../domain/record/refusals.js';
import { fault, rejection, type Rejection } from '../domain/record/rejection.js';
import type { City, Source } from '../domain/source.js';
import { shapeProblems } from './record-shape.js';

const DEEPEST = 20;
/** Of what is nested without end not even the row is kept: whoever writes it down falls into it. */
const TOO_DEEP: Rejection = { ...rejection(null, [fault('/', 'TOO_LARGE')]), isDiscarded: true };

/** The path of a row from the door to the queue: refusals, shape, and everything that can be said of it alone. */
export function checkRow(
  row: unknown,
  source: Source,
  city: City,
  now: Date,
): CheckedRecord | Rejection {
  const checked = judgeRow(row, source, city, now);
  return 'errors' in checked && isDeep(row, DEEPEST) ? TOO_DEEP : checked;
}

function judgeRow(row: unknown, source: Source, city: City, now: Date): CheckedRecord | Rejection {
  const refusals = refusalsOf(asRow(row), source);
  if (refusals.length > 0) return rejection(row, refusals);
  const name = wordOf(asRow(row)['kind']);
  const kind = recordKinds.get(name);
  if (!kind) return rejection(row, [fault('/kind', name ? 'UNKNOWN_CODE' : 'MISSING_REQUIRED')]);
  if (!source.kinds.includes(kind.kind)) {
    return rejection(row, [fault('/kind', 'KIND_NOT_ALLOWED')]);
  }
  const problems = shapeProblems(kind.kind, row);
  if (problems.length > 0 && isDeep(row, DEEPEST)) return TOO_DEEP;
  return checkRecord(row as PushedRecord, problems, { kind, source, city, now });
}

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1));
}
