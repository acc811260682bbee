import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPredictions, type Link } from './predictions.js';

const COMMAND = join(import.meta.dirname, '..', 'linking.command.js');

/**
 * Links by the linking bench in a process of its own, so that it sees files alone.
 * @param command script that understands `--csv --map --truth --id --predictions`
 */
export const linkByCommand =
  (command = COMMAND): Link =>
  async (csvFile, mapFile) => {
    if (!existsSync(command)) throw new Error('There is no linking bench; name --predictions.');
    const folder = mkdtempSync(join(tmpdir(), 'linked-'));
    try {
      const file = join(folder, 'predictions.csv');
      const options = { csv: csvFile, map: mapFile, truth: 'person', id: 'id', predictions: file };
      const told = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
      const { status } = spawnSync(process.execPath, [command, ...told], { stdio: 'inherit' });
      if (status !== 0) throw new Error('The linking bench failed.');
      return await readPredictions(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
