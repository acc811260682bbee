import { describe, expect, it } from '@jest/globals';
import type { TSchema } from 'typebox';
import { elements, SUBJECT_ELEMENTS } from './elements.js';
import { OWNER_PART, type Field } from './field.js';
import { PushedSubject, pushedSchema } from './pushed-record.js';
import { recordKinds, type RecordKind } from './record-kind.js';

const kinds = [...recordKinds.values()].map((kind) => [kind.kind, kind] as const);
const codeLike = ['pattern', 'format', 'enum', 'const'];

describe.each(kinds)('what travels of a %s', (_, kind) => {
  const body = fullBranch(kind);

  it('holds no field that stays with its owner', () => {
    const sent = Object.keys(body.properties);
    expect(sent.filter((name) => kind.fields[name]?.to === 'owner')).toEqual([]);
    expect(nodes(body).filter((node) => OWNER_PART in node)).toEqual([]);
  });

  it('holds no field of the subject', () => {
    const subject = [...Object.keys(PushedSubject.properties), ...Object.keys(SUBJECT_ELEMENTS)];
    const travelling = new Set(nodes(body).flatMap(namesOf));
    expect(subject.filter((name) => travelling.has(name))).toEqual([]);
  });

  it('holds no text without a form', () => {
    const texts = nodes(kind.activity.schema).filter(({ type }) => type === 'string');
    expect(texts.filter((node) => !codeLike.some((key) => key in node) && !isTag(node))).toEqual(
      [],
    );
  });

  it('holds a token in place of each reference number', () => {
    const tokens = fieldsOf(kind).filter(([, { to }]) => to === 'token');
    for (const [name, { required }] of tokens) {
      expect(JSON.stringify(body.properties[name])).toContain('[0-9A-Z]{26}');
      expect(body.required?.includes(name) ?? false).toBe(required);
    }
  });

  it('has a date beside each instant', () => {
    const names = Object.keys(body.properties).filter((name) => name.endsWith('At'));
    const dates = names.map((name) => name.replace(/At$/, 'On'));
    expect(Object.keys(body.properties)).toEqual(expect.arrayContaining(dates));
  });
});

describe.each(kinds)('what departments push of a %s', (_, kind) => {
  it('has no text without a length', () => {
    const texts = nodes(pushedSchema(kind)).filter(({ type }) => type === 'string');
    const endless = texts.filter((node) => !('maxLength' in node) && !isShort(node));
    expect(endless).toEqual([]);
  });

  it('is dated by fields it has', () => {
    expect(kind.datedBy.filter((name) => !(name in kind.fields))).toEqual([]);
  });
});

describe('the catalogue of elements', () => {
  it('gives every element a label, save where the source sets it', () => {
    const bare = [...elements.values()].filter(({ labels }) => labels.length === 0);
    expect(new Set(bare.map(({ dataset }) => dataset))).toEqual(new Set(['serv']));
  });

  it('gives each element one id', () => {
    const fields = kinds.flatMap(([, kind]) => fieldsOf(kind));
    const withSubject = kinds.filter(([, { hasSubject }]) => hasSubject);
    expect(elements.size).toBe(
      fields.length + withSubject.length * Object.keys(SUBJECT_ELEMENTS).length,
    );
  });

  it.each([
    ['book.admittedAt', 'activity', ['LOCAL_CH']],
    ['book.screenPositive', 'owner', ['LOCAL_CH', 'HIPAA']],
    ['book.bookingNo', 'token', ['LOCAL_CH']],
    ['sud.name', 'subject', ['PART2', 'HIPAA']],
    ['enc.hivStatus', 'owner', ['HIPAA', 'CMIA', 'HIV']],
  ])('says of %s that it goes to %s under %j', (id, destination, labels) => {
    expect(elements.get(id)).toMatchObject({ destination, labels });
  });

  it('knows what betrays by existing', () => {
    const silent = [...elements.values()].filter(
      ({ isExistenceSensitive }) => isExistenceSensitive,
    );
    expect(new Set(silent.map(({ dataset }) => dataset))).toEqual(new Set(['sud', 'mh']));
  });

  it('has no element of the subject of an incident, which is about nobody', () => {
    expect(elements.has('disp.name')).toBe(false);
  });
});

interface Node extends Record<string, unknown> {
  readonly type?: string;
}
interface ObjectSchema {
  readonly properties: Record<string, TSchema>;
  readonly required?: string[];
}

const fieldsOf = (kind: RecordKind): [string, Field][] => Object.entries(kind.fields);

function fullBranch(kind: RecordKind): ObjectSchema {
  const { body } = kind.activity.schema.properties as unknown as {
    body: { anyOf: [ObjectSchema] };
  };
  return body.anyOf[0];
}

function nodes(schema: unknown): Node[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return [schema as Node, ...Object.values(schema).flatMap(nodes)];
}

const namesOf = ({ properties }: Node) => Object.keys(properties ?? {});
/** Source version, zone: short tags of the header that no source may fill with prose. */
const isTag = ({ maxLength }: Node) => maxLength === 60;
const isShort = ({ format, pattern, enum: words, const: only }: Node) =>
  words !== undefined ||
  only !== undefined ||
  format === 'date' ||
  (typeof pattern === 'string' && pattern.startsWith('^[0-9'));
