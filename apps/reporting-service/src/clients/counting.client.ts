import { COUNTED_ELEMENTS, type Decision, type DecisionRequest } from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';
import { countingScopes, needsContacts, type CountingScope } from '../domain/counting-scope.js';

export interface CountingDecision {
  readonly decisionId: string;
  /** By department, so that the same decision is the same bytes. */
  readonly scopes: readonly CountingScope[];
}

/** Consent-service, asked where no caller is: on behalf of whoever publishes. */
export class CountingClient {
  constructor(private readonly consent: ServiceClient) {}

  /** @throws Refused NO_DECISION or NOT_COVERED where the user may not count contacts */
  async mayCount(userId: string): Promise<CountingDecision> {
    const body: DecisionRequest = {
      purpose: 'REPORTING',
      action: 'aggregate',
      elements: [...COUNTED_ELEMENTS],
      capabilities: ['SUPPRESS', 'NO_REIDENT'],
      onBehalfOf: userId,
    };
    const { decisionId, sources } = await this.consent.json<Decision>('/v1/decisions', {
      method: 'POST',
      body,
    });
    const scopes = countingScopes(ownersOf(sources));
    needsContacts(scopes);
    return { decisionId, scopes };
  }
}

function ownersOf(sources: Decision['sources']) {
  const shown = sources.filter((source) => source.shown.length > 0);
  const byOwner = Map.groupBy(shown, ({ department }) => department);
  return [...byOwner]
    .map(([owner, own]) => ({
      owner,
      aggregate: {
        datasets: sorted(own.map(({ dataset }) => dataset)),
        labels: sorted(own.flatMap(({ labels = [] }) => labels)),
        elements: own.flatMap((source) => source.shown.map(({ element }) => element)),
      },
    }))
    .sort((a, b) => (a.owner < b.owner ? -1 : 1));
}

const sorted = <T>(values: readonly T[]): T[] => [...new Set(values)].sort();
