import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readPredictions, type Predictions } from './predictions.js';

const COMMAND = join(import.meta.dirname, '..', 'linking.command.js');

/** Links by the linking bench in a process of its own, so that it sees files alone. */
export async function linkByCommand(csvFile: string, mapFile: string): Promise<Predictions> {
  if (!existsSync(COMMAND)) throw new Error('There is no linking bench; name --predictions.');
  const file = `${csvFile}.predictions.csv`;
  const options = { csv: csvFile, map: mapFile, truth: 'person', id: 'id', predictions: file };
  const told = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { status } = spawnSync(process.execPath, [COMMAND, ...told], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The linking bench failed.');
  const predictions = await readPredictions(file);
  rmSync(file);
  return predictions;
}
