import { Duration } from '../../../base';
import { ContainerUser, Environment, HealthCheck, Service, ServiceKind, ServicePort, ServiceSpec, Stack } from '../../../model';
import { RELEASE_TIMEOUT, STOP_GRACE_PERIOD } from '../../../model/defaults';
import { portsOf } from '../../compose/plan/ports';
import { secondsToHealthy } from '../../compose/plan/releases';
import { PlannedAsking, PlannedRequest, askingOf, requestsOf } from '../../compose/plan/smoke-tests';
import { AutoscalingOptions, KubernetesOptions, KubernetesServiceOptions } from '../kubernetes-options';
import { targetsOf } from './connections';
import { PlannedRule, entrancesOf, isEdge, rulesOf } from './entrance';
import { PlannedFiles, filesOf } from './files';
import { PlannedImage, plannedImage } from './images';
import { instanceOf } from './names';
import { PlannedSettings, secretsOf, settingsOf } from './settings';
import { PlannedStorage, isStateful, storageOf } from './storage';

/** What a service is to a cluster. */
export enum WorkloadKind {
  DEPLOYMENT = 'Deployment',
  STATEFUL_SET = 'StatefulSet',
  JOB = 'Job',
}

/** A value of a manifest that is set by hand. */
export interface ManifestChange {
  readonly service: Service;
  /** The kind of the manifest: `Deployment`. */
  readonly kind: string;
  readonly trail: string[];
  readonly value: any;
}

/** One service of a {@link KubernetesPlan}. */
export interface PlannedWorkload {
  readonly id: string;
  readonly service: Service;
  readonly spec: ServiceSpec;
  readonly kind: WorkloadKind;
  /** Whether a release replaces it; what keeps data stays as it is, unless what is said of it changes. */
  readonly isReleased: boolean;
  readonly image: PlannedImage;
  readonly user?: ContainerUser;
  /** Ports at which others reach it; a debugger's is none. */
  readonly ports: ServicePort[];
  /** Ports at which users come in. */
  readonly entrances: number[];
  readonly replicas: number;
  readonly autoscaling?: AutoscalingOptions;
  readonly settings: PlannedSettings;
  readonly storage: PlannedStorage;
  /** Who sends it requests. */
  readonly callers: Service[];
  /** Whom it sends requests to. */
  readonly targets: Service[];
  /** Networks outside of the stack that it may connect to. */
  readonly outbound: string[];
  /** How long it goes on answering after nobody is told of it any more: until everybody in the cluster knows. */
  readonly lingerSeconds: number;
  /** How long it may take to stop, without that. */
  readonly stopSeconds: number;
  /** What runs once for each release, and how long it may take. */
  readonly job?: { readonly command?: string[]; readonly seconds: number };
  readonly requests: PlannedRequest[];
  readonly asking?: PlannedAsking;
  readonly options: KubernetesServiceOptions;
}

/** All that is decided about one environment of a stack on Kubernetes, once: manifests, script and guide are views of it. */
export interface KubernetesPlan {
  readonly stack: Stack;
  readonly environment: Environment;
  readonly options: KubernetesOptions;
  readonly files: PlannedFiles;
  readonly instance: string;
  readonly namespace: string;
  readonly secretName: string;
  readonly workloads: PlannedWorkload[];
  /** What is on Compose and not here, because the cluster does it itself. */
  readonly edges: Service[];
  readonly rules: PlannedRule[];
  /** The secrets that have to be there, and those that may be, each once, with what they are. */
  readonly secrets: PlannedSecret[];
  readonly patienceSeconds: number;
  readonly watchSeconds: number;
  readonly keep: number;
  readonly changes: ManifestChange[];
}

/** A secret of an environment. */
export interface PlannedSecret {
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly users: string[];
}

/** What of a plan is chosen by the user. */
export interface KubernetesChoices {
  readonly options: KubernetesOptions;
  readonly services: ReadonlyMap<Service, KubernetesServiceOptions>;
  readonly changes: ManifestChange[];
}

/** How long it takes at most until everybody in a cluster knows that a pod is on its way out, a controller that is busy included. */
const LINGER = Duration.seconds(10);

/** Pure: the same stack gives the same plan. */
export function planOf(stack: Stack, environment: Environment, { options, services, changes }: KubernetesChoices): KubernetesPlan {
  const members = membersOf(stack, environment);
  const instance = instanceOf(stack, environment);
  const ports = members.map(({ service, spec }) => ({ service, spec, ports: portsOf(environment, service, spec) }));
  const rules = options.ingress || options.gateway ? rulesOf(stack, environment, options) : [];
  const targets = new Map(members.map(({ service, spec }) => [service, targetsOf(environment, service, spec)]));
  const workloads = members.map((member, index) => ({
    ...plannedWorkload(environment, member, options, services.get(member.service) ?? {}),
    entrances: options.ingress || options.gateway
      ? rules.filter(({ service }) => service === member.service).map(({ port }) => port)
      : entrancesOf(member.spec).map(({ port }) => port),
    callers: members.filter(({ service }) => targets.get(service)!.includes(member.service)).map(({ service }) => service),
    targets: targets.get(member.service)!.filter((target) => targets.has(target)),
    requests: requestsOf(ports[index], [], { requests: options.smokeTests }),
    asking: askingOf(ports[index]),
  }));
  return {
    stack,
    environment,
    options,
    files: filesOf(stack, environment, options.folder),
    instance,
    namespace: options.namespace ?? instance,
    secretName: options.secretName ?? `${stack.name}-secrets`,
    workloads,
    edges: stack.servicesIn(environment).filter((service) => isEdge(service.specIn(environment))),
    rules,
    secrets: plannedSecrets(stack, environment, workloads),
    patienceSeconds: Math.ceil(options.patience?.toSeconds() ?? 60 + Math.max(0, ...members.map(({ spec }) => secondsToReady(spec)))),
    watchSeconds: Math.ceil((options.watch ?? Duration.seconds(10)).toSeconds()),
    keep: options.keep ?? 5,
    changes,
  };
}

/** A service of an environment, and what it is there. */
export interface Member {
  readonly service: Service;
  readonly spec: ServiceSpec;
}

/** The services that have pods: an edge has none. */
export function membersOf(stack: Stack, environment: Environment): Member[] {
  return stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }))
    .filter(({ spec }) => !isEdge(spec));
}

/** How long a service may take until it is known to be ready, at least two minutes: images are pulled, caches are cold. */
export function secondsToReady({ healthCheck, readiness }: ServiceSpec): number {
  return Math.ceil(Math.max(120, ...[healthCheck, readiness].flatMap((check) => check ? [secondsToHealthy(check)] : [])));
}

/** What a service says of itself; the rest is seen from the whole. */
type Alone = Omit<PlannedWorkload, 'entrances' | 'callers' | 'targets' | 'requests' | 'asking'>;

function plannedWorkload(
  environment: Environment, { service, spec }: Member, stackOptions: KubernetesOptions, options: KubernetesServiceOptions,
): Alone {
  const image = plannedImage(service, environment, stackOptions.registry);
  const isData = spec.kind === ServiceKind.DATA;
  return {
    id: service.id,
    service,
    spec,
    kind: spec.kind === ServiceKind.JOB ? WorkloadKind.JOB : isStateful(spec) ? WorkloadKind.STATEFUL_SET : WorkloadKind.DEPLOYMENT,
    isReleased: !isData,
    image,
    user: spec.user ?? image.states.user,
    ports: (spec.ports ?? []).filter(({ debugProtocol }) => debugProtocol === undefined),
    replicas: spec.replicas ?? 1,
    autoscaling: options.autoscaling,
    settings: settingsOf(environment, service, spec, stackOptions.settings ?? {}),
    storage: storageOf(service, spec, options, stackOptions.storageClass),
    outbound: options.outbound ?? (isData ? [] : stackOptions.outbound ?? ['0.0.0.0/0', '::/0']),
    lingerSeconds: spec.kind === ServiceKind.HTTP ? Math.ceil((stackOptions.preStopDelay ?? LINGER).toSeconds()) : 0,
    stopSeconds: Math.ceil((spec.stopGracePeriod ?? STOP_GRACE_PERIOD).toSeconds()),
    job: spec.releaseCommand === undefined && spec.kind !== ServiceKind.JOB ? undefined
      : { command: spec.releaseCommand ?? spec.command, seconds: Math.ceil((spec.releaseTimeout ?? RELEASE_TIMEOUT).toSeconds()) },
    options,
  };
}

function plannedSecrets(stack: Stack, environment: Environment, workloads: PlannedWorkload[]): PlannedSecret[] {
  const declared = stack.variablesIn(environment).map(({ variable }) => variable);
  const found = new Map<string, { required: boolean; users: string[] }>();
  for (const { id, settings } of workloads) {
    for (const { name, optional } of secretsOf(settings)) {
      const before = found.get(name) ?? { required: false, users: [] };
      found.set(name, { required: before.required || !optional, users: [...new Set([...before.users, id])] });
    }
  }
  return [...found].map(([name, { required, users }]) => ({
    name, required, users, description: declared.find((variable) => variable.name === name)?.description,
  }));
}

/** The check by which a pod is known to have come up, and what it is asked after that. */
export function startupOf({ healthCheck, readiness, peers }: ServiceSpec): HealthCheck {
  return peers?.readiness ?? readiness ?? healthCheck;
}
