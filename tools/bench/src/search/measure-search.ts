import { search, type Memory, type PreparationLists } from '@continuum/identity-service';
import type { SearchPersons, SearchScope, Subject } from '@continuum/contracts';
import { percentiles } from '../latency.js';
import { KINDS, knownOf } from './asked.js';

const ELEMENTS = ['name', 'birthDate', 'identifier', 'phone', 'address'];

interface Search {
  readonly ms: number;
  /** Of this thread: what others do on the machine hardly counts. */
  readonly cpuMs: number;
  readonly isFound: boolean;
  readonly hasNoAnswer: boolean;
}

/** Asks for people by what one of their records says, in every way that a record says enough for. */
export function measureSearch(
  memory: Memory,
  subjects: readonly Subject[],
  lists: PreparationLists,
) {
  const scope = scopeOf(subjects);
  const byKind = new Map<string, Search[]>(Object.keys(KINDS).map((kind) => [kind, []]));
  for (const subject of subjects) {
    const known = knownOf(subject);
    if (known.given === '' || known.family.length < 4) continue;
    for (const [kind, ask] of Object.entries(KINDS)) {
      const sought = ask(known);
      if (sought) byKind.get(kind)!.push(once(memory, sought, subject.recordKey, { scope, lists }));
    }
  }
  const kinds = [...byKind].map(([kind, searches]) => [kind, figuresOf(searches)] as const);
  return { ...figuresOf([...byKind.values()].flat()), kinds: Object.fromEntries(kinds) };
}

function once(
  memory: Memory,
  sought: SearchPersons,
  recordKey: string,
  { scope, lists }: { readonly scope: SearchScope; readonly lists: PreparationLists },
): Search {
  const started = performance.now();
  const before = process.threadCpuUsage();
  const { candidates, narrow } = search(memory, sought, scope, lists);
  const { user, system } = process.threadCpuUsage(before);
  return {
    ms: performance.now() - started,
    cpuMs: (user + system) / 1_000,
    isFound: candidates.some(({ recordKeys }) => recordKeys.includes(recordKey)),
    hasNoAnswer: narrow !== undefined,
  };
}

function figuresOf(searches: readonly Search[]) {
  const share = (of: (one: Search) => boolean) => searches.filter(of).length / searches.length;
  return {
    searches: searches.length,
    ms: percentiles(searches.map(({ ms }) => ms)),
    cpuMs: percentiles(searches.map(({ cpuMs }) => cpuMs)),
    shareFound: share(({ isFound }) => isFound),
    shareToldToNarrow: share(({ hasNoAnswer }) => hasNoAnswer),
  };
}

function scopeOf(subjects: readonly Subject[]): SearchScope {
  const datasets = [...new Set(subjects.map(({ dataset }) => dataset))];
  const elements = datasets.flatMap((dataset) => ELEMENTS.map((one) => `${dataset}.${one}`));
  return { datasets, labels: ['LOCAL_CH'], elements };
}
