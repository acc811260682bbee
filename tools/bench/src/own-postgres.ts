import {
  claim,
  CLONE,
  freePorts,
  release,
  startPostgres,
  stopParts,
  type StackFolder,
} from '@continuum/stack';
import { randomBytes } from 'node:crypto';

export interface OwnPostgres {
  readonly url: string;
  readonly folder: StackFolder;
}

/** Runs a measurement beside a PostgreSQL of its own, fsync on, and leaves nothing of it. */
export async function withOwnPostgres<T>(
  name: string,
  measure: (own: OwnPostgres) => Promise<T>,
): Promise<T> {
  const folder = CLONE.inner(name);
  await folder.empty();
  await folder.prepare();
  await claim(folder);
  try {
    const { port } = await freePorts(['port']);
    const password = randomBytes(12).toString('hex');
    const { url } = await startPostgres(folder, { port, password, isDurable: true });
    return await measure({ url, folder });
  } finally {
    await stopParts(folder);
    await release(folder);
    await folder.remove();
  }
}
