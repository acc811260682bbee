import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@continuum/testing';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from './child.js';
import { claim, killParts, release, stopParts } from './leftovers.js';
import { recordsIn, startTimeOf } from './process-record.js';
import { StackFolder } from './stack-folder.js';

/** The parts write down their own ends: exits that come together reach a parent in any order. */
const tellsItsEnd = (file: string, name: string) => {
  const tell = (what: string) => `require('fs').appendFileSync('${file}', '${name} ${what}\\n')`;
  const end = `() => { ${tell('down')}; process.exit(0); }`;
  return `for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, ${end}); ${tell('up')}`;
};
const linesOf = async (file: string) => {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const isUp = (line: string) => line.endsWith('up');
  return [...lines.filter(isUp).toSorted(), ...lines.filter((line) => !isUp(line))];
};

describe('processes of a stack', () => {
  let folder: StackFolder;
  const children: Child[] = [];

  beforeEach(async () => {
    folder = new StackFolder(await mkdtemp(join(tmpdir(), 'continuum-stack-')));
    await folder.prepare();
  });
  afterEach(async () => {
    children.splice(0).forEach((child) => child.signal('SIGKILL'));
    await rm(folder.path, { recursive: true, force: true, maxRetries: 5 });
  });

  const start = async (name: string, script: string) => {
    const args = ['-e', `${script}; setInterval(() => undefined, 1000)`];
    const child = await startChild(folder, { name, command: process.execPath, args });
    children.push(child);
    return child;
  };
  const record = (name: string, pid: number, startedAt: string) =>
    writeFile(folder.file(`processes/${name}.json`), JSON.stringify({ name, pid, startedAt }));

  it('left over by a crash are stopped by the next start', async () => {
    const left = await start('ingest-service', '');
    await record('stack', 999_999_999, 'long ago');

    const said: string[] = [];
    await claim(folder, (line) => said.push(line));

    expect(await left.ended).toBe('SIGTERM');
    expect(said).toEqual(['Stopping ingest-service, left over by an earlier start']);
  });

  it('are not mistaken for a stranger that has the pid now', async () => {
    const stranger = await start('stranger', '');
    await rm(folder.file('processes/stranger.json'));
    await record('kafka', stranger.pid, 'another time');

    await claim(folder);
    expect(await startTimeOf(stranger.pid)).toBeDefined();
  });

  it('belong to one stack at a time', async () => {
    const other = await start('other', '');
    await record('stack', other.pid, `${await startTimeOf(other.pid)}`);
    await expect(claim(folder)).rejects.toThrow(`process ${other.pid}`);
  });

  it('end services first, then Kafka, then PostgreSQL', async () => {
    const told = folder.file('told');
    for (const name of ['postgres', 'kafka', 'gateway']) await start(name, tellsItsEnd(told, name));
    await until(async () => (await linesOf(told)).length === 3);
    await stopParts(folder);
    expect(await linesOf(told)).toEqual([
      ...['postgres up', 'kafka up', 'gateway up'].toSorted(),
      ...['gateway down', 'kafka down', 'postgres down'],
    ]);
  });

  it('end at once when killed, even those that do not listen', async () => {
    const deaf = await start('gateway', "process.on('SIGTERM', () => undefined)");
    await killParts(folder);
    expect(await deaf.ended).toBe('SIGKILL');
  });

  it('are forgotten after the end', async () => {
    await claim(folder);
    await start('gateway', '');
    await stopParts(folder);
    await release(folder);
    expect(await recordsIn(folder)).toEqual([]);
  });
});
