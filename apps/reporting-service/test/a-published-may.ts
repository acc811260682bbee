import { FeedAdvancedV1, PersonSplitV1 } from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import { aMart, type Mart } from './a-mart.js';
import { assigned, citationRecorded, emsRecorded } from './activity.builder.js';

export interface Cited {
  readonly personId: string;
  readonly keys: readonly string[];
}

/** May 2024, which is over: 40 people cited, 15 of them high utilizers, and 15 others taken by ambulance. */
export async function aMartOfMay() {
  const mart = await aMart();
  mart.clock.set('2024-06-10T03:00:00Z');
  const utilizers: Cited[] = [];
  const others: Cited[] = [];
  for (let nth = 0; nth < 15; nth += 1) utilizers.push(await aCitedPerson(mart, older(10)));
  for (let nth = 0; nth < 25; nth += 1) others.push(await aCitedPerson(mart));
  for (let nth = 0; nth < 15; nth += 1) await aPatient(mart, `fire/epcr/E-${nth}`);
  await mart.recountAll();
  return { mart, utilizers, others };
}

export const older = (count: number) =>
  Array.from({ length: count }, (_, nth) => `2023-03-${String(nth + 1).padStart(2, '0')}`);

/** Cited once in May, and on other dates before. */
export async function aCitedPerson(mart: Mart, before: readonly string[] = []): Promise<Cited> {
  const personId = randomUUID();
  const dates = ['2024-05-10', ...before];
  const keys = dates.map((_, nth) => `police/rms/${personId}-${nth}`);
  await mart.handle(
    ...dates.map((localDate, nth) => citationRecorded({ recordKey: keys[nth]!, localDate })),
  );
  await mart.handle(...keys.map((key) => assigned(key, personId)));
  return { personId, keys };
}

async function aPatient(mart: Mart, recordKey: string): Promise<void> {
  await mart.handle(emsRecorded({ recordKey, localDate: '2024-05-20' }));
  await mart.handle(assigned(recordKey, randomUUID(), { dataset: 'ems' }));
}

export async function declareMay(mart: Mart): Promise<void> {
  for (const feed of ['police/rms/citation', 'fire/epcr/ems_response']) {
    const data = { feed, version: 1, completeThrough: '2024-05-31', isAssumed: false };
    await mart.handle(anEvent(FeedAdvancedV1, data));
  }
}

/** Records of one person that turn out to be another's: who has them from now on. */
export async function unLink(mart: Mart, from: Cited, keys: readonly string[]): Promise<string> {
  const personId = randomUUID();
  const parts = [from.personId, personId].map((id) => ({
    ...{ personId: id, personVersion: 2, reinstated: false, recordCount: keys.length },
  }));
  const split = { personId: from.personId, personVersion: 2, parts, step: 2 };
  await mart.handle(anEvent(PersonSplitV1, { ...split, cause: 'judgement' }));
  await mart.handle(
    ...keys.map((key) =>
      assigned(key, personId, { linkVersion: 2, previousPersonId: from.personId }),
    ),
  );
  await mart.recountAll();
  return personId;
}
