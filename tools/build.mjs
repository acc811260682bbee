// Compiles every workspace package from src/ to dist/ with swc; only files that changed since.
import { transform } from '@swc/core';
import { mkdir, readFile, readdir, rm, stat, writeFile, copyFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const options = JSON.parse(await readFile(join(root, '.swcrc'), 'utf8'));
const isTest = /\.spec\.ts$/;

const sources = (await Promise.all(['libs', 'apps', 'tools'].map(packagesOf))).flat();
const jobs = (await Promise.all(sources.map(filesOf))).flat();
let built = 0;
await Promise.all(Array.from({ length: availableParallelism() * 4 }, work));
await Promise.all(sources.map(dropOrphans));
console.log(`built ${built} of ${jobs.length + built} files`);

async function packagesOf(folder) {
  const names = await readdir(join(root, folder), { withFileTypes: true });
  return names.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, folder, name));
}

async function filesOf(folder) {
  const entries = await list(join(folder, 'src'));
  return entries
    .filter((file) => !isTest.test(file) && /\.(ts|json|yaml|csv)$/.test(file))
    .map((file) => ({ from: file, to: target(folder, file) }));
}

function target(folder, file) {
  return join(folder, 'dist', relative(join(folder, 'src'), file)).replace(/\.ts$/, '.js');
}

async function list(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function work() {
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    built += 1;
    if ((await modified(job.to)) >= (await modified(job.from))) continue;
    await mkdir(dirname(job.to), { recursive: true });
    if (!job.from.endsWith('.ts')) await copyFile(job.from, job.to);
    else {
      const code = await readFile(job.from, 'utf8');
      const output = await transform(code, { ...options, filename: job.from, swcrc: false });
      await writeFile(job.to, output.code);
    }
  }
}

async function modified(file) {
  return (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
}

/** A file whose source is gone must not be loaded from an older build. */
async function dropOrphans(folder) {
  const wanted = new Set((await filesOf(folder)).map(({ to }) => to));
  const kept = await list(join(folder, 'dist'));
  await Promise.all(kept.filter((file) => !wanted.has(file)).map((file) => rm(file)));
}
