import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

const HELD = 1 << 16;

/** A file written line by line through a bounded buffer; compressed where its name ends in `.gz`. */
export class LineFile {
  private readonly file: number;
  private held = '';

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.file = openSync(path, 'w');
  }

  write(line: string): void {
    this.held += `${line}\n`;
    if (this.held.length > HELD) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    const bytes = Buffer.from(this.held);
    // A gzip file may have many members: each buffer is one.
    writeAll(this.file, this.path.endsWith('.gz') ? gzipSync(bytes) : bytes);
    this.held = '';
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
}
