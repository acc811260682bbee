import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TObject } from 'typebox';
import { catalogue } from '../event.js';
import '../index.js';
import { OWNER_PART, pushedSchema, recordKinds } from '../records/index.js';

const here = import.meta.dirname;
const records = join(here, '../records');
const ajv = new Ajv({ strict: true, strictTypes: false });
ajv.addKeyword(OWNER_PART);
(formats as unknown as { default: (target: Ajv) => void }).default(ajv);

function errorsOf(schema: TObject, file: string) {
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema)) as object);
  validate(JSON.parse(readFileSync(file, 'utf8')));
  return validate.errors ?? [];
}

describe('the example beside each contract', () => {
  it.each([...catalogue.keys()])('of %s is what the contract allows', (type) => {
    const schema = catalogue.get(type)?.schema;
    expect(schema && errorsOf(schema, join(here, `${type}.json`))).toEqual([]);
  });

  it.each([...recordKinds.keys()])('of a pushed %s is what the contract allows', (name) => {
    const kind = recordKinds.get(name);
    const file = join(records, `${name.replaceAll('_', '-')}.json`);
    expect(kind && errorsOf(pushedSchema(kind), file)).toEqual([]);
  });

  it('has a contract', () => {
    const names = readdirSync(here).filter((name) => name.endsWith('.json'));
    expect(names.filter((name) => !catalogue.has(name.replace(/\.json$/, '')))).toEqual([]);
  });
});
