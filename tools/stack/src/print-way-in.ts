import type { RunningStack } from './running-stack.js';

const SHOWN = ['hana', 'nora', 'finn', 'cleo', 'pax', 'ada'];

/** Where everything is, tokens of demo users, and three requests to try. */
export async function printWayIn(stack: RunningStack, say: (line: string) => void): Promise<void> {
  const { gateway } = stack.urls;
  say('\nContinuum is up. Ctrl-C stops it; the next start finds its data.\n');
  for (const [service, url] of Object.entries(stack.urls)) say(`  ${service.padEnd(18)} ${url}`);
  say(`  ${'issuer'.padEnd(18)} ${stack.issuerUrl}\n`);
  say('Tokens of people of the city, good for eight hours:\n');
  for (const user of SHOWN) say(`  ${user.toUpperCase()}=${await stack.tokenOf(user)}`);
  say('\nCopy the lines above into a shell, then try:\n');
  say(`  ${curl('HANA', 'CARE_COORD', `${gateway}/v1/cases`)}`);
  say(`  ${curl('CLEO', 'CARE_COORD', `${gateway}/v1/alerts`)}`);
  say(`  ${curl('HANA', undefined, `${gateway}/v1/cases`)}   # no purpose: the refusal says so`);
}

function curl(user: string, purpose: string | undefined, url: string): string {
  const headers = [`Authorization: Bearer $${user}`, purpose && `Continuum-Purpose: ${purpose}`];
  return `curl -s ${headers.flatMap((one) => (one ? [`-H "${one}"`] : [])).join(' ')} ${url}`;
}
