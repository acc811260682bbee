import type { PushedRecord } from '@continuum/contracts';
import { createHash } from 'node:crypto';
import type { Happening } from '../people/life.js';
import { DAY, type TruePerson } from '../people/person.js';
import type { Random } from '../random.js';
import { BODIES, type Common } from './bodies.js';
import type { OnFile } from './copy.js';
import { localDate } from './local-time.js';
import { PROSECUTOR, WRITERS, type Writer } from './writers.js';

/** One record as a department will push it, and when. */
export interface Arrival {
  /** `department/source` */
  readonly feed: string;
  /** ms UTC */
  readonly at: number;
  readonly record: PushedRecord;
  readonly truth: { readonly personId: string; readonly errors: readonly string[] };
}

/** One person whose records departments write, up to `asOf` (ms UTC). */
export interface Written {
  readonly person: TruePerson;
  readonly onFile: OnFile;
  readonly random: Random;
  readonly asOf: number;
}

const HOUR = 3_600_000;

/** What departments write down of one happening: one record, for a booking its charge as well. */
export function recordsOf(
  { person, onFile, random, asOf }: Written,
  happening: Happening,
  nth: number,
): Arrival[] {
  const id = (what: string) => digits(`${person.id}|${happening.kind}|${nth}|${what}`);
  const common = { happening, id, random, asOf };
  const at =
    happening.at +
    (random.chance(0.05) ? 7 * DAY + random.next() * 30 * DAY : random.next() * 20 * HOUR);
  const arrives = (writes: Writer, kind: string, body: Record<string, unknown>): Arrival => {
    const { subject, errors } = onFile.copy(happening.at, writes, random);
    const number = random.chance(writes.numbersPeople) ? { sourcePersonId: ownNumber(writes) } : {};
    return {
      feed: writes.feed,
      at: Math.floor(Math.min(at, asOf)),
      record: { kind, recordId: id(kind), version: 1, ...number, subject, body },
      truth: { personId: person.id, errors },
    };
  };
  // Departments give some people a second number.
  const ownNumber = ({ feed }: Writer) =>
    digits(`${person.id}|${feed}${random.chance(0.06) ? '|again' : ''}`);
  const first = arrives(WRITERS[happening.kind], ...BODIES[happening.kind](common));
  if (happening.kind !== 'booking') return [first];
  return [first, arrives(PROSECUTOR, 'charge', chargeOf(common))];
}

function chargeOf({ happening, id, random, asOf }: Common): Record<string, unknown> {
  return {
    chargeId: `c-${id('charge')}`,
    bookingNo: id('bookingNo'),
    caseNo: `LB${id('caseNo')}`,
    statute: random.pick(['647(f) PC', '602 PC', '11350 HS', '484 PC', '148 PC']),
    level: random.pick(['misdemeanor', 'misdemeanor', 'felony']),
    offenceOn: localDate(happening.at),
    filingDecision: random.pick(['filed', 'filed', 'rejected', 'diverted']),
    filedOn: localDate(Math.min(happening.at + 2 * DAY, asOf)),
  };
}

/** A number printed on paper: says nothing about whose it is. */
const digits = (name: string) =>
  createHash('sha256').update(name).digest('hex').slice(0, 14).toUpperCase();
