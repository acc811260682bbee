// `npm test`: every tier this machine can run. `--tier unit` runs one; other arguments go to jest.
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import './require-node.mjs';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  options: { tier: { type: 'string' } },
  allowPositionals: true,
});

const SYSTEM = 'apps/system-tests';

/** Specs that kill processes or start everything run alone, after the rest. */
const TIERS = {
  unit: {
    match: '{apps,libs,tools}/**/*.spec.ts',
    ignore: [/\.(int|kafka|fault)\.spec/.source, SYSTEM],
  },
  int: { match: '{apps,libs,tools}/**/*.int.spec.ts', ignore: [SYSTEM] },
  kafka: { match: '{apps,libs,tools}/**/*.kafka.spec.ts', ignore: [SYSTEM], needsKafka: true },
  fault: {
    match: '{apps,libs,tools}/**/*.fault.spec.ts',
    ignore: [SYSTEM],
    needsKafka: true,
    isAlone: true,
  },
  system: { match: 'apps/system-tests/**/*.spec.ts', needsKafka: true, isAlone: true },
};

const wanted = values.tier ? [values.tier] : Object.keys(TIERS);
const unknown = wanted.find((tier) => !(tier in TIERS));
if (unknown)
  throw new Error(`There is no tier "${unknown}"; there are ${Object.keys(TIERS).join(', ')}.`);

const problem = wanted.some((tier) => TIERS[tier].needsKafka) ? await whyNoKafka() : undefined;
const count = { passed: 0, failed: 0, skipped: 0 };
for (const name of wanted) {
  const tier = TIERS[name];
  if (tier.needsKafka && problem) {
    console.log(`\ntier ${name} skipped: ${problem}`);
    const isRequired = (process.env.REQUIRE ?? '').split(',').includes('kafka');
    count[isRequired ? 'failed' : 'skipped'] += 1;
    continue;
  }
  console.log(`\ntier ${name}`);
  const run = await jest(tier);
  for (const outcome of Object.keys(count)) count[outcome] += run[outcome];
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0);

async function whyNoKafka() {
  if (process.env.KAFKA_BROKERS) return undefined;
  await import('./build.mjs');
  const { wayToKafka } = await import('@continuum/stack');
  return wayToKafka(console.log).then(
    () => undefined,
    (error) => error.message,
  );
}

async function jest({ match, ignore = [], isAlone = false }) {
  const report = join(tmpdir(), `continuum-jest-${process.pid}.json`);
  const workers = isAlone ? 1 : Math.min(4, availableParallelism());
  const args = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    join(root, 'node_modules/jest/bin/jest.js'),
    ...positionals,
    ...['--json', `--outputFile=${report}`, '--passWithNoTests', `--maxWorkers=${workers}`],
    ...['--testMatch', `<rootDir>/${match}`],
    ...['/node_modules/', '/dist/', ...ignore].map((one) => `--testPathIgnorePatterns=${one}`),
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise((resolve) => child.once('exit', resolve));
  const text = await readFile(report, 'utf8').catch(() => undefined);
  await rm(report, { force: true });
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };

  const result = JSON.parse(text);
  return {
    passed: result.numPassedTests,
    // A file that does not load has no test to fail.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}
