import { readFileSync, statSync } from 'node:fs';
import { Refused, Label, recordKinds, type Travel } from '@continuum/contracts';
import { Ajv } from 'ajv';
import Type, { type Static } from 'typebox';
import { parse } from 'yaml';
import type { City, Source } from '../domain/source.js';

const names = Type.Array(Type.String({ minLength: 1, maxLength: 80 }));
const part = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const optional = <S extends Type.TSchema>(schema: S) => Type.Optional(schema);
const closed = <P extends Type.TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Labels = Type.Array(Label);

const SourceEntry = closed({
  department: part,
  source: part,
  /** Client id of the source at the city's issuer. */
  client: Type.String({ minLength: 1, maxLength: 80 }),
  kinds: names,
  versioning: optional(Type.Enum(['number', 'instant', 'none'])),
  recordId: optional(Type.Enum(['plain', 'token'])),
  timeZone: optional(Type.String()),
  cadenceDays: optional(Type.Integer({ minimum: 1 })),
  travel: optional(Type.Record(Type.String(), Type.Enum(['full', 'coarse', 'none']))),
  labels: optional(Type.Record(Type.String(), Labels)),
  rate: optional(Type.Integer({ minimum: 1 })),
  projects: optional(names),
  victimProjects: optional(names),
  isVictimService: optional(Type.Boolean()),
  juveniles: optional(Type.Enum(['refuse', 'keep'])),
  padsDates: optional(Type.Boolean()),
});
const SourcesFile = closed({
  sources: Type.Array(SourceEntry),
  facilities: optional(Type.Record(Type.String(), Labels)),
});
type Entry = Static<typeof SourceEntry>;

const isSourcesFile = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(
  JSON.parse(JSON.stringify(SourcesFile)) as object,
);

export interface SourceRegister {
  readonly sources: ReadonlyMap<string, Source>;
  readonly facilities: City['facilities'];
}

export interface SourcesOptions {
  readonly file: string;
  readonly timeZone: string;
  readonly referenceKey: string;
  /** Whom this installation serves; everybody if empty. */
  readonly departments: readonly string[];
}

const LOOK_AGAIN_MS = 2_000;

/** Client id → its one source. The file is looked at again every two seconds: revoking needs no restart. */
export class Sources {
  private register: SourceRegister;
  private readAt: number;
  private changedAt: number;

  constructor(private readonly options: SourcesOptions) {
    this.changedAt = statSync(options.file).mtimeMs;
    this.readAt = Date.now();
    this.register = readSources(options);
  }

  get city(): City {
    const { timeZone, referenceKey } = this.options;
    return { timeZone, referenceKey, facilities: this.current().facilities };
  }

  /** @throws Refused SERVICE_NOT_ALLOWED when the credential opens no source here */
  of(clientId: string | undefined): Source {
    const source = this.current().sources.get(clientId ?? '');
    if (source) return source;
    throw new Refused(
      'SERVICE_NOT_ALLOWED',
      'This credential opens no source of this installation.',
    );
  }

  private current(): SourceRegister {
    if (Date.now() - this.readAt < LOOK_AGAIN_MS) return this.register;
    this.readAt = Date.now();
    const { mtimeMs } = statSync(this.options.file);
    if (mtimeMs !== this.changedAt) {
      this.register = readSources(this.options);
      this.changedAt = mtimeMs;
    }
    return this.register;
  }
}

/** @throws Error naming everything that is wrong with the file */
export function readSources({ file, timeZone, departments }: SourcesOptions): SourceRegister {
  const content: unknown = parse(readFileSync(file, 'utf8'));
  if (!isSourcesFile(content)) {
    const wrong = isSourcesFile.errors?.map(
      ({ instancePath, message }) => `${instancePath} ${message}`,
    );
    throw new Error(`SOURCES_FILE: ${wrong?.join('; ')}`);
  }
  const { sources, facilities } = content as Static<typeof SourcesFile>;
  const problems = sources.flatMap((entry) => problemsOf(entry, departments));
  const clients = sources.map(({ client }) => client);
  const twice = clients.filter((client, nth) => clients.indexOf(client) !== nth);
  if (twice.length > 0) problems.push(`a credential opens exactly one source: ${twice.join(', ')}`);
  if (problems.length > 0) throw new Error(`SOURCES_FILE: ${problems.join('; ')}`);
  const byClient = sources
    .filter(({ department }) => isServed(department, departments))
    .map((entry) => [entry.client, toSource(entry, timeZone)] as const);
  return { sources: new Map(byClient), facilities };
}

const isServed = (department: string, departments: readonly string[]) =>
  departments.length === 0 || departments.includes(department);

function problemsOf(entry: Entry, departments: readonly string[]): string[] {
  if (!isServed(entry.department, departments)) return [];
  const name = `${entry.department}/${entry.source}`;
  const unknown = entry.kinds.filter((kind) => !recordKinds.has(kind));
  const bare = entry.kinds.filter(
    (kind) => !recordKinds.get(kind)?.labels.length && !entry.labels?.[kind]?.length,
  );
  return [
    ...unknown.map((kind) => `${name} pushes an unknown kind ${kind}`),
    ...bare
      .filter((kind) => recordKinds.has(kind))
      .map((kind) => `${name} must set the labels of ${kind}`),
  ];
}

const toSource = (entry: Entry, timeZone: string): Source => ({
  department: entry.department,
  source: entry.source,
  kinds: entry.kinds,
  versioning: entry.versioning ?? 'none',
  recordId: entry.recordId ?? 'plain',
  timeZone: entry.timeZone ?? timeZone,
  cadenceDays: entry.cadenceDays ?? 1,
  travel: (entry.travel ?? {}) as Readonly<Record<string, Travel>>,
  labels: entry.labels ?? {},
  rate: entry.rate ?? 5_000,
  projects: entry.projects ?? [],
  victimProjects: entry.victimProjects ?? [],
  isVictimService: entry.isVictimService ?? false,
  juveniles: entry.juveniles ?? 'refuse',
  padsDates: entry.padsDates ?? false,
});
