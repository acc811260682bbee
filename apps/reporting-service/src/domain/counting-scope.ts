import { recordKinds, Refused, type PermitClaims } from '@continuum/contracts';

/** What of one department's records may be counted. */
export interface CountingScope {
  readonly department: string;
  readonly datasets: readonly string[];
  /** A record with any other label is left out. */
  readonly labels: readonly string[];
}

type CountingPermit = Pick<PermitClaims, 'owner' | 'aggregate'>;

const CONTACT_DATASETS = ['book', 'cite'];

/**
 * What permits to count allow: a dataset is in when the permit names an element that dates its records.
 * @throws Refused NO_DECISION where a permit is not one to count, or nothing may be counted
 */
export function countingScopes(permits: readonly CountingPermit[]): CountingScope[] {
  const scopes = permits.map(scopeOf).filter(({ datasets }) => datasets.length > 0);
  if (scopes.length === 0) throw new Refused('NO_DECISION', 'No decision permits to count.');
  return scopes;
}

/**
 * Contact episodes and utilizer status are made of bookings and citations together.
 * @throws Refused NOT_COVERED where only one of the two may be counted, or neither
 */
export function needsContacts(scopes: readonly CountingScope[]): void {
  const counts = scopes.map(
    ({ datasets }) => CONTACT_DATASETS.filter((dataset) => datasets.includes(dataset)).length,
  );
  if (counts.includes(1) || !counts.includes(CONTACT_DATASETS.length)) {
    throw new Refused('NOT_COVERED', 'The decision does not cover bookings and citations.');
  }
}

/** Whether all that was counted may be counted. */
export const covers = (scopes: readonly CountingScope[], counted: CountingScope): boolean =>
  scopes.some(
    ({ department, datasets, labels }) =>
      department === counted.department &&
      counted.datasets.every((dataset) => datasets.includes(dataset)) &&
      counted.labels.every((label) => labels.includes(label)),
  );

export const kindsIn = (scopes: readonly CountingScope[]) =>
  [...recordKinds.values()]
    .filter(({ dataset }) => scopes.some(({ datasets }) => datasets.includes(dataset)))
    .map(({ kind }) => kind);

function scopeOf({ owner, aggregate }: CountingPermit): CountingScope {
  if (!aggregate) throw new Refused('NO_DECISION', 'The decision is not one to count.');
  const dated = [...recordKinds.values()].filter(({ dataset, datedBy }) =>
    datedBy.some((field) => aggregate.elements.includes(`${dataset}.${field}`)),
  );
  const datasets = dated.map(({ dataset }) => dataset);
  return {
    department: owner,
    datasets: datasets.filter((dataset) => aggregate.datasets.includes(dataset)),
    labels: aggregate.labels,
  };
}
