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

type Rule = readonly [holds: boolean | undefined, fault: string];

function podFaults(manifest: Manifest): string[] {
  const pod = manifest.spec?.template?.spec;
  const container = pod?.containers[0];
  return broken(manifest, [
    [pod?.automountServiceAccountToken === false, 'mounts a token of the cluster'],
    [pod?.securityContext?.runAsNonRoot, 'may run as root'],
    [container?.resources?.limits?.memory !== undefined, 'has no memory limit'],
    [container?.resources?.requests !== undefined, 'requests nothing'],
    [hasFixedImage(container), 'has no fixed image'],
    ...securityRules(container?.securityContext ?? {}),
  ]);
}

const hasFixedImage = (container?: Container) => /:[\w.-]*\d/.test(container?.image ?? '');

const securityRules = (security: NonNullable<Container['securityContext']>): Rule[] => [
  [security.allowPrivilegeEscalation === false, 'may gain privileges'],
  [security.readOnlyRootFilesystem, 'may write its image'],
  [security.capabilities?.drop?.includes('ALL'), 'keeps capabilities'],
];

function deploymentFaults(manifest: Manifest): string[] {
  const { selector, template } = manifest.spec ?? {};
  const container = template?.spec.containers[0];
  const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe];
  return broken(manifest, [
    [probes.every(Boolean), 'lacks a probe'],
    [(template?.spec.terminationGracePeriodSeconds ?? 0) >= 45, 'is killed while it drains'],
    [isWithin(selector?.matchLabels, template?.metadata?.labels), 'does not select its own pods'],
  ]);
}

const broken = (manifest: Manifest, rules: readonly Rule[]) =>
  rules.flatMap(([holds, fault]) => (holds ? [] : [named(fault)(manifest)]));

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

type Labels = Readonly<Record<string, string>>;

function isWithin(part: Labels | undefined, whole: Labels = {}): boolean {
  const entries = Object.entries(part ?? {});
  return entries.length > 0 && entries.every(([key, value]) => whole[key] === value);
}
