import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';
import type { AcceptanceRow } from '../../test/acceptance/acceptance-row.js';
import { acceptanceRows, world } from '../../test/acceptance/documents.js';
import { meets } from '../../test/acceptance/meets.js';
import type { Answer } from '../../test/acceptance/runner.js';
import { askService } from '../../test/acceptance/service.target.js';

let service: ConsentService;
beforeAll(async () => void (service = await aConsentService()));
afterAll(() => service.close());

/** Orders and locate requests are not kept by the service yet, and its store takes no form that cannot be read. */
const onEngineOnly = (row: AcceptanceRow) =>
  row.given?.instruments !== undefined ||
  row.given?.forms?.some(({ provisions = [] }) => provisions.some(({ covers }) => !covers));
const rows = acceptanceRows().filter((row) => !onEngineOnly(row));

describe('the acceptance table, over HTTP', () => {
  it.each(rows.map((row) => [row.id, row.title, row] as const))('%s: %s', async (_, __, row) => {
    const answers: Answer[] = [];
    for (const ask of row.asks) {
      const answer = await askService(service, world(), row.given ?? {}, ask);
      meets(answer, ask, answers.at(-1));
      answers.push(answer);
    }
  });
});
