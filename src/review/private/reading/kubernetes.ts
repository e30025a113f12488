import { parseAllDocuments } from 'yaml';
import { mountsOf, podExposures, probesOf, secretFilesOf, userOf, variablesOf } from './kubernetes-pod';
import { Keys, commandOf, listOf, mapOf, restOf, textOf } from './written';
import { EnvironmentFacts, PortFacts, Rest, ServiceFacts } from '../../facts';

/** What runs pods. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
/** What is told with the services that it belongs to, or says nothing of what runs. */
const TOLD = [
  ...WORKLOADS, 'Kustomization', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'HorizontalPodAutoscaler',
  'Service', 'NetworkPolicy', 'Ingress', 'HTTPRoute',
];
/** Where a service is that has a policy, and where one is that has none. */
const [GUARDED, UNGUARDED] = ['of its NetworkPolicy', 'of the whole cluster'];

/** One environment as manifests tell it: those of one folder, each file with one or more. */
export function readKubernetes(texts: string[]): EnvironmentFacts {
  const all = texts.flatMap((text) => parseAllDocuments(text, { version: '1.1', logLevel: 'error' })).map((document) => {
    if ('errors' in document && document.errors.length > 0) {
      throw document.errors[0];
    }
    return mapOf((document as { toJS?: () => unknown }).toJS?.());
  });
  const of = (...kinds: string[]) => all.filter(({ kind }) => kinds.includes(textOf(kind)));
  const workloads = of(...WORKLOADS);
  if (workloads.length === 0) {
    throw new Error('it has no workloads');
  }
  const volumes = [
    ...of('PersistentVolumeClaim').map((claim) => ({ name: nameOf(claim), fullName: nameOf(claim), claim })),
    ...workloads.flatMap((workload) => listOf(mapOf(workload.spec).volumeClaimTemplates).map(mapOf).map((claim) =>
      ({ name: ownClaim(workload, claim), fullName: `${nameOf(claim)}-${nameOf(workload)}-<number>`, claim }))),
  ];
  return {
    project: textOf(of('Kustomization')[0]?.namespace),
    services: workloads.flatMap((workload) => servicesOf(workload, all)),
    networks: [GUARDED, UNGUARDED].map((name) => ({ name, internal: name === GUARDED, external: false, rest: {} })),
    volumes: volumes.map(({ name, fullName, claim }) => ({ name, fullName, external: false, rest: restOf(mapOf(claim.spec)) })),
    secrets: [],
    rest: Object.assign({}, ...of('Ingress', 'HTTPRoute').map(rulesOf),
      ...all.filter(({ kind }) => !TOLD.includes(textOf(kind))).map((each) =>
        restOf({ [`${textOf(each.kind)} ${nameOf(each)}`]: { ...mapOf(each.spec), selector: undefined } })),
      ...of('NetworkPolicy').filter((policy) => !workloads.some((workload) => isOf(policy, workload)))
        .map((policy) => restOf({ [`NetworkPolicy ${nameOf(policy)}`]: policy.spec }))) as Rest,
  };
}

function nameOf({ metadata }: Keys): string {
  return textOf(mapOf(metadata).name);
}

/** The name of a claim that each pod of a StatefulSet has for itself. */
function ownClaim(workload: Keys, claim: Keys): string {
  return `${nameOf(claim)}-${nameOf(workload)}`;
}

function podOf(workload: Keys): { readonly labels: Keys; readonly annotations: Keys; readonly spec: Keys } {
  const spec = mapOf(workload.spec);
  const template = mapOf(mapOf(mapOf(spec.jobTemplate).spec).template ?? spec.template);
  const metadata = mapOf(template.metadata);
  return { labels: mapOf(metadata.labels), annotations: mapOf(metadata.annotations), spec: mapOf(template.spec) };
}

/** Each container is a service of its own; the first one has the name of what runs it. */
function servicesOf(workload: Keys, all: Keys[]): ServiceFacts[] {
  const pod = podOf(workload);
  const isJob = /Job$/.test(textOf(workload.kind));
  const name = isJob ? `${nameOf(workload)} (job)` : nameOf(workload);
  const claims = listOf(mapOf(workload.spec).volumeClaimTemplates).map(mapOf);
  const volumes = new Map([
    ...listOf(pod.spec.volumes).map(mapOf).map((volume): [string, Keys] => [textOf(volume.name), volume]),
    ...claims.map((claim): [string, Keys] => [nameOf(claim), { persistentVolumeClaim: { claimName: ownClaim(workload, claim) } }]),
  ]);
  const configMaps = new Map(all.filter(({ kind }) => kind === 'ConfigMap').map((each) => [nameOf(each), mapOf(each.data)]));
  const policies = all.filter((each) => each.kind === 'NetworkPolicy' && isOf(each, workload));
  return listOf(pod.spec.containers).map(mapOf).map((container, index): ServiceFacts => {
    const mounts = mountsOf(container, volumes);
    const ports = index > 0 ? [] : portsOf(workload, all);
    return {
      id: index === 0 ? name : `${name}/${textOf(container.name)}`,
      workload: textOf(workload.kind),
      image: textOf(container.image),
      user: userOf(pod.spec, container),
      entrypoint: commandOf(container.command),
      command: commandOf(container.args),
      ports,
      mounts,
      networks: [{ name: policies.length > 0 ? GUARDED : UNGUARDED, aliases: [] }],
      secrets: secretFilesOf(container, volumes),
      variables: variablesOf(container, configMaps),
      limits: limitsOf(mapOf(container.resources)),
      exposures: podExposures(pod.spec, container, { mounts, ports, isJob }),
      healthCheck: probesOf(container),
      replicas: replicasOf(workload, all),
      restart: isJob ? 'no' : 'always',
      dependsOn: {},
      labels: Object.fromEntries(Object.entries({ ...pod.labels, ...pod.annotations })
        .filter(([label]) => !label.startsWith('app.kubernetes.io/'))
        .map(([label, value]) => [label, textOf(value)])),
      logging: {},
      rest: {
        ...restOf(container, [
          'name', 'image', 'command', 'args', 'env', 'envFrom', 'volumeMounts', 'resources', 'securityContext', 'readinessProbe',
          'livenessProbe', 'startupProbe',
        ]),
        ...restOf(pod.spec, ['containers', 'volumes', 'securityContext', 'hostNetwork', 'hostPID', 'hostIPC', 'restartPolicy']),
        ...restOf(workload.spec, ['replicas', 'selector', 'template', 'jobTemplate.spec.template', 'volumeClaimTemplates', 'serviceName']),
        ...Object.assign({}, ...policies.map(peersOf)) as Rest,
      },
    };
  });
}

function limitsOf({ limits, requests }: Keys): ServiceFacts['limits'] {
  const text = (value: unknown) => value === undefined ? undefined : textOf(value);
  return {
    memory: text(mapOf(limits).memory),
    cpus: text(mapOf(limits).cpu),
    reservedMemory: text(mapOf(requests).memory),
    reservedCpus: text(mapOf(requests).cpu),
  };
}

function replicasOf(workload: Keys, all: Keys[]): string {
  const scaler = all.find(({ kind, spec }) =>
    kind === 'HorizontalPodAutoscaler' && textOf(mapOf(mapOf(spec).scaleTargetRef).name) === nameOf(workload));
  const { minReplicas, maxReplicas } = mapOf(scaler?.spec);
  return scaler ? `${textOf(minReplicas) || '1'} to ${textOf(maxReplicas)}` : textOf(mapOf(workload.spec).replicas) || '1';
}

/** Ports that nodes or a load balancer open. */
function portsOf(workload: Keys, all: Keys[]): PortFacts[] {
  const { labels } = podOf(workload);
  const isOpen = ({ kind, spec }: Keys) => kind === 'Service' && selects(mapOf(mapOf(spec).selector), labels)
    && ['NodePort', 'LoadBalancer'].includes(textOf(mapOf(spec).type));
  return all.filter(isOpen).flatMap(({ spec }) => listOf(mapOf(spec).ports).map(mapOf).map((port) => ({
    address: '', published: textOf(port.nodePort) || textOf(port.port), target: textOf(port.targetPort) || textOf(port.port), open: true,
  })));
}

function isOf(policy: Keys, workload: Keys): boolean {
  const labels = mapOf(mapOf(mapOf(policy.spec).podSelector).matchLabels);
  return Object.keys(labels).length > 0 && selects(labels, podOf(workload).labels);
}

function selects(selector: Keys, labels: Keys): boolean {
  return Object.keys(selector).length > 0 && Object.entries(selector).every(([name, value]) => labels[name] === value);
}

/** Who may send requests to a service, and whom it may send some. */
function peersOf({ spec }: Keys): Rest {
  const rules = (list: unknown, side: string) => listOf(list).map(mapOf).map((rule) => {
    const peers = listOf(rule[side]).map(mapOf);
    const ports = listOf(rule.ports).map((port) => textOf(mapOf(port).port)).join(', ');
    return `${peers.length === 0 ? 'anybody' : peers.map(peerOf).join(', ')}${ports === '' ? '' : ` on ${ports}`}`;
  }).join('; ');
  return { 'reached by': rules(mapOf(spec).ingress, 'from') || 'nobody', 'reaches': rules(mapOf(spec).egress, 'to') || 'nobody' };
}

function peerOf({ podSelector, namespaceSelector, ipBlock }: Keys): string {
  const labels: Keys = { ...mapOf(mapOf(podSelector).matchLabels), ...mapOf(mapOf(namespaceSelector).matchLabels) };
  const name = Object.entries(labels).filter(([label]) => /(name|component)$|^member/.test(label)).pop()?.[1];
  return ipBlock ? textOf(mapOf(ipBlock).cidr)
    : textOf(name) || Object.keys(labels).map((label) => label.split('/').pop()!).join(', ') || 'all';
}

/** Where users come in: by name and path, the service. */
function rulesOf({ kind, metadata, spec }: Keys): Rest {
  const name = `${textOf(kind)} ${textOf(mapOf(metadata).name)}`;
  const ingress = listOf(mapOf(spec).rules).map(mapOf).filter(({ http }) => http !== undefined).flatMap(({ host, http }) =>
    listOf(mapOf(http).paths).map(mapOf).map(({ path, backend }): [string, string] =>
      [`${name}, ${textOf(host) || 'any name'}${textOf(path)}`, textOf(mapOf(mapOf(backend).service).name)]));
  const hosts = listOf(mapOf(spec).hostnames).map(textOf).join(', ') || 'any name';
  const routes = listOf(mapOf(spec).rules).map(mapOf).filter(({ matches }) => matches !== undefined).flatMap(({ matches, backendRefs }) =>
    listOf(matches).map((match): [string, string] =>
      [`${name}, ${hosts}${textOf(mapOf(mapOf(match).path).value)}`,
        listOf(backendRefs).map((each) => textOf(mapOf(each).name)).join(', ')]));
  return {
    ...Object.fromEntries([...ingress, ...routes]),
    ...restOf({ [name]: { ...mapOf(spec), annotations: mapOf(metadata).annotations } }, [`${name}.rules`, `${name}.hostnames`]),
  };
}
