import type { EventDefinition } from '../event.js';
import type { Label } from '../words.js';
import { activityEvent, type Fields } from './activity.js';

export type Travel = 'full' | 'coarse' | 'none';

/** What departments push of one kind, and what becomes of each field. */
export interface RecordKind<F extends Fields = Fields> {
  readonly kind: string;
  /** Prefix of the element ids: `book` in `book.admittedAt`. */
  readonly dataset: string;
  /** Empty only where each source sets the label of its records. */
  readonly labels: readonly Label[];
  /** Yes-or-no fields that add a label to the whole record. */
  readonly addsLabel: { readonly [K in keyof F & string]?: Label };
  /** Fields that date the record, first one present wins. */
  readonly datedBy: readonly (keyof F & string)[];
  /** Field that ends what the record tells, and field of its level: all that travels of it coarsely. */
  readonly endedBy?: keyof F & string;
  readonly levelledBy?: keyof F & string;
  /** At least one of these fields is required. */
  readonly requiresOneOf: readonly (keyof F & string)[];
  readonly isExistenceSensitive: boolean;
  /** What travels unless the owner says otherwise. */
  readonly travel: Travel;
  readonly hasSubject: boolean;
  readonly fields: F;
  readonly activity: EventDefinition;
}

type Options<F extends Fields> = Pick<
  RecordKind<F>,
  'kind' | 'dataset' | 'labels' | 'datedBy' | 'fields'
> &
  Partial<RecordKind<F>>;

const kinds = new Map<string, RecordKind>();

/** Every record kind, by name. */
export const recordKinds: ReadonlyMap<string, RecordKind> = kinds;

export function recordKind<const F extends Fields>(options: Options<F>): RecordKind<F> {
  const kind: RecordKind<F> = {
    isExistenceSensitive: false,
    travel: 'full',
    hasSubject: true,
    addsLabel: {},
    requiresOneOf: [],
    ...options,
    activity: activityEvent(options.kind, options.fields),
  };
  kinds.set(kind.kind, kind as unknown as RecordKind);
  return kind;
}
