// `npm run check`: format, lint with a project graph, types and unit tests; what a commit must pass.
import { spawnSync } from 'node:child_process';
import './require-node.mjs';

const steps = [
  ['prettier', '--check', '.'],
  ['nx', 'run-many', '-t', 'lint'],
  ['tsc', '-p', '.'],
  ['node', 'tools/test.mjs', '--tier', 'unit'],
];
const failed = steps.filter(([command, ...args]) => {
  console.log(`\n${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit' }).status !== 0;
});
for (const step of failed) console.error(`failed: ${step.join(' ')}`);
process.exit(failed.length === 0 ? 0 : 1);
