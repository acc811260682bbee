import type { Description, LinkedRecord, Memory } from '../resolution/memory.js';
import type { Held } from '../resolution/turnover.js';
import type { Put, QuestionBook } from './question-book.js';

/** Of each person whose records are now with several: does who left not belong to who stayed? */
export function putDepartures(memory: Memory, held: Held, questions: QuestionBook): void {
  for (const [id, records] of held) {
    const parts = Map.groupBy(
      records.filter(({ personId }) => personId !== null),
      ({ personId }) => personId,
    );
    if (parts.size < 2) continue;
    const home = parts.has(id) ? id : largest(parts);
    const stayed = descriptionsOf(parts.get(home) ?? []);
    for (const [part, gone] of parts) {
      if (part === home) continue;
      const put = closest(memory, stayed, descriptionsOf(gone));
      if (put) questions.put({ kind: 'left-person', ...put });
    }
  }
}

/** The question stands as long as its two records are with two persons. */
export function putStillLeft(
  memory: Memory,
  { a, b }: { readonly a: LinkedRecord; readonly b: LinkedRecord },
  questions: QuestionBook,
): void {
  if (!a.description || !b.description || a.personId === b.personId) return;
  const { weight } = memory.score(a.description.no, b.description.no);
  questions.put({ kind: 'left-person', a: a.description, b: b.description, weight });
}

type Parts = ReadonlyMap<string | null, readonly LinkedRecord[]>;

function largest(parts: Parts): string | null {
  const bySize = [...parts].sort(
    ([a, own], [b, other]) => other.length - own.length || (String(a) < String(b) ? -1 : 1),
  );
  return bySize[0]?.[0] ?? null;
}

const descriptionsOf = (records: readonly LinkedRecord[]) => [
  ...new Set(records.flatMap(({ description }) => description ?? [])),
];

/** The likeliest pair; of equal ones the first by keys. */
function closest(
  memory: Memory,
  left: readonly Description[],
  right: readonly Description[],
): Omit<Put, 'kind'> | undefined {
  const inKeys = (all: readonly Description[]) =>
    all.toSorted((one, other) => (firstKey(one) < firstKey(other) ? -1 : 1));
  let found: Omit<Put, 'kind'> | undefined;
  for (const a of inKeys(left)) {
    for (const b of inKeys(right)) {
      const { weight } = memory.score(a.no, b.no);
      if (!found || weight > found.weight) found = { a, b, weight };
    }
  }
  return found;
}

const firstKey = ({ records }: Description) => records.map(({ key }) => key).sort()[0] ?? '';
