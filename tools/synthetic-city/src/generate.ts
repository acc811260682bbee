import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { arrivalsOf, citizens, type CityOptions } from './city.js';

/** Writes one NDJSON a feed in arrival order, and the truth in a folder of its own that no service reads. */
export async function generate(
  options: CityOptions,
  folder: string,
): Promise<Record<string, number>> {
  const truthFolder = join(folder, 'truth');
  mkdirSync(truthFolder, { recursive: true });
  const feeds = new Map<string, WriteStream>();
  const counts: Record<string, number> = {};
  const records = createWriteStream(join(truthFolder, 'records.ndjson'));
  for (const { feed, record, truth } of arrivalsOf(options)) {
    const file =
      feeds.get(feed) ?? createWriteStream(join(folder, `${feed.replace('/', '.')}.ndjson`));
    feeds.set(feed, file);
    counts[feed] = (counts[feed] ?? 0) + 1;
    await write(file, record);
    await write(records, {
      recordKey: `${feed}/${record.recordId}`,
      version: record.version,
      ...truth,
    });
  }
  const people = createWriteStream(join(truthFolder, 'people.ndjson'));
  for (const { person } of citizens(options)) await write(people, person);
  await Promise.all([...feeds.values(), records, people].map(end));
  return counts;
}

async function write(file: WriteStream, line: object): Promise<void> {
  if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
}

async function end(file: WriteStream): Promise<void> {
  file.end();
  await once(file, 'finish');
}
