import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** Made at the first start, kept for the next; readable by the owner of the stack alone. */
export class Secrets {
  private saved: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly kept: Record<string, string>,
  ) {}

  static async open(file: string): Promise<Secrets> {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new Secrets(file, JSON.parse(text) as Record<string, string>);
  }

  /** @param make what it is when it is needed for the first time */
  async get(name: string, make: () => string | Promise<string> = randomSecret): Promise<string> {
    const known = this.kept[name];
    if (known !== undefined) return known;
    const made = await make();
    this.kept[name] = made;
    // One after the other: two writers of one file leave neither's.
    this.saved = this.saved.then(() => this.save());
    await this.saved;
    return made;
  }

  private save(): Promise<void> {
    return writeFile(this.file, JSON.stringify(this.kept, null, 2), { mode: 0o600 });
  }
}

const randomSecret = () => randomBytes(32).toString('base64url');
