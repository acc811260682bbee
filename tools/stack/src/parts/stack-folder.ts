import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where one stack keeps its data, logs, secrets and the pids of its processes. */
export class StackFolder {
  constructor(readonly path: string) {}

  readonly data = (part: string) => join(this.path, 'data', part);
  readonly log = (part: string) => join(this.path, 'logs', `${part}.log`);
  readonly file = (name: string) => join(this.path, name);
  /** A stack of its own inside this one: emptied by itself. */
  readonly inner = (name: string) => new StackFolder(join(this.path, INNER, name));

  /** Reached by every user of the machine, which a clone under a home often is not. */
  get outside(): string {
    const hash = createHash('sha256').update(this.path).digest('hex').slice(0, 12);
    return `/var/tmp/continuum-${hash}`;
  }

  async innerNames(): Promise<string[]> {
    return readdir(join(this.path, INNER)).catch(() => []);
  }

  async prepare(): Promise<void> {
    for (const name of ['data', 'logs', 'processes']) {
      await mkdir(join(this.path, name), { recursive: true });
    }
  }

  async empty(): Promise<void> {
    const names = (await readdir(this.path).catch(() => [])).filter((name) => name !== INNER);
    for (const name of names) await rm(join(this.path, name), { recursive: true, force: true });
    await rm(this.outside, { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    await rm(this.outside, { recursive: true, force: true });
  }
}

const INNER = 'inner';

/** Of this clone; git does not see it. */
export const CLONE = new StackFolder(join(import.meta.dirname, '..', '..', '..', '..', '.stack'));
