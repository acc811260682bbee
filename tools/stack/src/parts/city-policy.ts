import {
  assemblePolicySet,
  digestOf,
  resolveDates,
  withSampleApproval,
  type CityDocument,
  type LegalDocument,
  type PolicySet,
  type SampleApproval,
} from '@continuum/consent-service';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CITY, LEGAL } from './services.js';

interface Application {
  readonly consentUrl: string;
  readonly token: string;
  /** Durations in the documents count from it. */
  readonly firstRunAt: Date;
}

/** Loads the city and the law, sample approval included, as one set. @throws Error with what was refused */
export async function applyPolicy({ consentUrl, token, firstRunAt }: Application): Promise<string> {
  const set = await cityPolicySet(firstRunAt);
  const digest = digestOf(set);
  const answer = await fetch(`${consentUrl}/v1/policy-sets/${digest}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(set),
  });
  if (!answer.ok) throw new Error(`The policy set was refused: ${await answer.text()}`);
  return digest;
}

/** The demonstration city and the law as they are put in force. */
export async function cityPolicySet(firstRunAt: Date): Promise<PolicySet> {
  const city = (await documentIn(CITY)) as unknown as CityDocument;
  return resolveDates(assemblePolicySet(city, await approvedLaw()), firstRunAt);
}

async function approvedLaw(): Promise<LegalDocument> {
  const { sampleApproval, ...law } = await documentIn(LEGAL);
  const legal = { approvals: [], ...law } as unknown as LegalDocument;
  return withSampleApproval(legal, sampleApproval as unknown as SampleApproval);
}

type Document = Record<string, unknown>;

/** All YAML files of a folder as one; lists of one name are joined. */
async function documentIn(folder: string): Promise<Document> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const whole: Document = {};
  for (const name of names) {
    const part = parse(await readFile(join(folder, name), 'utf8'), { merge: true }) as Document;
    for (const [key, value] of Object.entries(part)) whole[key] = joined(whole[key], value);
  }
  return whole;
}

const joined = (known: unknown, value: unknown): unknown =>
  Array.isArray(known) && Array.isArray(value) ? [...(known as unknown[]), ...value] : value;
