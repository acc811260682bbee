import { CARD_ELEMENTS, type FieldCard } from '@continuum/contracts';
import { everywhere } from '../person/person-elements.js';
import { birthDateOf, nameOf } from '../person/person-name.js';
import type { ShownRecord } from '../decision/shown-record.js';
import type { Permitted } from '../decision/under-decision.js';

type CardReferral = NonNullable<FieldCard['referrals']>[number];
type Option = FieldCard['doNext'][number];

const CONDITIONS = ['supv.status', 'supv.conditionCodes', 'supv.endsOn'];
const REFERRALS = ['rfrl.publicLabel', 'rfrl.isOpen'];

/** Never a diagnosis, programme, count or note: what is not named here cannot be shown. */
export const CARD: readonly string[] = [
  ...everywhere('name', 'birthDate'),
  ...CARD_ELEMENTS,
  ...REFERRALS,
  ...CONDITIONS,
];

export function fieldCard(
  personId: string,
  { decision, records, notices }: Permitted,
  doNext: readonly Option[],
): FieldCard {
  const name = nameOf(records);
  return {
    personId,
    ...section('who', name && { name, birthDate: birthDateOf(records) }),
    ...section('safety', valueOf(records, 'card.safety')),
    ...section('howToHelp', valueOf(records, 'card.howToHelp')),
    ...section('callNow', valueOf(records, 'card.callNow')),
    ...section('isConnected', valueOf(records, 'card.isConnected')),
    ...section('referrals', rowsOf(records, REFERRALS).map(referral)),
    doNext,
    ...section('conditions', rowsOf(records, CONDITIONS)),
    isLimited: !name || records.some(withholdsFromCard),
    validUntil: decision.validUntil,
    decisionId: decision.decisionId,
    notices,
  };
}

/** All that can be said when nobody decides: the number to call is not among it. */
export const limitedCard = (personId: string, doNext: readonly Option[]): FieldCard => ({
  personId,
  doNext,
  isLimited: true,
  notices: [],
});

/** Missing means hidden: an empty section is as one that may not be shown. */
function section<K extends keyof FieldCard>(name: K, content: FieldCard[K] | null | undefined) {
  const isEmpty = content === null || content === undefined || isEmptyList(content);
  return (isEmpty ? {} : { [name]: content }) as Pick<FieldCard, K> | object;
}

const isEmptyList = (content: unknown) => Array.isArray(content) && content.length === 0;

const valueOf = (records: readonly ShownRecord[], element: string) =>
  records.map(({ elements }) => elements[element]).find((value) => value !== undefined);

/** The named elements of each record that has any of them. */
const rowsOf = (records: readonly ShownRecord[], wanted: readonly string[]) =>
  records
    .map(({ elements }) => Object.entries(elements).filter(([id]) => wanted.includes(id)))
    .filter((entries) => entries.length > 0)
    .map((entries) => Object.fromEntries(entries));

const referral = (row: ShownRecord['elements']): CardReferral => ({
  label: row['rfrl.publicLabel'] ?? null,
  isOpen: row['rfrl.isOpen'] ?? null,
});

const withholdsFromCard = ({ withheld }: ShownRecord) =>
  withheld.some(({ element }) => element.startsWith('card.'));
