import {
  count,
  readConfig,
  serviceSettings,
  setting,
  url,
  type Config,
} from '@continuum/service-kit';

const settings = {
  ...serviceSettings(3000),
  consentUrl: url('CONSENT_URL', 'http://127.0.0.1:3003'),
  identityUrl: url('IDENTITY_URL', 'http://127.0.0.1:3002'),
  referralUrl: url('REFERRAL_URL', 'http://127.0.0.1:3004'),
  reportingUrl: url('REPORTING_URL', 'http://127.0.0.1:3005'),
  /** Where each department's records are: `health=https://…,*=https://…`; `*` is for the rest. */
  ingestUrls: setting('INGEST_URLS', urlsByDepartment, { '*': 'http://127.0.0.1:3001' }),
  /** Per client and instance. */
  requestsPerMinute: count('REQUESTS_PER_MINUTE', 600),
};
export type GatewayConfig = Config<typeof settings>;

export const gatewayConfig = (env = process.env): GatewayConfig => readConfig(settings, env);

function urlsByDepartment(text: string): Readonly<Record<string, string>> {
  const entries = text.split(',').map((entry): [string, string] => {
    const [department = '', address = ''] = entry.split(/=(.*)/s);
    if (!department || !URL.canParse(address)) throw new Error('is not department=URL,…');
    return [department, address.replace(/\/$/, '')];
  });
  return Object.fromEntries(entries);
}
