import type { RunningStack } from './running-stack.js';

const SHOWN = ['hana', 'nora', 'finn', 'cleo', 'pax', 'ada'];

/** Where everything is, tokens of the demo users, and three requests to try. */
export async function printWayIn(stack: RunningStack, say: (line: string) => void): Promise<void> {
  const gateway = stack.urls.gateway;
  say('\nContinuum is up. Ctrl-C stops it; the next start finds its data.\n');
  for (const [service, url] of Object.entries(stack.urls)) say(`  ${service.padEnd(18)} ${url}`);
  say(`  ${'issuer'.padEnd(18)} ${stack.issuerUrl}\n`);
  say('Tokens of people of the city, good for eight hours:\n');
  for (const user of SHOWN) say(`  ${user.toUpperCase()}=${await stack.tokenOf(user)}`);
  say('\nCopy the lines above into a shell, then try:\n');
  for (const path of ['/v1/cases', '/v1/alerts', '/v1/referrals']) {
    say(`  ${curl(gateway + path)}`);
  }
}

const curl = (url: string) =>
  `curl -s -H "Authorization: Bearer $HANA" -H "Continuum-Purpose: care_coordination" ${url}`;
