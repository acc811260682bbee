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

/** Reads a row as a department would report it. What depends on one column alone is read once for each of its texts. */
export function subjects(table: Table, map: SubjectMap): (row: number) => Identity {
  const columns = new RowReader(table);
  const parts = partsOf(map, columns);
  const isUnidentified = columns.read(map.unidentified, (text) => /^(true|1|yes|y)$/i.test(text));
  const [department, source] = [columns.text(map.department), columns.text(map.source)];
  const statedAge = statedAgeFrom(map, columns);
  return (row) => ({
    names: present(parts.names, row),
    birthDates: present(parts.birthDates, row),
    sex: parts.sex(row) ?? 'unknown',
    identifiers: present(parts.identifiers, row),
    addresses: present(parts.addresses, row),
    phones: present(parts.phones, row),
    emails: present(parts.emails, row),
    attributes: present(parts.attributes, row),
    unidentified: isUnidentified(row) ?? false,
    department: department(row),
    source: source(row) ?? '',
    statedAge: statedAge(row),
  });
}

type Read<T> = (row: number) => T | undefined;
const nothing = () => undefined;

/** Reads columns of a table; an empty cell says nothing, and so does a column that the map does not have. */
class RowReader {
  constructor(private readonly table: Table) {}

  text(heading: string | undefined): Read<string> {
    return this.read(heading, (text) => text);
  }

  read<T>(heading: string | undefined, convert: (text: string) => T | undefined): Read<T> {
    if (heading === undefined) return nothing;
    const { texts, codes } = columnOf(this.table, heading);
    const values = texts.map((text) => (text === '' ? undefined : convert(text)));
    return (row) => values[codes[row]!];
  }
}

/** What a row says, of all that it could. */
function present<T>(parts: readonly Read<T>[], row: number): T[] {
  const values: T[] = [];
  for (const part of parts) {
    const value = part(row);
    if (value !== undefined) values.push(value);
  }
  return values;
}

type Names = NonNullable<SubjectMap['names']>;
type Addresses = NonNullable<SubjectMap['addresses']>;

function partsOf(map: SubjectMap, columns: RowReader) {
  const { sex } = map;
  return {
    names: (map.names ?? []).map((name) => nameFrom(name, columns)),
    birthDates: (map.birthDates ?? []).map(({ column, format = 'YYYY-MM-DD' }) =>
      columns.read(column, (text) => isoDate(text, format)),
    ),
    sex: columns.read(sex?.column, (text) => {
      const said = text.toLowerCase();
      if (sex?.female.includes(said)) return 'female';
      return sex?.male.includes(said) ? 'male' : 'unknown';
    }),
    identifiers: (map.identifiers ?? []).map(({ column, kind, issuer }) =>
      columns.read(column, (value) => ({ kind, value, ...(issuer && { issuer }) })),
    ),
    addresses: (map.addresses ?? []).map((address) => addressFrom(address, columns)),
    phones: (map.phones ?? []).map((phone) => columns.text(phone)),
    emails: (map.emails ?? []).map((email) => columns.text(email)),
    attributes: (map.attributes ?? []).map(({ column, kind }) =>
      columns.read(column, (value) => ({ kind, value })),
    ),
  };
}

function statedAgeFrom({ statedAge }: SubjectMap, columns: RowReader): Read<Identity['statedAge']> {
  const [years, on] = [columns.read(statedAge?.years, Number), columns.text(statedAge?.on)];
  return (row) => {
    const stated = years(row);
    return stated === undefined ? undefined : { years: stated, on: on(row) ?? '' };
  };
}

function nameFrom(name: Names[number], columns: RowReader): Read<Identity['names'][number]> {
  const use = name.use ?? 'official';
  if (name.full !== undefined) {
    return columns.read(name.full, (whole) => ({ use, ...splitFullName(whole) }));
  }
  const [given, middle] = [columns.text(name.given), columns.text(name.middle)];
  const [family, suffix] = [columns.text(name.family), columns.text(name.suffix)];
  return (row) => {
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

function addressFrom(
  { line1 = [], unit, city, postcode, kind }: Addresses[number],
  columns: RowReader,
): Read<Identity['addresses'][number]> {
  const lines = (typeof line1 === 'string' ? [line1] : line1).map((one) => columns.text(one));
  const [flat, town, code] = [columns.text(unit), columns.text(city), columns.text(postcode)];
  const said = columns.read(kind, (text) =>
    text === 'shelter' || text === 'facility' ? text : 'home',
  );
  return (row) => {
    const line = present(lines, row).join(' ');
    if (line === '' && town(row) === undefined && code(row) === undefined) return undefined;
    return {
      line1: line,
      unit: flat(row) ?? '',
      city: town(row) ?? '',
      postcode: code(row) ?? '',
      kind: said(row) ?? 'home',
    };
  };
}

/** ISO date with X for what is not known. */
function isoDate(text: string, format: string): string | undefined {
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
