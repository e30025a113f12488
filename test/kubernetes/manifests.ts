import { Dependency, EnvValue, Environment, HealthCheck, Resources, Service, ServiceKind, ServiceSpec, Stack, VolumeSource } from '../../src';

/*
 * A second platform in small, on nothing but the public API: what a service says of itself has to be enough to write it down for
 * Kubernetes. It is a proof of the model, no product.
 */

type Manifest = { readonly [key: string]: any };

/** Deployment, StatefulSet, Job, Service and NetworkPolicy of each service, and what they mount. */
export function manifestsOf(stack: Stack, environment: Environment, from: { registry: string; release: string }): Manifest[] {
  const { registry, release } = from;
  const services = stack.servicesIn(environment);
  return services.flatMap((service) => {
    const spec = service.specIn(environment);
    const pod = podOf(service, spec, environment, imageOf(service, environment, registry, release), release);
    return [
      workload(service, spec, pod),
      ...spec.releaseCommand ? [job(`${service.id}-${release}`, { ...pod, containers: [{ ...bare(pod.containers[0]), args: spec.releaseCommand }] })] : [],
      ...(spec.ports ?? []).length > 0 ? [serviceOf(service, spec), policyOf(service, spec, services, environment)] : [],
      ...configMapsOf(service, spec),
    ];
  });
}

const labels = (id: string) => ({ 'app.kubernetes.io/name': id });

function workload(service: Service, { kind, replicas = 1, mounts = [] }: ServiceSpec, pod: Manifest): Manifest {
  const base = { apiVersion: 'apps/v1', metadata: { name: service.id, labels: labels(service.id) } };
  const template = { metadata: { labels: labels(service.id) }, spec: pod };
  const claims = mounts.map(({ volume }) => volume.source()).filter(({ name, isDisposable }) => name !== undefined && !isDisposable);
  switch (kind) {
    case ServiceKind.JOB: return job(service.id, pod);
    case ServiceKind.SCHEDULER:
    case ServiceKind.DATA: return {
      ...base,
      kind: 'StatefulSet',
      spec: {
        serviceName: service.id,
        replicas,
        selector: { matchLabels: labels(service.id) },
        template,
        volumeClaimTemplates: claims.map(({ name, size }) => ({
          metadata: { name: volumeName(name!) }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size!.toBinaryString() } } },
        })),
      },
    };
    default: return {
      ...base,
      kind: 'Deployment',
      spec: { replicas, selector: { matchLabels: labels(service.id) }, strategy: { rollingUpdate: { maxUnavailable: 0 } }, template },
    };
  }
}

function job(name: string, pod: Manifest): Manifest {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { backoffLimit: 0, template: { spec: { ...pod, restartPolicy: 'Never' } } } };
}

function podOf(service: Service, spec: ServiceSpec, environment: Environment, image: string, release: string): Manifest {
  const user = spec.user ?? ownerOf(service, environment).describe(environment).image.bind().builtFrom?.user;
  const mounted = (spec.mounts ?? []).map(({ volume, ...mount }, index) => ({ ...mount, source: volume.source(), index }));
  const nameOf = ({ source, index }: typeof mounted[number]) => source.name === undefined ? `mount-${index}` : volumeName(source.name);
  const temporary = spec.writablePaths ?? ['/tmp'];
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    shareProcessNamespace: spec.init,
    terminationGracePeriodSeconds: spec.stopGracePeriod?.toSeconds() ?? 10,
    securityContext: { runAsNonRoot: user!.uid !== 0, runAsUser: user!.uid, runAsGroup: user!.gid, fsGroup: user!.gid },
    containers: [{
      name: service.id,
      image,
      args: spec.command,
      env: variablesOf(spec, environment, release),
      ports: (spec.ports ?? []).map(({ port }) => ({ containerPort: port })),
      livenessProbe: probeOf(spec.healthCheck),
      readinessProbe: probeOf(spec.healthCheck),
      startupProbe: spec.readiness && probeOf(spec.readiness),
      resources: resourcesOf(spec.resources),
      securityContext: {
        allowPrivilegeEscalation: false, readOnlyRootFilesystem: !spec.writableRoot, capabilities: { drop: ['ALL'], add: spec.capabilities },
      },
      volumeMounts: [
        ...mounted.map((mount) => ({
          name: nameOf(mount), mountPath: mount.containerPath, readOnly: mount.readOnly, subPath: fileOf(mount.source),
        })),
        ...temporary.map((mountPath, index) => ({ name: `tmp-${index}`, mountPath })),
      ],
    }],
    volumes: [
      ...mounted.flatMap((mount): Manifest[] => {
        const { name, isDisposable, repositoryPath: path, providedFiles } = mount.source;
        return providedFiles ? [{ name: nameOf(mount), secret: { secretName: `${service.id}-files` } }]
          : path !== undefined ? [{ name: nameOf(mount), configMap: { name: `${service.id}-files` } }]
            : name !== undefined && !isDisposable ? [] : [{ name: nameOf(mount), emptyDir: {} }];
      }),
      ...temporary.map((_, index) => ({ name: `tmp-${index}`, emptyDir: { medium: 'Memory' } })),
    ],
  };
}

function fileOf({ repositoryPath, isFolder }: VolumeSource): string | undefined {
  return isFolder ? undefined : repositoryPath?.split('/').pop();
}

/** Without what asks whether it lives. */
function bare({ livenessProbe: _, readinessProbe: __, startupProbe: ___, ...container }: Manifest): Manifest {
  return container;
}

function variablesOf(spec: ServiceSpec, environment: Environment, release: string): Manifest[] {
  const read = new Map<string, Manifest>();
  const valueOf = (value: EnvValue) => value.resolve(environment, {
    writeLiteral: (text) => text.replace(/\$\(/g, '$$$$('),
    writeVariable: ({ name, secret, required }) => {
      read.set(name, { name, valueFrom: { [secret ? 'secretKeyRef' : 'configMapKeyRef']: { name: 'settings', key: name, optional: !required } } });
      return `$(${name})`;
    },
    writeRelease: () => release,
  });
  const own = Object.entries(spec.environment ?? {}).map(([name, value]) => ({ name, value: valueOf(value) }));
  return [...read.values(), ...own.filter(({ name, value }) => value !== `$(${name})`)];
}

function probeOf(check: HealthCheck): Manifest | undefined {
  const { http, tcp, command } = check.describe();
  const timing = { periodSeconds: check.interval.toSeconds(), timeoutSeconds: check.timeout.toSeconds(), failureThreshold: check.retries };
  return http ? { ...timing, httpGet: { path: http.path, port: http.port, httpHeaders: http.host && [{ name: 'Host', value: http.host }] } }
    : tcp ? { ...timing, tcpSocket: { port: tcp.port } } : command && { ...timing, exec: { command } };
}

function resourcesOf({ cpus, memory, reservedCpus = cpus, reservedMemory = memory }: Resources = {}): Manifest {
  return {
    limits: { cpu: cpus?.toString(), memory: memory?.toBinaryString() },
    requests: { cpu: reservedCpus?.toString(), memory: reservedMemory?.toBinaryString() },
  };
}

function serviceOf(service: Service, { ports = [] }: ServiceSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.id },
    spec: { selector: labels(service.id), ports: ports.map(({ port }) => ({ name: `port-${port}`, port })) },
  };
}

/** Who may reach it: users at its entrances, who sends requests to it, and who is connected to it or waits for it. */
function policyOf(service: Service, { ports = [] }: ServiceSpec, services: Service[], environment: Environment): Manifest {
  const callers = services.filter((other) => {
    const { routes = [], dependencies = [] } = other.specIn(environment);
    return other.connections.includes(service) || [...routes, ...dependencies as Pick<Dependency, 'service'>[]].some((each) => each.service === service);
  });
  const entrances = ports.filter(({ entrance }) => entrance);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: service.id },
    spec: {
      podSelector: { matchLabels: labels(service.id) },
      policyTypes: ['Ingress'],
      ingress: [
        ...callers.map(({ id }) => ({ from: [{ podSelector: { matchLabels: labels(id) } }], ports: ports.map(({ port }) => ({ port })) })),
        ...entrances.length > 0 ? [{ ports: entrances.map(({ port }) => ({ port })) }] : [],
      ],
    },
  };
}

/** Generated files that it mounts. */
function configMapsOf(service: Service, { mounts = [] }: ServiceSpec): Manifest[] {
  const files = mounts.map(({ volume }) => volume.source()).filter(({ repositoryPath, providedFiles }) => repositoryPath && !providedFiles);
  const contentOf = (path: string) => service.stack.files.find((file) => file.path === path)!.render();
  return files.length === 0 ? [] : [{
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${service.id}-files` },
    data: Object.fromEntries(files.map((source) => [fileOf(source)!, contentOf(source.repositoryPath!)])),
  }];
}

function ownerOf(service: Service, environment: Environment): Service {
  const { sharedWith } = service.describe(environment).image.bind();
  return sharedWith ? ownerOf(sharedWith, environment) : service;
}

function imageOf(service: Service, environment: Environment, registry: string, release: string): string {
  const owner = ownerOf(service, environment);
  return owner.describe(environment).image.bind().reference ?? `${registry}/${service.stack.name}-${owner.id}:${release}`;
}

function volumeName(name: string): string {
  return name.toLowerCase().replace(/[_.]/g, '-');
}
