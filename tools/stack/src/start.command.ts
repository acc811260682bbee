import { parseArgs } from 'node:util';
import { isStale, keepRun, openRun } from './parts/first-run.js';
import { forgetKafka } from './parts/kafka.js';
import { claim, killParts, release, stopParts } from './parts/leftovers.js';
import { CLONE } from './parts/stack-folder.js';
import { printWayIn } from './print-way-in.js';
import { startStack } from './start-stack.js';
import { anyPorts, fixedPorts } from './stack-ports.js';
import { playStory } from './story/play-story.js';

let isStopping = false;
const say = (line: string) => {
  if (!isStopping) console.log(line);
};

const { values: flags } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    'no-story': { type: 'boolean', default: false },
  },
});
const folder = flags.check ? CLONE.inner('check') : CLONE;

process.on('SIGINT', () => void onSignal());
process.on('SIGTERM', () => void onSignal());
await start().catch((error: Error) => {
  if (isStopping) return;
  console.error(error.message);
  process.exitCode = 1;
  process.exit();
});

async function start() {
  if (flags.check || flags.fresh) await empty();
  const ports = flags.check ? await anyPorts() : fixedPorts;
  const stack = await startStack({ folder, ports, now: new Date(), say });
  if (flags.check) {
    const { passed, failed } = await playStory(stack);
    await stack.stop();
    say(`${passed} passed, ${failed} failed`);
    process.exit(failed === 0 && passed > 0 ? 0 : 1);
  }
  const run = await openRun(folder, new Date());
  if (run.storyPlayedAt) say(`The story was played on ${run.storyPlayedAt}.`);
  else if (!flags['no-story']) {
    await playStory(stack);
    await keepRun(folder, { ...run, storyPlayedAt: new Date().toISOString() });
  }
  if (isStale(run, new Date()))
    say('This city is a month old: npm start -- --fresh makes a new one.');
  await printWayIn(stack, say);
}

async function empty() {
  await folder.prepare();
  await claim(folder, say);
  await forgetKafka(folder);
  await folder.empty();
}

/** The first asks every part to end, in order; the second does not ask. */
async function onSignal() {
  if (isStopping) {
    await killParts(folder);
    process.exit(1);
  }
  say('\nStopping (Ctrl-C again kills)');
  isStopping = true;
  await stopParts(folder);
  await release(folder);
  process.exit(0);
}
