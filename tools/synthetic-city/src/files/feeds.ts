import { join } from 'node:path';
import type { Citizen } from '../city.js';
import { ArrivalsInOrder } from './arrivals-in-order.js';
import { LineFile } from './line-file.js';

/** One NDJSON a feed in arrival order, and the truth in a folder of its own that no service reads. */
export class Feeds {
  private readonly arrivals: ArrivalsInOrder;
  private readonly people: LineFile;

  constructor(private readonly folder: string) {
    this.arrivals = new ArrivalsInOrder(join(folder, '.arriving'));
    this.people = new LineFile(join(folder, 'truth', 'people.ndjson'));
  }

  add({ person, arrivals }: Citizen): void {
    this.people.write(JSON.stringify(person));
    for (const arrival of arrivals) this.arrivals.add(arrival);
  }

  /** @returns arrivals a feed */
  close(): Record<string, number> {
    const counts: Record<string, number> = {};
    const feeds = new Map<string, LineFile>();
    const truth = new LineFile(join(this.folder, 'truth', 'records.ndjson'));
    for (const { feed, record, truth: whose } of this.arrivals.inOrder()) {
      const path = join(this.folder, `${feed.replace('/', '.')}.ndjson`);
      const file = feeds.get(feed) ?? new LineFile(path);
      feeds.set(feed, file);
      counts[feed] = (counts[feed] ?? 0) + 1;
      file.write(record);
      truth.write(whose);
    }
    for (const file of [...feeds.values(), truth, this.people]) file.close();
    return counts;
  }
}
