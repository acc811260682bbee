import {
  createMongoAbility,
  subject,
  type ForcedSubject,
  type MongoAbility,
  type RawRuleOf,
} from '@casl/ability';
import type { PermitClaims } from '@continuum/contracts';

/** What a rule may ask of a record. Anything else is refused: conditions are never built from input. */
const CONDITION_KEYS = ['recordKey'];
const ELEMENT = /^[a-z]+\.[A-Za-z0-9]+$/;

type RecordSubject = { readonly recordKey: string } & ForcedSubject<string>;
export type PermitAbility = MongoAbility<['read', string | RecordSubject], { recordKey: string }>;
export type PermitRule = RawRuleOf<PermitAbility>;

/** One positive rule: these elements of the records that meet the conditions. There is no way to say "all". */
export function allow(
  dataset: string,
  elements: readonly string[],
  conditions: { readonly recordKey: string },
): PermitRule {
  const keys = Object.keys(conditions ?? {});
  const isBound = keys.length > 0 && keys.every((key) => CONDITION_KEYS.includes(key));
  if (!isBound || !conditions.recordKey) throw new Error('A rule needs the record it is about.');
  if (!dataset || dataset === 'all') throw new Error('A rule needs one dataset.');
  if (elements.length === 0 || !elements.every((element) => ELEMENT.test(element))) {
    throw new Error('A rule needs flat element ids.');
  }
  return Object.freeze({
    action: 'read',
    subject: dataset,
    fields: Object.freeze([...elements]) as unknown as string[],
    conditions: Object.freeze({ recordKey: conditions.recordKey }),
  }) as PermitRule;
}

/** The permit as rules: one for each record and dataset, positive only. No records: no rules. */
export function rulesOf({ records }: Pick<PermitClaims, 'records'>): readonly PermitRule[] {
  const rules = Object.entries(records).flatMap(([recordKey, elements]) =>
    [...Map.groupBy(elements, datasetOf)].map(([dataset, ofDataset]) =>
      allow(dataset, ofDataset, { recordKey }),
    ),
  );
  return Object.freeze(rules);
}

export function abilityOf(rules: readonly PermitRule[]): PermitAbility {
  return createMongoAbility<PermitAbility>([...rules], {
    anyAction: 'no action stands for every action',
    anySubjectType: 'no dataset stands for every dataset',
    fieldMatcher: (fields) => (field) => fields.includes(field),
  });
}

/** CASL takes an undefined subject for "all" and a plain object for no type: here both are errors. */
export function recordOf(dataset: string, recordKey: string): RecordSubject {
  if (!dataset || !recordKey) throw new Error('A check needs a dataset and a record.');
  return subject(dataset, { recordKey });
}

/** Element ids are flat: `book.admittedAt` belongs to `book`. */
export const datasetOf = (element: string) => element.slice(0, element.indexOf('.'));
