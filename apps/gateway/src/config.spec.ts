import { describe, expect, it } from '@jest/globals';
import { gatewayConfig } from './config.js';

const needed = { OIDC_ISSUER: 'http://issuer', CLIENT_SECRET: 'secret' };

describe('where departments keep their records', () => {
  it('is one place for all, unless a department has its own', () => {
    const given = 'health=https://ingest.health/,*=http://ingest:3001';
    expect(gatewayConfig({ ...needed, INGEST_URLS: given }).ingestUrls).toEqual({
      health: 'https://ingest.health',
      '*': 'http://ingest:3001',
    });
  });

  it.each(['http://ingest:3001', 'health=', '=http://ingest:3001', 'health=nowhere'])(
    'cannot be %s',
    (given) => {
      expect(() => gatewayConfig({ ...needed, INGEST_URLS: given })).toThrow('INGEST_URLS');
    },
  );
});
