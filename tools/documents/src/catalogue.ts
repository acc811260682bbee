import { catalogue, TOPICS, type EventDefinition, type Topic } from '@continuum/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
const contracts = join(root, 'libs/contracts/src');

/** Which service publishes a topic, and which read it: the table of services, as data. */
export const PRODUCERS: Readonly<Record<Topic, string>> = {
  subjects: 'ingest-service',
  activities: 'ingest-service',
  identities: 'identity-service',
  access: 'consent-service',
  care: 'referral-service',
  disclosures: 'consent-service',
  feeds: 'ingest-service',
  reports: 'reporting-service',
};
export const CONSUMERS: Readonly<Record<Topic, readonly string[]>> = {
  subjects: ['identity-service'],
  activities: ['consent-service', 'referral-service', 'reporting-service'],
  identities: ['consent-service', 'referral-service', 'reporting-service'],
  access: ['referral-service', 'reporting-service'],
  care: ['consent-service', 'reporting-service'],
  disclosures: ['reporting-service'],
  feeds: ['reporting-service'],
  reports: ['referral-service'],
};
export const CARRIES: Readonly<Record<Topic, string>> = {
  subjects: 'who a record is about: the only topic with names; identity-service alone may read it',
  activities: 'what happened, without direct identifiers',
  identities: 'which person a record belongs to, without names',
  access: 'that a policy, agreement, consent or relation changed; readers ask again',
  care: 'cases, referrals, alerts, services and their capacity',
  disclosures: 'that a decision was taken and something was shown, by pseudonym',
  feeds: 'how complete and fresh each feed is',
  reports:
    'that a person crossed the line of a measure, a month was published or restated; no counts',
};

export interface Documented {
  readonly definition: EventDefinition;
  readonly sentence: string;
  readonly example: unknown;
}

/** Every event with the sentence above its definition and its example, by topic. */
export function documentedEvents(): Map<Topic, Documented[]> {
  const sentences = sentencesOf();
  const documented = [...catalogue.values()]
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map((definition) => ({
      definition,
      sentence:
        sentences.get(constantOf(definition.type)) ?? sentences.get(kindOf(definition.type)) ?? '',
      example: exampleOf(definition.type),
    }));
  const byTopic = Map.groupBy(documented, ({ definition }) => definition.topic);
  return new Map(TOPICS.map((topic) => [topic, byTopic.get(topic) ?? []]));
}

export function exampleOf(type: string): unknown {
  const file = readdirSync(join(contracts, 'events')).find((name) => name === `${type}.json`);
  return file ? JSON.parse(readFileSync(join(contracts, 'events', file), 'utf8')) : undefined;
}

/** `case.proposed.v1` → `CaseProposedV1` */
const constantOf = (type: string) =>
  type
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
/** `ems-response.recorded.v1` → `EmsResponse` */
const kindOf = (type: string) => constantOf(type.split('.')[0] ?? '');

function sentencesOf(): Map<string, string> {
  const files = ['events', 'records'].flatMap((folder) =>
    readdirSync(join(contracts, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join(contracts, folder, name)),
  );
  const matches = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const (\w+)/g),
  ]);
  return new Map(
    matches.map(([, comment = '', name = '']) => [
      name,
      comment.replace(/\s*\n\s*\*\s?/g, ' ').trim(),
    ]),
  );
}
