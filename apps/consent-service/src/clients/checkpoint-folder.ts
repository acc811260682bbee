import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from '../store/ledger/checkpoint.js';

const FILE = /^checkpoint-(\d{12})\.json$/;

/** A place with other administrators than the database has: files are written there once and never again. */
export class CheckpointFolder {
  constructor(private readonly path: string) {}

  /** Number of the last one here. */
  async last(): Promise<number> {
    return Math.max(0, ...(await this.numbers()));
  }

  async keep(checkpoint: Checkpoint): Promise<void> {
    await this.write(nameOf(checkpoint.seq), `${JSON.stringify(checkpoint)}\n`);
  }

  /** The key that signs from now on; one that is already here stays as it was. */
  async keepKey(keyId: string, pem: string): Promise<void> {
    await this.write(`${keyId}.pem`, pem);
  }

  /** Public keys by id. */
  async keys(): Promise<ReadonlyMap<string, string>> {
    const names = (await readdir(this.path)).filter((name) => name.endsWith('.pem'));
    const pems = names.map(
      async (name) => [name.slice(0, -4), await readFile(join(this.path, name), 'utf8')] as const,
    );
    return new Map(await Promise.all(pems));
  }

  async *all(): AsyncIterable<Checkpoint> {
    for (const seq of await this.numbers()) {
      yield JSON.parse(await readFile(join(this.path, nameOf(seq)), 'utf8')) as Checkpoint;
    }
  }

  private async numbers(): Promise<number[]> {
    await mkdir(this.path, { recursive: true });
    const names = await readdir(this.path);
    return names
      .flatMap((name) => Number(FILE.exec(name)?.[1] ?? []))
      .filter((seq) => seq > 0)
      .sort((one, other) => one - other);
  }

  private async write(name: string, content: string): Promise<void> {
    const file = await open(join(this.path, name), 'wx').catch(unlessThere);
    if (!file) return;
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

const nameOf = (seq: number) => `checkpoint-${String(seq).padStart(12, '0')}.json`;

function unlessThere(error: unknown): undefined {
  if ((error as { code?: string }).code !== 'EEXIST') throw error;
  return undefined;
}
