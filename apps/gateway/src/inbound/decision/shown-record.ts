import { transform } from '@continuum/access';
import type {
  Decision,
  Label,
  PermittedRecord,
  SourceDecision,
  WithheldElement,
} from '@continuum/contracts';

/** What of one source record is on its way out. */
export interface ShownRecord {
  readonly recordKey: string;
  readonly personId: string | null;
  readonly department: string;
  readonly dataset: string;
  readonly elements: Readonly<Record<string, unknown>>;
  readonly withheld: readonly WithheldElement[];
  readonly labels: readonly Label[];
}

type Values = PermittedRecord['elements'];

/** Only what the decision shows, whatever an owner sent; in an order that nothing hidden can change. */
export function shownRecords(
  { sources }: Pick<Decision, 'sources'>,
  values: ReadonlyMap<string, Values>,
): ShownRecord[] {
  return sources
    .map((source) => ({ ...named(source), elements: shown(source, values.get(source.recordKey)) }))
    .filter(({ elements, withheld }) => Object.keys(elements).length + withheld.length > 0)
    .sort((a, b) => (a.recordKey < b.recordKey ? -1 : 1));
}

const named = ({
  recordKey,
  personId,
  department,
  dataset,
  withheld,
  labels = [],
}: SourceDecision) => ({
  recordKey,
  personId,
  department,
  dataset,
  withheld,
  labels,
});

function shown(source: SourceDecision, values: Values = {}): Values {
  const entries = source.shown
    .filter(({ element }) => Object.hasOwn(values, element))
    .map(({ element, transform: how }) => [element, transform(how, values[element])] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries);
}
