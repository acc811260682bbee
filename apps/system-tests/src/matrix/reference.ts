import type { PolicySet } from '@continuum/consent-service';
import { GATEWAY_OBLIGATIONS, recordKinds, type Action, type Label } from '@continuum/contracts';

type BasisRow = PolicySet['basisRows'][number];
type ElementRow = PolicySet['datasets'][number]['elements'][number];
type Seat = PolicySet['users'][number]['assignments'][number];

/** A record of the one person that everybody asks about. */
export interface KnownRecord {
  readonly recordKey: string;
  readonly dataset: string;
}
/** What a user has to do with that person, and what of it a team lets them know. */
export interface Tie {
  readonly user: string;
  readonly kind: BasisRow['recipient']['relations'] extends readonly (infer K)[] | undefined
    ? K
    : never;
  readonly classes?: readonly string[];
  readonly incident?: string;
}
export interface SignedForm {
  readonly kind: BasisRow['instruments'][number];
  readonly discloser: string;
  readonly recipient: string;
  readonly covers: string;
  readonly purpose: string;
}
export interface KnownCity {
  readonly set: PolicySet;
  readonly records: readonly KnownRecord[];
  readonly ties: readonly Tie[];
  readonly forms: readonly SignedForm[];
}
export interface Wish {
  readonly user: string;
  readonly purpose: string;
  readonly incident: string;
  readonly action: Action;
  /** Everybody's data of these datasets, where a question is about nobody. */
  readonly about: readonly KnownRecord[] | 'nobody';
  readonly elements: readonly string[];
  readonly capabilities: readonly string[];
}

/** A field of a record, asked for by somebody who sits somewhere. */
interface Asked {
  readonly city: KnownCity;
  readonly wish: Wish;
  readonly seat: Seat;
  readonly dataset: PolicySet['datasets'][number];
  readonly element: ElementRow;
  readonly labels: readonly Label[];
}

/**
 * What may be shown, worked out from the city's documents alone: slow, plain, and without a line of the engine.
 * It knows what these tests arrange: no restriction, roster, instrument or emergency.
 */
export function mayShow(city: KnownCity, wish: Wish): ReadonlySet<string> {
  const seats = city.set.users.find(({ id }) => id === wish.user)?.assignments ?? [];
  const datasets = city.set.datasets.filter(
    ({ id }) => wish.about === 'nobody' || wish.about.some(({ dataset }) => dataset === id),
  );
  const shown = datasets.flatMap((dataset) =>
    dataset.elements
      .filter(({ id }) => wish.elements.includes(id))
      .filter((element) =>
        seats.some((seat) => {
          const labels = labelsOf(dataset, element);
          const asked = { city, wish, seat, dataset, element, labels };
          return RULES.every((rule) => rule(asked));
        }),
      )
      .map(({ id }) => id),
  );
  return new Set(shown);
}

/** A whole request is refused to whoever may not ask at all. */
export const mayAsk = ({ set }: Pick<KnownCity, 'set'>, user: string, purpose: string): boolean =>
  set.users.some(({ id }) => id === user) &&
  purposeOf(set, purpose).trainings.every((kind) => trainingsOf(set, user).includes(kind));

const RULES: readonly ((asked: Asked) => boolean)[] = [
  ({ city, wish }) => mayAsk(city, wish.user, wish.purpose),
  (asked) => !isForbidden(asked),
  (asked) => isOwn(asked) || isLevelOpen(asked),
  (asked) => isOwn(asked) || isGranted(asked) || isStatutory(asked),
  isRelated,
  (asked) => asked.labels.length > 0 && rowsThatHold(asked).every((rows) => rows.length > 0),
  (asked) => templatesOf(asked).length > 0 && isWithinClasses(asked),
  ({ element }) => !element.transform.startsWith('WITHHOLD'),
  canCarryOut,
];

const purposeOf = (set: PolicySet, purpose: string) => {
  const row = set.purposes.find((one) => one.purpose === purpose);
  if (!row) throw new Error(`The city has no purpose ${purpose}.`);
  return row;
};
const trainingsOf = (set: PolicySet, user: string) =>
  set.users.find(({ id }) => id === user)?.trainings.map(({ kind }) => kind) ?? [];

function labelsOf(dataset: Asked['dataset'], element: ElementRow): Label[] {
  const ofKind = [...recordKinds.values()].find((kind) => kind.dataset === dataset.id)?.labels;
  return [...new Set([...dataset.labels, ...element.labels, ...(ofKind ?? [])])];
}

const isOwn = ({ seat, dataset }: Asked) => seat.department === dataset.owner;

const ENFORCEMENT = ['LE_INVESTIGATION', 'LE_LOCATE', 'PROSECUTION'];
const COUNTING = ['RESEARCH', 'OPEN_DATA', 'REPORTING'];

function isForbidden({ wish: { purpose }, labels, dataset, element }: Asked): boolean {
  const isJustice = [...ENFORCEMENT, 'DIVERSION_MONITOR'].includes(purpose);
  return (
    labels.some((label) => ['VAWA', 'SEALED'].includes(label)) ||
    (labels.some((label) => ['CHRI', 'NCIC_RESTRICTED'].includes(label)) && !isJustice) ||
    (labels.includes('PART2') && ['LE_INVESTIGATION', 'PROSECUTION'].includes(purpose)) ||
    (COUNTING.includes(purpose) && element.identifierClass === 'direct') ||
    (ENFORCEMENT.includes(purpose) && ['mdt', 'note', 'rfrl', 'cij', 'card'].includes(dataset.id))
  );
}

const levelNeeded = ({ city, wish }: Asked) =>
  wish.action === 'aggregate' ? 2 : purposeOf(city.set, wish.purpose).level;

const isLevelOpen = (asked: Asked) =>
  Math.min(asked.dataset.level, asked.element.level ?? 6) >= levelNeeded(asked);

const covers = (covered: readonly string[], { element, dataset }: Asked) =>
  covered.includes(element.id) || covered.includes(dataset.id);

function isGranted(asked: Asked): boolean {
  const { city, wish, seat } = asked;
  return city.set.agreements
    .flatMap(({ grants }) => grants)
    .some(
      (grant) =>
        covers(grant.covers, asked) &&
        grant.purposes.some((purpose) => purpose === wish.purpose) &&
        grant.actions.includes(wish.action) &&
        grant.maximumLevel >= levelNeeded(asked) &&
        grant.to.some(
          ({ department, roles }) =>
            department === seat.department && (roles.length === 0 || roles.includes(seat.role)),
        ),
    );
}

function isStatutory({ city, wish, seat, labels }: Asked): boolean {
  if (wish.purpose === 'SUBJECT_ACCESS') return true;
  const rows = city.set.basisRows.filter(({ isStatute }) => isStatute);
  return labels.every((label) =>
    rows.some(
      (row) =>
        row.labels.includes(label) &&
        row.purposes.some((purpose) => purpose === wish.purpose) &&
        (row.recipient.roles ?? []).includes(seat.role),
    ),
  );
}

/** Somebody who has to do with the person for this purpose knows that there is one. */
export const isTied = ({ set, ties }: KnownCity, user: string, purpose: string) =>
  ties.some((tie) => tie.user === user && purposeOf(set, purpose).relations.includes(tie.kind));

const tiesOf = ({ city, wish }: Asked) =>
  city.ties.filter(
    ({ user, incident }) => user === wish.user && (!incident || incident === wish.incident),
  );

function isRelated(asked: Asked): boolean {
  if (asked.wish.purpose === 'BTG') return false;
  const { relations, instruments } = purposeOf(asked.city.set, asked.wish.purpose);
  const isAsked = relations.length + instruments.length > 0;
  if (asked.wish.action === 'look-up') {
    const isBound =
      instruments.length > 0 ||
      relations.every((kind) => ['incident', 'conference', 'project-member'].includes(kind));
    return !isBound || tiesOf(asked).some(({ kind }) => relations.includes(kind));
  }
  if (!isAsked) return true;
  return asked.wish.about !== 'nobody' && ownTies(asked).length > 0;
}

const ownTies = (asked: Asked) =>
  tiesOf(asked).filter(({ kind }) =>
    purposeOf(asked.city.set, asked.wish.purpose).relations.includes(kind),
  );

/** Per label. */
const rowsThatHold = (asked: Asked): BasisRow[][] =>
  asked.labels.map((label) =>
    asked.city.set.basisRows.filter((row) => row.labels.includes(label) && doesHold(row, asked)),
  );

function doesHold(row: BasisRow, asked: Asked): boolean {
  const { wish, element } = asked;
  const isNarrowed = row.groups.length + row.elements.length > 0;
  return (
    (row.purposes.length === 0 || row.purposes.some((purpose) => purpose === wish.purpose)) &&
    (row.actions.length === 0 || row.actions.includes(wish.action)) &&
    (!isNarrowed ||
      row.elements.includes(element.id) ||
      row.groups.some((group) => element.groups.includes(group))) &&
    isRecipient(row, asked) &&
    (row.instruments.length === 0 || isSigned(row, asked))
  );
}

// eslint-disable-next-line complexity -- one line for each condition that a row may set
function isRecipient({ recipient }: BasisRow, asked: Asked): boolean {
  const { city, seat, wish } = asked;
  const own = city.set.departments.find(({ id }) => id === seat.department);
  const team = city.set.teams.find(({ id }) => id === seat.teamId);
  const ties = wish.about === 'nobody' ? [] : tiesOf(asked).map(({ kind }) => kind);
  return (
    (recipient.owner === undefined || recipient.owner === isOwn(asked)) &&
    (recipient.hipaaComponent === undefined || recipient.hipaaComponent === own?.hipaaComponent) &&
    (recipient.criminalJusticeAgency === undefined ||
      recipient.criminalJusticeAgency === own?.criminalJusticeAgency) &&
    (!recipient.roles || recipient.roles.includes(seat.role)) &&
    (!recipient.roleGroups ||
      recipient.roleGroups.some((group) => city.set.roleGroups[group]?.includes(seat.role))) &&
    (!recipient.relations || recipient.relations.some((kind) => ties.includes(kind))) &&
    (!recipient.trainings ||
      recipient.trainings.every((kind) => trainingsOf(city.set, wish.user).includes(kind))) &&
    recipient.roster === undefined &&
    (!recipient.protocol || (team?.protocol?.covers.includes(asked.dataset.id) ?? false))
  );
}

const isSigned = ({ instruments }: BasisRow, asked: Asked) =>
  asked.wish.about !== 'nobody' &&
  asked.city.forms.some(
    (form) =>
      instruments.includes(form.kind) &&
      form.discloser === asked.dataset.owner &&
      form.recipient === asked.seat.department &&
      form.purpose === asked.wish.purpose &&
      covers([form.covers], asked),
  );

const templatesOf = ({ city, wish, seat, dataset, element }: Asked) =>
  city.set.templates.filter(
    (template) =>
      template.purpose === wish.purpose &&
      template.roles.includes(seat.role) &&
      template.actions.includes(wish.action) &&
      (template.datasets.length === 0 || template.datasets.includes(dataset.id)) &&
      (template.elements.includes(element.id) ||
        template.groups.some((group) => element.groups.includes(group))),
  );

function isWithinClasses(asked: Asked): boolean {
  if (asked.wish.action === 'look-up' || asked.wish.about === 'nobody') return true;
  const ties = ownTies(asked);
  return (
    ties.length === 0 ||
    ties.some(({ classes }) => classes?.includes(asked.dataset.informationClass) ?? true)
  );
}

function canCarryOut(asked: Asked): boolean {
  const asking = [...templatesOf(asked), ...rowsThatHold(asked).flat()];
  const owed = new Set(asking.flatMap(({ obligations }) => obligations));
  return GATEWAY_OBLIGATIONS.every(
    (code) => !owed.has(code) || asked.wish.capabilities.includes(code),
  );
}
