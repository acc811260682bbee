import type { RecordFact } from './facts.js';
import type { SoundRequest } from './gates/question.js';
import type { Element } from './policy/compile-policy.js';
import type { Inquiry } from './rulings.js';
import { isSilent, toldOf, type Ruling } from './verdict.js';

/** Actions that may be about a record that is yet to be made. */
const MAKING = ['write', 'share-on', 'link'];

/** A question about nobody in particular is judged on the dataset itself. */
export function scopeOf(
  { persons, recordKeys }: SoundRequest,
  elements: readonly Element[],
): RecordFact[] {
  return persons.length + recordKeys.length > 0
    ? []
    : datasetsOf(elements).map((dataset) => placeholder(dataset));
}

/** A case that is opened, a referral that is sent: judged before it is a record. */
export function unmadeRecordsOf(
  { request, facts }: Inquiry,
  elements: readonly Element[],
): RecordFact[] {
  if (!MAKING.includes(request.action)) return [];
  return request.persons.flatMap((personId) =>
    datasetsOf(elements)
      .filter(
        ({ id }) =>
          !facts.records.some((record) => record.dataset === id && record.personId === personId),
      )
      .map((dataset) => placeholder(dataset, { personId })),
  );
}

export interface Probe {
  readonly record: RecordFact;
  readonly element: Element;
}

/** Where nothing is answered in public, the answer must be the one that an absent record gets. */
export function probesOf(
  { request }: Inquiry,
  elements: readonly Element[],
  rulings: readonly Ruling[],
): Probe[] {
  const told = toldOf(rulings);
  const open = new Set(
    rulings
      .filter((ruling) => !isSilent(ruling) && told.has(ruling.recordKey))
      .map(({ personId, element }) => `${personId}/${element}`),
  );
  const untoldKeys = request.recordKeys.filter((key) => !told.has(key));
  return elements
    .filter(({ dataset }) => !dataset.existenceSensitive)
    .flatMap((element) => [
      ...request.persons
        .filter((personId) => !open.has(`${personId}/${element.id}`))
        .map((personId) => ({ element, record: placeholder(element.dataset, { personId }) })),
      ...untoldKeys.map((recordKey) => ({
        element,
        record: placeholder(element.dataset, { recordKey }),
      })),
    ]);
}

function placeholder(
  dataset: Element['dataset'],
  about: Pick<Partial<RecordFact>, 'personId' | 'recordKey'> = {},
): RecordFact {
  return {
    recordKey: dataset.id,
    dataset: dataset.id,
    department: dataset.owner,
    labels: [],
    restrictions: [],
    isWithdrawn: false,
    confidence: 'confirmed',
    ...about,
  };
}

const datasetsOf = (elements: readonly Element[]) => [
  ...new Set(elements.map(({ dataset }) => dataset)),
];
