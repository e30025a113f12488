/*
 * What a reviewer knows of a stack in one environment: read from what is written, whichever platform it is written for.
 */

/** One environment, as it is written down. */
export interface EnvironmentFacts {
  /** What the engine's names of volumes and networks begin with. */
  readonly project: string;
  readonly services: ServiceFacts[];
  readonly networks: NetworkFacts[];
  readonly volumes: VolumeFacts[];
  /** Secrets that are mounted or read by builds, with where they come from. */
  readonly secrets: { readonly name: string; readonly source: string }[];
  /** What is written besides, by the keys that lead to it. */
  readonly rest: Rest;
}

/** Values that no word below is about, by the keys that lead to them: `{ 'ulimits.nofile.soft': '65536' }`. */
export type Rest = { readonly [trail: string]: string };

/** One service. What is not said is an empty text, an empty list, or not set. */
export interface ServiceFacts {
  readonly id: string;
  /** What runs it: `Deployment`, where the platform has kinds of workloads. */
  readonly workload: string;
  readonly image: string;
  /** Not set where the image is pulled, or built by another service. */
  readonly build?: BuildFacts;
  /** What the file states, or the Dockerfile that the image is built from, here or by another service. */
  readonly user: string;
  readonly entrypoint: string;
  readonly command: string;
  readonly ports: PortFacts[];
  readonly mounts: MountFacts[];
  /** The networks that it is on, with the names under which others find it there. */
  readonly networks: { readonly name: string; readonly aliases: string[] }[];
  readonly secrets: string[];
  readonly variables: { readonly [name: string]: string };
  readonly limits: LimitFacts;
  /** What makes it less safe than a container can be. */
  readonly exposures: Exposure[];
  readonly healthCheck?: HealthCheckFacts;
  readonly replicas: string;
  readonly restart: string;
  /** What it waits for: by service, the condition. */
  readonly dependsOn: { readonly [service: string]: string };
  readonly labels: { readonly [name: string]: string };
  readonly logging: Rest;
  readonly rest: Rest;
}

/** How an image is built. */
export interface BuildFacts {
  /** In the repository. */
  readonly dockerfile: string;
  readonly context: string;
  readonly target: string;
  readonly secrets: string[];
}

/** A port that the host or the cluster publishes. */
export interface PortFacts {
  /** Where it is open: empty for all addresses. */
  readonly address: string;
  readonly published: string;
  /** Inside the container, with `/udp` if it is no TCP. */
  readonly target: string;
  /** Whether other machines reach it. */
  readonly open: boolean;
}

/** What a container sees of storage outside of its image. */
export interface MountFacts {
  readonly kind: MountKind;
  /** The name of a volume, or a path; empty for what has neither. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Kinds of storage. */
export enum MountKind {
  /** It outlives containers and has a name. */
  VOLUME = 'volume',
  /** A file or folder of the host. */
  BIND = 'bind',
  /** Memory, gone with the container. */
  MEMORY = 'memory',
  /** A volume without a name, gone with the container. */
  ANONYMOUS = 'anonymous',
}

/** What a container may take, as it is written. */
export interface LimitFacts {
  readonly memory?: string;
  readonly cpus?: string;
  readonly pids?: string;
  readonly reservedMemory?: string;
  readonly reservedCpus?: string;
}

/** A check that is switched on. */
export interface HealthCheckFacts {
  readonly test: string;
  /** Interval, timeout, retries, by their names on the platform. */
  readonly timing: Rest;
}

/** A network. */
export interface NetworkFacts {
  readonly name: string;
  /** Whether it leads nowhere else. */
  readonly internal: boolean;
  /** Whether somebody else makes it. */
  readonly external: boolean;
  readonly rest: Rest;
}

/** Storage that outlives containers. */
export interface VolumeFacts {
  readonly name: string;
  /** The name that the engine knows it by. */
  readonly fullName: string;
  readonly external: boolean;
  readonly rest: Rest;
}

/** One thing that makes a container less safe than it can be. Whether it is meant is not known here. */
export interface Exposure {
  readonly kind: ExposureKind;
  /** What it is about: a capability, a path, a port; empty where the kind says it all. */
  readonly subject: string;
}

/** The kinds of exposures. */
export enum ExposureKind {
  ROOT_USER = 'root-user',
  UNSTATED_USER = 'unstated-user',
  PRIVILEGED = 'privileged',
  CAPABILITY = 'capability',
  NEW_PRIVILEGES = 'new-privileges',
  UNCONFINED = 'unconfined',
  HOST_NAMESPACE = 'host-namespace',
  HOST_PATH = 'host-path',
  DEVICE = 'device',
  OPEN_PORT = 'open-port',
  OPEN_NETWORK = 'open-network',
  NO_HEALTH_CHECK = 'no-health-check',
  NO_LIMIT = 'no-limit',
  WRITABLE_ROOT = 'writable-root',
  UNPINNED_IMAGE = 'unpinned-image',
}
