import {
  dateNameOf,
  OWNER_PART,
  type Field,
  type FieldError,
  type RecordKind,
} from '@continuum/contracts';
import { readInstant, type ReadInstant, type Zones } from '../dates/instant.js';
import { isPartialDate } from '../dates/partial-date.js';
import { fault } from './rejection.js';
import { token } from './tokens.js';

type Values = Readonly<Record<string, unknown>>;

/** A body with its codes and dates in order, as the owner keeps it and as it travels. */
export interface ReadBody {
  readonly kept: Record<string, unknown>;
  readonly sent: Record<string, unknown>;
  readonly instants: ReadonlyMap<string, ReadInstant>;
  readonly unreadable: Record<string, unknown>;
  readonly flags: Set<string>;
  readonly errors: FieldError[];
}

export function readBody(
  kind: RecordKind,
  body: Values,
  zones: Zones,
  referenceKey: string,
): ReadBody {
  const instants = new Map<string, ReadInstant>();
  const read: ReadBody = {
    kept: {},
    sent: {},
    instants,
    unreadable: {},
    flags: new Set(),
    errors: [],
  };
  for (const [name, value] of Object.entries(body)) {
    const field = kind.fields[name];
    if (!field || value === null) continue;
    const values = valuesOf(name, field, value, zones, read.flags);
    if (!values) {
      if (field.required) read.errors.push(fault(`/body/${name}`, 'BAD_DATE'));
      else read.flags.add('field_unreadable');
      read.unreadable[name] = value;
      continue;
    }
    read.kept[name] = values.kept;
    if (values.instant) instants.set(name, values.instant);
    if (field.to === 'activity') Object.assign(read.sent, values.sent);
    if (field.to === 'token') read.sent[name] = token(referenceKey, name, String(values.kept));
  }
  return read;
}

interface FieldValues {
  readonly kept: unknown;
  readonly sent: Values;
  readonly instant?: ReadInstant;
}

/** Undefined: a date that does not exist. */
function valuesOf(
  name: string,
  { schema }: Field,
  value: unknown,
  zones: Zones,
  flags: Set<string>,
): FieldValues | undefined {
  if (typeof value === 'string') {
    const dateName = dateNameOf(name);
    if (dateName) return instantValues(name, dateName, value, zones, flags);
    if (name.endsWith('On') && !isPartialDate(value)) return undefined;
    return { kept: value, sent: { [name]: value } };
  }
  if (!Array.isArray(value)) return { kept: value, sent: { [name]: value } };
  const items = value.map((item: unknown) => itemValues(item, zones, flags));
  const parts = ownerPartsOf(schema);
  return items.includes(undefined)
    ? undefined
    : { kept: items, sent: { [name]: parts.length ? without(items, parts) : items } };
}

function instantValues(
  name: string,
  dateName: string,
  text: string,
  zones: Zones,
  flags: Set<string>,
): FieldValues | undefined {
  const instant = readInstant(text, zones);
  if (!instant) return undefined;
  for (const flag of instant.flags) flags.add(flag);
  const { at, on } = instant;
  return { kept: at ?? on, sent: { ...(at && { [name]: at }), [dateName]: on }, instant };
}

/** Items of a list: moves, units, charges. Their instants get a date beside them too. */
function itemValues(item: unknown, zones: Zones, flags: Set<string>): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    const dateName = typeof value === 'string' ? dateNameOf(name) : undefined;
    if (!dateName) read[name] = value;
    else {
      const values = instantValues(name, dateName, String(value), zones, flags);
      if (!values?.instant?.at) return undefined;
      Object.assign(read, values.sent);
    }
  }
  return read;
}

interface ItemSchema {
  readonly items?: { readonly properties?: Readonly<Record<string, object>> };
}

const ownerPartsOf = (schema: Field['schema']): string[] =>
  Object.entries((schema as ItemSchema).items?.properties ?? {})
    .filter(([, part]) => OWNER_PART in part)
    .map(([name]) => name);

const without = (items: unknown[], parts: string[]) =>
  items.map((item) =>
    Object.fromEntries(Object.entries(item as object).filter(([name]) => !parts.includes(name))),
  );
