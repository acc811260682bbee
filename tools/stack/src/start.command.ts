import { parseArgs } from 'node:util';
import { isStale, keepRun, openRun } from './parts/first-run.js';
import { forgetKafka } from './parts/kafka.js';
import { claim, killParts, release, stopParts } from './parts/leftovers.js';
import { dropRunning } from './parts/running-record.js';
import { CLONE } from './parts/stack-folder.js';
import { printWayIn } from './print-way-in.js';
import { startStack } from './start-stack.js';
import { anyPorts, fixedPorts } from './stack-ports.js';
import { playStory } from './story/play-story.js';

/** npm passes a Ctrl-C on that the terminal has sent already. */
const SAME_KEY_MS = 500;

let stoppingSince: number | undefined;
const say = (line: string) => {
  if (stoppingSince === undefined) console.log(line);
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
  if (stoppingSince !== undefined) return;
  console.error(error.message);
  process.exit(1);
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
  if (stoppingSince === undefined) {
    say('\nStopping (Ctrl-C again kills)');
    stoppingSince = Date.now();
    await stopParts(folder);
  } else {
    if (Date.now() - stoppingSince < SAME_KEY_MS) return;
    await killParts(folder);
    process.exit(1);
  }
  await dropRunning(folder);
  await release(folder);
  process.exit(0);
}
