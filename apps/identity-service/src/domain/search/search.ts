import type { Candidate, Candidates, SearchPersons, SearchScope } from '@continuum/contracts';
import { DATE, isStatedAge, statedYear, yearIn } from '../matching/description-book.js';
import { prepare, type PreparationLists } from '../preparation/prepare.js';
import { reach } from '../resolution/components.js';
import type { Description, LinkedRecord, Memory } from '../resolution/memory.js';
import { agreementOf, type Agreement } from './agreement.js';
import { asSubject, assertEnough, comparedElements } from './sought.js';

const STRONG = 6_000;
const LIKELY = -2_000;
const POSSIBLE = -8_000;
/** More candidates than this say that the facts are too common to answer with. */
const TOO_MANY = 2_000;
const MOST = 20;

interface Found extends Agreement {
  readonly description: Description;
}

/**
 * People who may be meant, best first. Only records within the scope are compared, so that nothing outside it can
 * raise or hide anybody.
 */
export function search(
  memory: Memory,
  sought: SearchPersons,
  scope: SearchScope,
  lists: PreparationLists,
): Candidates {
  assertEnough(sought);
  const { features } = prepare(asSubject(sought), lists);
  if (features.isNameless) return { candidates: [] };
  const { book, index } = memory;
  const inScope = scopeFor(sought, scope);
  return book.withGuest(features, (guest) => {
    const nos = index.candidates(memory.keysOf(guest));
    const visible = nos.filter((no) => memory.descriptions[no]!.records.some(inScope));
    if (visible.length > TOO_MANY) return { candidates: [], narrow: narrowing(sought) };

    const found = visible
      .filter((no) => isOfAge(memory, no, sought, lists.today))
      .map((no) => ({ description: memory.descriptions[no]!, ...agreementOf(memory, no, guest) }))
      .filter(({ weight }) => weight >= POSSIBLE);
    const best = bestPerPerson(found, inScope).slice(0, sought.limit ?? MOST);
    return { candidates: best.map((one) => candidateOf(memory, one, inScope)) };
  });
}

type InScope = (record: LinkedRecord) => boolean;

/** A record counts only where every sought element of its dataset, and each of its labels, is in the scope. */
function scopeFor(sought: SearchPersons, { datasets, labels, elements }: SearchScope): InScope {
  const compared = comparedElements(sought);
  const open = new Set(
    datasets.filter((dataset) =>
      compared.every((element) => elements.includes(`${dataset}.${element}`)),
    ),
  );
  const allowed = new Set(labels);
  return (record) =>
    record.personId !== null &&
    open.has(record.dataset) &&
    record.labels.every((label) => allowed.has(label));
}

/** By year of birth: who is of unknown age is not ruled out. */
function isOfAge(
  memory: Memory,
  no: number,
  { ageFrom, ageTo }: SearchPersons,
  today: Date,
): boolean {
  if (ageFrom === undefined && ageTo === undefined) return true;
  const { book } = memory;
  const years: number[] = [];
  for (let at = book.from(no, DATE.section); at < book.to(no, DATE.section); at += 1) {
    const cell = book.cells[at]!;
    years.push(isStatedAge(cell) ? statedYear(cell) : yearIn(cell));
  }
  const known = years.filter((year) => year > 0);
  const oldest = today.getUTCFullYear() - (ageTo ?? 130) - 1;
  const youngest = today.getUTCFullYear() - (ageFrom ?? 0);
  return known.length === 0 || known.some((year) => year >= oldest && year <= youngest);
}

function bestPerPerson(found: readonly Found[], inScope: InScope): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    const personId = one.description.records.find(inScope)!.personId!;
    const known = best.get(personId);
    if (!known || known.weight < one.weight) best.set(personId, one);
  }
  return [...best]
    .sort(([a, one], [b, other]) => other.weight - one.weight || (a < b ? -1 : 1))
    .map(([, one]) => one);
}

function candidateOf(
  memory: Memory,
  { description, weight, reasons }: Found,
  inScope: InScope,
): Candidate {
  const personId = description.records.find(inScope)!.personId!;
  return {
    personId,
    weight,
    probability: 1 / (1 + 2 ** (-weight / 1000)),
    band: weight >= STRONG ? 'strong' : weight >= LIKELY ? 'likely' : 'possible',
    reasons,
    recordKeys: recordsOf(memory, description, personId)
      .filter(inScope)
      .map(({ key }) => key)
      .sort(),
  };
}

/** All records of the person: they hang together with the one found. */
function recordsOf(memory: Memory, found: Description, personId: string): LinkedRecord[] {
  return [...reach(memory, [found])].flatMap(({ records }) =>
    records.filter((record) => record.personId === personId),
  );
}

function narrowing({ birthDate, address, phone }: SearchPersons): string[] {
  const helpful = { birthDate, address, phone };
  return Object.entries(helpful).flatMap(([field, given]) => (given === undefined ? [field] : []));
}
