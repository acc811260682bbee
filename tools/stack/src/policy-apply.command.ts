import { applyPolicy } from './parts/city-policy.js';
import { ClientTokens } from './parts/client-tokens.js';
import { readRunning } from './parts/running-record.js';
import { Secrets } from './parts/secrets.js';
import { CLONE } from './parts/stack-folder.js';

/** `npm run policy:apply`: loads tools/stack/city, as it is now, into the running stack. */
const { issuerUrl, consentUrl, firstRunAt } = await readRunning(CLONE);
const secrets = await Secrets.open(CLONE.file('secrets'));
const secret = await secrets.get('policy-apply client');
const token = await new ClientTokens(issuerUrl, () => secret).of('policy-apply', 'consent-service');
const digest = await applyPolicy({ consentUrl, token, firstRunAt: new Date(firstRunAt) });
console.log(`Policy set ${digest} is in force.`);
