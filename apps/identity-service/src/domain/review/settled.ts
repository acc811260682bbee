import { namedBy, type Description, type LinkedRecord, type Memory } from '../resolution/memory.js';

/** A person and the descriptions of the records now linked to it. */
export interface PersonNow {
  readonly personId: string;
  readonly descriptions: readonly Description[];
}

/** What judgements in force say about these persons: nobody is asked it again. */
export class Settled {
  /** Person → those who have been called somebody else. */
  private readonly apart: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    private readonly memory: Memory,
    persons: readonly PersonNow[],
  ) {
    const known = memory.judged.size === 0 ? [] : persons;
    this.apart = new Map(
      known.map(({ personId, descriptions }) => [
        personId,
        calledApart(
          memory,
          descriptions.flatMap(({ records }) => records),
        ),
      ]),
    );
  }

  /** Two persons some of whose records were called different; one person whose two descriptions were called the same. */
  has(a: Description, b: Description): boolean {
    const [left, right] = [a.records[0]?.personId ?? '', b.records[0]?.personId ?? ''];
    if (left === right) return isCalledSame(this.memory, a, b);
    return (
      (this.apart.get(left)?.has(right) ?? false) || (this.apart.get(right)?.has(left) ?? false)
    );
  }
}

function calledApart(
  { judged, judgements, records: known }: Memory,
  records: readonly LinkedRecord[],
): ReadonlySet<string> {
  const apart = new Set<string>();
  for (const { key } of records) {
    for (const id of judged.get(key) ?? []) {
      const judgement = judgements.get(id);
      if (judgement?.verdict !== 'different') continue;
      for (const other of judgement.left.includes(key) ? judgement.right : judgement.left) {
        const personId = known.get(other)?.personId;
        if (personId) apart.add(personId);
      }
    }
  }
  return apart;
}

function isCalledSame({ judged, judgements }: Memory, a: Description, b: Description): boolean {
  return a.records.some(({ key }) =>
    [...(judged.get(key) ?? [])].some((id) => {
      const judgement = judgements.get(id);
      if (judgement?.verdict !== 'same') return false;
      const named = namedBy(judgement);
      return b.records.some((record) => named.includes(record.key));
    }),
  );
}
