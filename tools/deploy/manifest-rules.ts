export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string }[];
  readonly envFrom?: readonly {
    readonly configMapRef?: { readonly name: string };
    readonly secretRef?: { readonly name: string };
  }[];
  readonly resources?: {
    readonly requests?: object;
    readonly limits?: { readonly memory?: string };
  };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[] };
  };
  readonly startupProbe?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly selector?: Readonly<Record<string, string>> & {
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
    readonly template?: {
      readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec: {
        readonly terminationGracePeriodSeconds?: number;
        readonly automountServiceAccountToken?: boolean;
        readonly securityContext?: { readonly runAsNonRoot?: boolean };
        readonly containers: readonly Container[];
      };
    };
  };
}

/** What is wrong with rendered manifests, by our own rules. */
export function manifestFaults(manifests: readonly Manifest[]): string[] {
  const pods = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
  const services = manifests.filter(({ kind }) => kind === 'Service');
  return [
    ...pods.flatMap(podFaults),
    ...manifests.filter(({ kind }) => kind === 'Deployment').flatMap(deploymentFaults),
    ...services.filter((service) => !reachesPods(service, pods)).map(named('reaches no pod')),
    ...pods
      .filter((pod) => !hasItsConfigMaps(pod, manifests))
      .map(named('reads a missing ConfigMap')),
  ];
}

function podFaults(manifest: Manifest): string[] {
  const pod = manifest.spec?.template?.spec;
  const container = pod?.containers[0];
  const security = container?.securityContext;
  const rules: [boolean | undefined, string][] = [
    [pod?.automountServiceAccountToken === false, 'mounts a token of the cluster'],
    [pod?.securityContext?.runAsNonRoot, 'may run as root'],
    [security?.allowPrivilegeEscalation === false, 'may gain privileges'],
    [security?.readOnlyRootFilesystem, 'may write its image'],
    [security?.capabilities?.drop?.includes('ALL'), 'keeps capabilities'],
    [container?.resources?.limits?.memory !== undefined, 'has no memory limit'],
    [container?.resources?.requests !== undefined, 'requests nothing'],
    [
      /:[\w.-]*\d/.test(container?.image ?? '') && !container?.image.endsWith(':latest'),
      'has no fixed image',
    ],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [named(fault)(manifest)]));
}

function deploymentFaults(manifest: Manifest): string[] {
  const { selector, template } = manifest.spec ?? {};
  const container = template?.spec.containers[0];
  const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe];
  const rules: [boolean, string][] = [
    [probes.every(Boolean), 'lacks a probe'],
    [(template?.spec.terminationGracePeriodSeconds ?? 0) >= 45, 'is killed while it drains'],
    [isWithin(selector?.matchLabels, template?.metadata?.labels), 'does not select its own pods'],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [named(fault)(manifest)]));
}

const named = (fault: string) => (manifest: Manifest) =>
  `${manifest.kind} ${manifest.metadata.name} ${fault}`;

const reachesPods = ({ spec }: Manifest, pods: readonly Manifest[]) =>
  pods.some((pod) => isWithin(spec?.selector, pod.spec?.template?.metadata?.labels));

function hasItsConfigMaps(pod: Manifest, manifests: readonly Manifest[]): boolean {
  const names = manifests
    .filter(({ kind }) => kind === 'ConfigMap')
    .map(({ metadata }) => metadata.name);
  const wanted = pod.spec?.template?.spec.containers[0]?.envFrom ?? [];
  return wanted.every(({ configMapRef }) => !configMapRef || names.includes(configMapRef.name));
}

function isWithin(part: object | undefined, whole: object = {}): boolean {
  const entries = Object.entries(part ?? {});
  return entries.length > 0 && entries.every(([key, value]) => Object(whole)[key] === value);
}
