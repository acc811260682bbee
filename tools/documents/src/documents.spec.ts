import { describe, expect, it } from '@jest/globals';
import { catalogue } from '@continuum/contracts';
import { checkWritten } from '@continuum/messaging';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { parse } from 'yaml';
import { documentedEvents, exampleOf, root } from './catalogue.js';
import { generated } from './index.js';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'GLOSSARY.md', 'SECURITY.md'],
  ...below('docs', '.md'),
  ...['apps', 'libs', 'tools'].flatMap((folder) =>
    packages(folder).map((name) => `${folder}/${name}/README.md`),
  ),
];

function below(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}

function packages(folder: string): string[] {
  return readdirSync(join(root, folder)).filter((name) =>
    existsSync(join(root, folder, name, 'package.json')),
  );
}

describe('the generated documents', () => {
  it.each(Object.entries(generated()))('%s is what the code says today', (file, text) => {
    expect(readFileSync(join(root, file), 'utf8')).toBe(text);
  });

  it('are AsyncAPI 3 in the eyes of its parser', async () => {
    const { document, diagnostics } = await new Parser().parse(
      readFileSync(join(root, 'docs/asyncapi.yaml'), 'utf8'),
    );
    expect(document).toBeDefined();
    expect(diagnostics.filter(({ severity }) => (severity as number) === 0)).toEqual([]);
  });

  it('describe every event once, on its topic', () => {
    const asyncapi = parse(readFileSync(join(root, 'docs/asyncapi.yaml'), 'utf8')) as {
      channels: Record<string, { messages: object }>;
    };
    const described = Object.values(asyncapi.channels).flatMap(({ messages }) =>
      Object.keys(messages),
    );
    expect(described.sort()).toEqual([...catalogue.keys()].sort());
  });
});

describe('each event', () => {
  it.each([...catalogue.values()].map((definition) => [definition.type, definition] as const))(
    '%s has an example that its contract allows',
    (type, definition) => {
      const example = exampleOf(type);
      expect(example).toBeDefined();
      expect(() => checkWritten(definition, example)).not.toThrow();
    },
  );

  it('says in a sentence what happened', () => {
    const silent = [...documentedEvents().values()].flat().filter(({ sentence }) => !sentence);
    expect(silent.map(({ definition }) => definition.type)).toEqual([]);
  });
});

describe('the documents written by hand', () => {
  it.each(documents)('%s exists and its links lead somewhere', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
  });

  it.each(documents)('%s names no file that is not there', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const named = [
      ...text.matchAll(/`((?:apps|libs|tools|docs|k8s)\/[\w./@-]+\.(?:ts|mjs|md|yaml|json|yml))`/g),
    ].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
