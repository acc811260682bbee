import {
  dropRecord,
  endProcess,
  isAlive,
  keepRecord,
  recordsIn,
  type ProcessRecord,
} from './process-record.js';
import type { StackFolder } from './stack-folder.js';

const STACK = 'stack';
/** Services end before what they stand on. */
const FLOORS = [(name: string) => !['kafka', 'postgres'].includes(name), isKafka, isPostgres];

/**
 * This folder is ours until the process ends; what a crashed stack left behind is stopped.
 * @throws Error when another stack runs on it
 */
export async function claim(
  folder: StackFolder,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const other = (await recordsIn(folder)).find(({ name }) => name === STACK);
  if (other && other.pid !== process.pid && (await isAlive(other))) {
    throw new Error(`A stack runs here already (process ${other.pid}). Stop it with Ctrl-C first.`);
  }
  for (const record of await parts(folder)) {
    if (await isAlive(record)) say(`Stopping ${record.name}, left over by an earlier start`);
  }
  await stopParts(folder);
  await keepRecord(folder, STACK, process.pid);
}

export const release = (folder: StackFolder) => dropRecord(folder, STACK);

/** Services first, then Kafka, then PostgreSQL; also those that are only just starting. */
export async function stopParts(folder: StackFolder): Promise<void> {
  for (const isOnFloor of FLOORS) {
    const records = (await parts(folder)).filter(({ name }) => isOnFloor(name));
    await Promise.all(records.map((record) => stopPart(folder, record)));
  }
}

/** The second Ctrl-C: nobody is asked any more. */
export async function killParts(folder: StackFolder): Promise<void> {
  const records = await parts(folder);
  await Promise.all(records.map((record) => endProcess(record, 'SIGKILL', 0)));
}

async function stopPart(folder: StackFolder, record: ProcessRecord) {
  await endProcess(record, isPostgres(record.name) ? 'SIGINT' : 'SIGTERM', 30_000);
  await dropRecord(folder, record.name);
}

const parts = async (folder: StackFolder) =>
  (await recordsIn(folder)).filter(({ name }) => name !== STACK);

function isKafka(name: string) {
  return name === 'kafka';
}
function isPostgres(name: string) {
  return name === 'postgres';
}
