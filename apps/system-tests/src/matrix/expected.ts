import { elements, MDT_ELEMENTS, recordKinds, RFRL_ELEMENTS } from '@continuum/contracts';
import { INCIDENT, type ArrangedCity } from './arranged-city.js';
import { mayAsk, mayShow, type Wish } from './reference.js';

/** Somebody asks for some purpose. */
export interface Cell {
  readonly city: ArrangedCity;
  readonly user: string;
  readonly purpose: string;
}

/** Statuses that the city's documents leave to whoever asks. */
export type Expected = (cell: Cell) => readonly number[];

const REFUSED = [403, 404];
const ON_SCREEN = ['NOTICE_P2', 'CONSENT_SCOPE', 'NO_SHARE_ON', 'VIEW_ONLY', 'TIMEBOX'];
const aboutPersons = [...elements.values()].filter(({ kind }) => recordKinds.get(kind)?.hasSubject);
export const everywhere = (...fields: string[]) =>
  aboutPersons.filter(({ field }) => fields.includes(field)).map(({ id }) => id);
export const VIEW = [...aboutPersons.map(({ id }) => id), ...MDT_ELEMENTS, ...RFRL_ELEMENTS];
export const CARD = [
  ...everywhere('name', 'birthDate'),
  ...['card.safety', 'card.howToHelp', 'card.callNow', 'card.isConnected'],
  ...['rfrl.publicLabel', 'rfrl.isOpen', 'supv.status', 'supv.conditionCodes', 'supv.endsOn'],
];
const CONTACTS = ['book.admittedAt', 'cite.occurredAt'];
const COUNTED = [...recordKinds.values()].map(
  ({ dataset, datedBy: [field] }) => `${dataset}.${field}`,
);

type Question = Pick<Wish, 'action' | 'elements'> & {
  readonly datasets?: readonly string[] | 'nobody';
  readonly capabilities?: readonly string[];
};

function shown({ city, user, purpose }: Cell, question: Question): ReadonlySet<string> {
  const { datasets, capabilities = ON_SCREEN, ...asked } = question;
  const about =
    datasets === 'nobody'
      ? datasets
      : city.records.filter(({ dataset }) => !datasets || datasets.includes(dataset));
  return mayShow(city, { ...asked, user, purpose, incident: INCIDENT, about, capabilities });
}

const isShown = (cell: Cell, question: Question) => shown(cell, question).size > 0;

/** Shown: what the route answers then. Else what is refused, and to whom may not ask at all never as if it were not there. */
export const decided =
  (question: Question, through: readonly number[] = [200]) =>
  (cell: Cell): readonly number[] => {
    if (!mayAsk(cell.city, cell.user, cell.purpose)) return [403];
    return isShown(cell, question) ? through : REFUSED;
  };

/** A list is empty for whoever may ask and see nothing. */
export const listed = ({ city, user, purpose }: Cell) =>
  mayAsk(city, user, purpose) ? [200] : [403];

export function searched(cell: Cell): readonly number[] {
  if (!mayAsk(cell.city, cell.user, cell.purpose)) return [403];
  const isOpen = (field: string) =>
    isShown(cell, {
      ...{ action: 'look-up', elements: everywhere(field), datasets: 'nobody', capabilities: [] },
    });
  return isOpen('name') && isOpen('birthDate') ? [200] : [400, 403];
}

const COUNTING = ['SUPPRESS', 'NO_REIDENT'];
const counted = (cell: Cell, elements: readonly string[]) =>
  shown(cell, { action: 'aggregate', elements, datasets: 'nobody', capabilities: COUNTING });

/** Contacts are what the report counts: without them there is none. */
export function reported(cell: Cell): readonly number[] {
  if (!mayAsk(cell.city, cell.user, cell.purpose)) return [403];
  const of = counted(cell, COUNTED);
  return CONTACTS.every((element) => of.has(element)) ? [200] : REFUSED;
}

/** What was published of what somebody may count. */
export const published = decided({
  action: 'aggregate',
  elements: COUNTED,
  datasets: 'nobody',
  capabilities: COUNTING,
});

/** What was never published is missing to those who may count as well. */
export const unpublished = (cell: Cell) =>
  mayAsk(cell.city, cell.user, cell.purpose) ? REFUSED : [403];

/** A model is learnt from every name: one owner who does not agree is enough. */
export const learnt =
  (...through: number[]) =>
  (cell: Cell): readonly number[] => {
    const names = everywhere('name');
    return mayAsk(cell.city, cell.user, cell.purpose) &&
      names.every((name) => counted(cell, names).has(name))
      ? through
      : [403];
  };

/** A pair is told of to whoever may see both. */
export function paired(cell: Cell): readonly number[] {
  if (!mayAsk(cell.city, cell.user, cell.purpose)) return [403];
  const names = ['stay.name', 'ems.name'];
  const of = shown(cell, { action: 'read', elements: names, datasets: ['stay', 'ems'] });
  return names.every((name) => of.has(name)) ? [200] : REFUSED;
}

export const inTheField =
  (expected: Expected): Expected =>
  (cell) =>
    cell.purpose === 'FIRST_RESPONSE' ? expected(cell) : [400];

export const open =
  (...statuses: number[]) =>
  () =>
    statuses;
export const forUsers =
  (users: readonly string[], through: readonly number[], refused: readonly number[] = REFUSED) =>
  ({ user }: Cell) =>
    users.includes(user) ? through : refused;
