import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { manifestFaults, type Manifest } from './manifest-rules.js';
import { ROOT, serviceNames, variablesRead } from './variables-read.js';

const rendered = ['k8s/base', 'k8s/overlays/dev'].map(
  (folder) => [folder, render(folder)] as const,
);
const overlays = rendered.flatMap(([folder, text]) =>
  text === undefined ? [] : [[folder, text] as const],
);

function render(folder: string): string | undefined {
  try {
    return execFileSync('kubectl', ['kustomize', join(ROOT, folder)], { encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const parsed = (text: string) => parseAllDocuments(text).map((one) => one.toJS() as Manifest);

describe('kubectl', () => {
  it('is on the path where it is required', () => {
    const isRequired = (process.env['REQUIRE'] ?? '').split(',').includes('kubectl');
    expect(isRequired && overlays.length === 0).toBe(false);
  });
});

// Nothing can be rendered without kubectl, so there is nothing to describe.
for (const [folder, text] of overlays) {
  describe(folder, () => {
    let manifests: Manifest[];
    let deployments: Manifest[];
    beforeAll(() => {
      manifests = parsed(text);
      deployments = manifests.filter(({ kind }) => kind === 'Deployment');
    });

    it('keeps every rule', () => {
      expect(manifestFaults(manifests)).toEqual([]);
    });

    it('has every service, and a migration for each with a database', async () => {
      const names = await serviceNames();
      const jobs = manifests.filter(({ kind }) => kind === 'Job');
      expect(deployments.map(appOf).sort()).toEqual(names.sort());
      expect(jobs).toHaveLength(names.length - 1);
    });

    it('sets only variables that the service reads', async () => {
      for (const deployment of deployments) {
        const asked = await variablesRead(appOf(deployment));
        const unread = variablesOf(deployment, manifests).filter((name) => !asked.has(name));
        expect({ app: appOf(deployment), unread }).toEqual({ app: appOf(deployment), unread: [] });
      }
    });

    it.each([
      ['runAsNonRoot: true', 'runAsNonRoot: false', 'may run as root'],
      ['allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true', 'may gain privileges'],
      ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'may write its image'],
      ['- ALL', '- CHOWN', 'keeps capabilities'],
      [
        'automountServiceAccountToken: false',
        'automountServiceAccountToken: true',
        'mounts a token of the cluster',
      ],
      [
        'terminationGracePeriodSeconds: 45',
        'terminationGracePeriodSeconds: 10',
        'is killed while it drains',
      ],
      ['readinessProbe:', 'otherProbe:', 'lacks a probe'],
      ['limits:', 'hopes:', 'has no memory limit'],
      ['requests:', 'wishes:', 'requests nothing'],
      [':0.1.0', ':latest', 'has no fixed image'],
      [
        'matchLabels:\n      app.kubernetes.io/name: ',
        'matchLabels:\n      app.kubernetes.io/name: not-',
        'does not select its own pods',
      ],
      [
        'selector:\n    app.kubernetes.io/name: ',
        'selector:\n    app.kubernetes.io/name: not-',
        'reaches no pod',
      ],
      [
        '- configMapRef:\n            name: ',
        '- configMapRef:\n            name: not-',
        'reads a missing ConfigMap',
      ],
    ])('breaks a rule with %j as %j', (good, bad, fault) => {
      const broken = text.replaceAll(good, bad);
      expect(broken).not.toBe(text);
      expect(manifestFaults(parsed(broken)).join('\n')).toContain(fault);
    });
  });
}

const containerOf = ({ spec }: Manifest) => spec?.template?.spec.containers[0];
const appOf = ({ spec }: Manifest) =>
  `${spec?.template?.metadata?.labels?.['app.kubernetes.io/name']}`;

function variablesOf(deployment: Manifest, manifests: readonly Manifest[]): string[] {
  const container = containerOf(deployment);
  const own = (container?.env ?? []).map(({ name }) => name);
  const maps = (container?.envFrom ?? []).map(({ configMapRef }) => configMapRef?.name);
  const shared = manifests.filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && maps.includes(metadata.name),
  );
  return [...own, ...shared.flatMap(({ data = {} }) => Object.keys(data))];
}
