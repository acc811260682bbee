import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Lint runs in a process of its own: its rules load CommonJS that a test environment cannot.
jest.setTimeout(180_000);
const root = join(import.meta.dirname, '..');
const eslint = join(
  createRequire(import.meta.url).resolve('eslint/package.json'),
  '../bin/eslint.js',
);
const service = 'apps/referral-service/src';

const forbidden: [string, string][] = [
  [`${service}/domain/mdt-case.ts`, '@nestjs/common'],
  [`${service}/domain/mdt-case.ts`, '@continuum/messaging'],
  [`${service}/domain/mdt-case.ts`, '../store/mdt-case.row.js'],
  [`${service}/domain/mdt-case.ts`, 'node:fs'],
  [`${service}/store/mdt-case.repository.ts`, '../inbound/case.controller.js'],
  [`${service}/clients/decision.client.ts`, '../inbound/case.controller.js'],
  [`${service}/inbound/case.controller.ts`, '@continuum/ingest-service'],
  [`${service}/inbound/case.controller.ts`, '@continuum/testing'],
  [`${service}/inbound/case.controller.ts`, 'kafkajs'],
  // Its MessagePattern and ClientKafka are request and reply.
  [`${service}/inbound/case.controller.ts`, '@nestjs/microservices'],
  ['libs/messaging/src/relay.ts', 'kafkajs'],
  ['libs/messaging/src/relay.ts', '@continuum/referral-service'],
  ['libs/messaging/src/kafkajs/kafkajs-port.ts', '@continuum/testing'],
  ['libs/contracts/src/words.ts', '@nestjs/common'],
  ['libs/contracts/src/words.ts', '@continuum/messaging'],
];
const allowed: [string, string][] = [
  [`${service}/domain/mdt-case.ts`, '@continuum/contracts'],
  [`${service}/inbound/case.controller.ts`, '@continuum/messaging'],
  [`${service}/inbound/case.controller.ts`, '@nestjs/common'],
  ['libs/messaging/src/kafkajs/kafkajs-port.ts', 'kafkajs'],
  ['libs/messaging/src/kafkajs/kafkajs-consumption.ts', 'kafkajs'],
  ['libs/contracts/src/words.ts', 'typebox'],
];

const BOUNDARY = /enforce-module-boundaries|restricted-imports/;
const broken = new Map<string, string[]>();

/** One run for all: each probe is an import at the end of a file that exists. */
beforeAll(() => {
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/.bin/nx'), 'graph', '--file=.nx/graph.json'],
    {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: 'ignore',
    },
  );
  const script = `
    import { ESLint } from ${JSON.stringify(join(eslint, '../../lib/api.js'))};
    const eslint = new ESLint({ cwd: ${JSON.stringify(root)} });
    const answers = [];
    for (const [filePath, target] of ${JSON.stringify([...forbidden, ...allowed])}) {
      const [result] = await eslint.lintText("import * as x from '" + target + "';\\nexport const y = x;\\n", { filePath });
      answers.push([filePath + ' ' + target, result.messages.map(({ ruleId, message }) => ruleId ?? message)]);
    }
    console.log(JSON.stringify(answers));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const [probe, rules] of JSON.parse(output) as [string, string[]][]) broken.set(probe, rules);
});

describe('the import rules', () => {
  it.each(forbidden)('%s may not import %s', (file, target) => {
    expect(broken.get(`${file} ${target}`)).toContainEqual(expect.stringMatching(BOUNDARY));
  });

  it.each(allowed)('%s may import %s', (file, target) => {
    expect(broken.get(`${file} ${target}`)?.filter((rule) => BOUNDARY.test(rule))).toEqual([]);
  });
});
