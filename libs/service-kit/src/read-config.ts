import { readFileSync } from 'node:fs';

/** One environment variable: how it is read, what it is without. */
export interface Setting<T> {
  readonly name: string;
  readonly isSecret: boolean;
  readonly fallback?: T;
  readonly parse: (text: string) => T;
}

type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Config<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

export const text = (name: string, fallback?: string) => setting(name, (value) => value, fallback);
export const secret = (name: string): Setting<string> => ({ ...text(name), isSecret: true });
export const optionalText = (name: string) =>
  setting<string | undefined>(name, (value) => value, undefined, true);
export const list = (name: string, fallback?: readonly string[]) =>
  setting<readonly string[]>(name, (value) => value.split(',').filter(Boolean), fallback);
export const flag = (name: string, fallback: boolean) =>
  setting(
    name,
    (value) => ['true', '1'].includes(word(value, ['true', 'false', '1', '0'])),
    fallback,
  );
export const choice = <const T extends readonly string[]>(
  name: string,
  values: T,
  fallback?: T[number],
) => setting<T[number]>(name, (value) => word(value, values), fallback);

export const count = (name: string, fallback?: number) =>
  setting(
    name,
    (value) => {
      if (!/^\d+$/.test(value)) throw new Error('is not a whole number');
      return Number(value);
    },
    fallback,
  );

export const url = (name: string, fallback?: string) =>
  setting(
    name,
    (value) => {
      if (!URL.canParse(value)) throw new Error('is not a URL');
      return value.replace(/\/$/, '');
    },
    fallback,
  );

/** `fallback: undefined` and `optional` mean: may be absent. Without a fallback the variable is required. */
export function setting<T>(
  name: string,
  parse: (text: string) => T,
  fallback?: T,
  optional = false,
): Setting<T> {
  const isOptional = fallback !== undefined || optional;
  return { name, parse, isSecret: false, ...(isOptional ? { fallback: fallback as T } : {}) };
}

function word<const T extends readonly string[]>(value: string, values: T): T[number] {
  if (!values.includes(value)) throw new Error(`is none of ${values.join(', ')}`);
  return value;
}

/**
 * Environment → one frozen object. Every bad variable is named at once; a value is never printed. `NAME_FILE` may
 * name a file that holds the value.
 * @throws Error naming each variable and what is wrong with it
 */
export function readConfig<const S extends Settings>(settings: S, env = process.env): Config<S> {
  const problems: string[] = [];
  const entries = Object.entries(settings).map(([key, one]) => {
    try {
      return [key, read(one, env)] as const;
    } catch (error) {
      problems.push(`${one.name} ${error instanceof Error ? error.message : 'is wrong'}`);
      return [key, undefined] as const;
    }
  });
  if (problems.length > 0) throw new Error(`Cannot start: ${problems.join('; ')}.`);
  const secrets = new Set(Object.keys(settings).filter((key) => settings[key]?.isSecret));
  return Object.freeze(withHiddenSecrets(Object.fromEntries(entries), secrets)) as Config<S>;
}

function read<T>({ name, parse, ...rest }: Setting<T>, env: NodeJS.ProcessEnv): T {
  const file = env[`${name}_FILE`];
  const value = file ? readFileSync(file, 'utf8').trim() : env[name];
  if (value !== undefined && value !== '') return parse(value);
  if ('fallback' in rest) return rest.fallback as T;
  throw new Error('is missing');
}

function withHiddenSecrets(values: Record<string, unknown>, secrets: Set<string>) {
  const toJSON = () =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, secrets.has(key) ? '[set]' : value]),
    );
  return Object.defineProperty(values, 'toJSON', { value: toJSON, enumerable: false });
}
