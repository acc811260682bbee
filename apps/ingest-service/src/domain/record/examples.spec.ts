import { describe, expect, it } from '@jest/globals';
import { recordKinds, type PushedRecord, type RecordKind } from '@continuum/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCity, aSource } from '../../../test/pushed-record.builder.js';
import { checkRecord } from './check-record.js';
import { activityData } from './split-record.js';

const contracts = join(import.meta.dirname, '../../../../../libs/contracts/src');
const example = (file: string) =>
  JSON.parse(readFileSync(join(contracts, file), 'utf8')) as Record<string, unknown>;

function activityOf(kind: RecordKind) {
  const name = kind.kind.replaceAll('_', '-');
  const pushed = example(`records/${name}.json`) as unknown as PushedRecord;
  const expected = example(`events/${kind.activity.type}.json`);
  const source = aSource({
    department: String(expected['department']),
    source: String(expected['source']),
    labels: { service_provided: ['HMIS'] },
  });
  const now = new Date(String(expected['recordedAt']));
  const record = checkRecord(pushed, [], { kind, source, city: aCity(), now });
  if ('errors' in record) throw new Error(JSON.stringify(record.errors));
  const activity = activityData(record, { recordVersion: Number(pushed.version), recordedAt: now });
  return { activity, expected };
}

describe('the example of what departments push', () => {
  it.each([...recordKinds.keys()])('of a %s becomes the example of its event', (name) => {
    const { activity, expected } = activityOf(recordKinds.get(name) as RecordKind);
    expect(activity).toEqual(expected);
  });
});
