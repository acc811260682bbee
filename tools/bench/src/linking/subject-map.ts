import { splitFullName, type Declared, type Identity } from '@continuum/identity-service';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { readFileSync } from 'node:fs';
import { columnOf, type Table } from './table.js';

const Column = Type.String({ minLength: 1 });
const Columns = Type.Union([Column, Type.Array(Column)]);
const closed = { additionalProperties: false };

/** Which columns of a file are which features; it may declare attributes and keys, never a threshold or a guard. */
export const SubjectMap = Type.Object(
  {
    /** Names: in one piece (`full`), or by part. Further ones with `use: alias`. */
    names: Type.Optional(
      Type.Array(
        Type.Object(
          {
            full: Type.Optional(Column),
            given: Type.Optional(Column),
            middle: Type.Optional(Column),
            family: Type.Optional(Column),
            suffix: Type.Optional(Column),
            use: Type.Optional(Type.Union([Type.Literal('official'), Type.Literal('alias')])),
          },
          closed,
        ),
      ),
    ),
    birthDates: Type.Optional(
      Type.Array(
        Type.Object(
          {
            column: Column,
            /** `YYYY-MM-DD` (X or 00 for unknown digits), `YYYYMMDD`, `DD/MM/YYYY` or `MM/DD/YYYY`. */
            format: Type.Optional(Type.String()),
          },
          closed,
        ),
      ),
    ),
    statedAge: Type.Optional(Type.Object({ years: Column, on: Column }, closed)),
    sex: Type.Optional(
      Type.Object(
        {
          column: Column,
          female: Type.Array(Type.String()),
          male: Type.Array(Type.String()),
        },
        closed,
      ),
    ),
    identifiers: Type.Optional(
      Type.Array(
        Type.Object(
          { column: Column, kind: Type.String(), issuer: Type.Optional(Type.String()) },
          closed,
        ),
      ),
    ),
    addresses: Type.Optional(
      Type.Array(
        Type.Object(
          {
            line1: Type.Optional(Columns),
            unit: Type.Optional(Column),
            city: Type.Optional(Column),
            postcode: Type.Optional(Column),
            kind: Type.Optional(Column),
          },
          closed,
        ),
      ),
    ),
    phones: Type.Optional(Type.Array(Column)),
    emails: Type.Optional(Type.Array(Column)),
    unidentified: Type.Optional(Column),
    department: Type.Optional(Column),
    source: Type.Optional(Column),
    attributes: Type.Optional(
      Type.Array(
        Type.Object(
          {
            column: Column,
            kind: Type.String(),
            /** Equality singles out one person, as a number does. */
            isIdentifying: Type.Optional(Type.Boolean()),
          },
          closed,
        ),
        { maxItems: 4 },
      ),
    ),
    /** Pairs of `token`, `family`, `birthDate`, `birthYear`, `monthDay` or an attribute's kind. */
    keys: Type.Optional(Type.Array(Type.Tuple([Type.String(), Type.String()]))),
    /** Day on which the file was true; ages over 120 then are none. Today unless told. */
    asOf: Type.Optional(Type.String()),
    /** For files of the dead: the earliest year in which somebody in it may have been born. */
    earliestBirthYear: Type.Optional(Type.Integer()),
  },
  closed,
);
export type SubjectMap = Static<typeof SubjectMap>;

/** @throws Error naming the first place that is not as a map must be */
export function readMap(file: string): SubjectMap {
  const map: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const [error] = Value.Errors(SubjectMap, map);
  if (error) throw new Error(`${file}: ${error.instancePath || '/'} ${error.message}`);
  return map as SubjectMap;
}

export function declaredIn({ attributes = [], keys = [] }: SubjectMap): Declared {
  return {
    attributes: attributes.map(({ kind }) => kind),
    identifying: attributes.flatMap(({ kind, isIdentifying }) => (isIdentifying ? [kind] : [])),
    keys,
  };
}

/** Reads a row as a department would report it. */
export function subjects(table: Table, map: SubjectMap): (row: number) => Identity {
  const text = (heading: string | undefined) => {
    if (heading === undefined) return () => undefined;
    const column = columnOf(table, heading);
    return (row: number) => column[row] || undefined;
  };
  const parts = partsOf(map, text);
  const isUnidentified = text(map.unidentified);
  const [department, source] = [text(map.department), text(map.source)];
  const years = text(map.statedAge?.years);
  const on = text(map.statedAge?.on);
  return (row) => {
    const stated = years(row);
    return {
      names: present(parts.names, row),
      birthDates: present(parts.birthDates, row),
      sex: parts.sex(row),
      identifiers: present(parts.identifiers, row),
      addresses: present(parts.addresses, row),
      phones: present(parts.phones, row),
      emails: present(parts.emails, row),
      attributes: present(parts.attributes, row),
      unidentified: /^(true|1|yes|y)$/i.test(isUnidentified(row) ?? ''),
      ...(map.department && { department: department(row) ?? '', source: source(row) ?? '' }),
      ...(stated !== undefined &&
        map.statedAge && { statedAge: { years: Number(stated), on: on(row) ?? '' } }),
    };
  };
}

/** What a row says, of all that it could. */
function present<T>(parts: readonly ((row: number) => T | undefined)[], row: number): T[] {
  const values: T[] = [];
  for (const part of parts) {
    const value = part(row);
    if (value !== undefined) values.push(value);
  }
  return values;
}

type Text = (heading: string | undefined) => (row: number) => string | undefined;
type Names = NonNullable<SubjectMap['names']>;
type Addresses = NonNullable<SubjectMap['addresses']>;

function partsOf(map: SubjectMap, text: Text) {
  return {
    names: (map.names ?? []).map((name) => nameFrom(name, text)),
    birthDates: (map.birthDates ?? []).map(({ column, format = 'YYYY-MM-DD' }) => {
      const date = text(column);
      return (row: number) => isoDate(date(row), format);
    }),
    sex: sexFrom(map, text),
    identifiers: (map.identifiers ?? []).map(({ column, kind, issuer }) => {
      const number = text(column);
      return (row: number) => {
        const value = number(row);
        return value === undefined ? undefined : { kind, value, ...(issuer && { issuer }) };
      };
    }),
    addresses: (map.addresses ?? []).map((address) => addressFrom(address, text)),
    phones: (map.phones ?? []).map(text),
    emails: (map.emails ?? []).map(text),
    attributes: (map.attributes ?? []).map(({ column, kind }) => {
      const attribute = text(column);
      return (row: number) => {
        const value = attribute(row);
        return value === undefined ? undefined : { kind, value };
      };
    }),
  };
}

function nameFrom(name: Names[number], text: Text) {
  const use = name.use ?? 'official';
  if (name.full !== undefined) {
    const full = text(name.full);
    return (row: number) => {
      const whole = full(row);
      return whole === undefined ? undefined : { use, ...splitFullName(whole) };
    };
  }
  const [given, middle] = [text(name.given), text(name.middle)];
  const [family, suffix] = [text(name.family), text(name.suffix)];
  return (row: number) => {
    const [first, last] = [given(row), family(row)];
    if (first === undefined && last === undefined) return undefined;
    return {
      use,
      given: first ?? '',
      family: last ?? '',
      middle: middle(row) ?? '',
      suffix: suffix(row) ?? '',
    };
  };
}

function sexFrom({ sex }: SubjectMap, text: Text): (row: number) => Identity['sex'] {
  const said = text(sex?.column);
  return (row) => {
    const value = said(row)?.toLowerCase() ?? '';
    if (sex?.female.includes(value)) return 'female';
    return sex?.male.includes(value) ? 'male' : 'unknown';
  };
}

function addressFrom({ line1 = [], ...rest }: Addresses[number], text: Text) {
  const lines = (typeof line1 === 'string' ? [line1] : line1).map(text);
  const [unit, city, postcode, kind] = [rest.unit, rest.city, rest.postcode, rest.kind].map(text);
  return (row: number): Identity['addresses'][number] | undefined => {
    const line = lines.flatMap((part) => part(row) ?? []).join(' ');
    const [town, code] = [city?.(row), postcode?.(row)];
    if (line === '' && town === undefined && code === undefined) return undefined;
    const said = kind?.(row);
    return {
      line1: line,
      unit: unit?.(row) ?? '',
      city: town ?? '',
      postcode: code ?? '',
      kind: said === 'shelter' || said === 'facility' ? said : 'home',
    };
  };
}

/** ISO date with X for what is not known. */
function isoDate(text: string | undefined, format: string): string | undefined {
  if (text === undefined) return undefined;
  const [year, month, day] = partsOfDate(text, format);
  if (!year) return undefined;
  const known = (part: string | undefined) => (!part || /^0+$/.test(part) ? 'XX' : part);
  return `${year}-${known(month)}-${known(day)}`;
}

function partsOfDate(text: string, format: string): (string | undefined)[] {
  switch (format) {
    case 'YYYYMMDD':
      return [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)];
    case 'DD/MM/YYYY':
      return text.split(/\D/).reverse();
    case 'MM/DD/YYYY': {
      const [month, day, year] = text.split(/\D/);
      return [year, month, day];
    }
    default:
      return text.slice(0, 10).split('-');
  }
}
