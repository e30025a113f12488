import { ComposeDeviceRequest } from './gpus';
import { Duration, Size } from '../../../base';

/** How containers of a service are deployed. Compose itself reads replicas, resources and labels; only Swarm reads the rest. */
export interface ComposeDeploy {
  /**
   * How Swarm resolves the service: `vip` (one address) or `dnsrr` (one each).
   *
   * @default "vip"
   */
  readonly endpointMode?: string;

  /**
   * Labels of the service, not of its containers.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The replication mode in Swarm: `replicated`, `global` (one per node), `replicated-job`, `global-job`.
   *
   * @default "replicated"
   */
  readonly mode?: string;

  /**
   * On which Swarm nodes containers may run.
   *
   * @default - on all
   */
  readonly placement?: ComposePlacement;

  /**
   * How many containers run. Rejected here: use `environment.configure(service, { replicas })`.
   *
   * @default - the service's own
   */
  readonly replicas?: number;

  /**
   * Limits and reservations of resources.
   *
   * @default - the service's own
   */
  readonly resources?: ComposeDeployResources;

  /**
   * When a container is restarted.
   *
   * @default - that of the environment
   */
  readonly restartPolicy?: ComposeRestartPolicy;

  /**
   * How Swarm rolls back.
   *
   * @default - one container after the other
   */
  readonly rollbackConfig?: ComposeRollout;

  /**
   * How a swarm replaces containers.
   *
   * @default - one container after the other
   */
  readonly updateConfig?: ComposeRollout;
}

/** Limits and reservations of resources. */
export interface ComposeDeployResources {
  /**
   * Limits. Rejected here: use `environment.configure(service, { resources })`.
   *
   * @default - the service's own
   */
  readonly limits?: ComposeResourceLimits;

  /**
   * Reservations.
   *
   * @default - the service's own
   */
  readonly reservations?: ComposeResourceReservations;
}

/** Resource limits. */
export interface ComposeResourceLimits {
  /**
   * The CPU limit.
   *
   * @default - no limit
   */
  readonly cpus?: number;

  /**
   * The memory limit.
   *
   * @default - no limit
   */
  readonly memory?: Size;

  /**
   * The limit of processes and threads.
   *
   * @default - no limit
   */
  readonly pids?: number;
}

/** Resource reservations. CPU and memory are rejected here: use `environment.configure(service, { resources })`. */
export interface ComposeResourceReservations {
  /**
   * CPUs.
   *
   * @default - the service's own
   */
  readonly cpus?: number;

  /**
   * Devices that it can use, GPUs above all.
   *
   * @default - none
   */
  readonly devices?: ComposeDeviceRequest[];

  /**
   * Resources that Swarm nodes offer.
   *
   * @default - none
   */
  readonly genericResources?: ComposeGenericResource[];

  /**
   * Memory.
   *
   * @default - the service's own
   */
  readonly memory?: Size;
}

/** A resource that Swarm nodes offer. */
export interface ComposeGenericResource {
  /**
   * One that can be counted.
   *
   * @default - none
   */
  readonly discreteResourceSpec?: ComposeDiscreteResource;
}

/** A resource that can be counted. */
export interface ComposeDiscreteResource {
  /**
   * What it is: `SSD`.
   *
   * @default - not set
   */
  readonly kind?: string;

  /**
   * How many.
   *
   * @default - not set
   */
  readonly value?: number;
}

/** When Swarm restarts a container. */
export interface ComposeRestartPolicy {
  /**
   * `none`, `on-failure` or `any`.
   *
   * @default "any"
   */
  readonly condition?: string;

  /**
   * The time between two attempts.
   *
   * @default - 0 s
   */
  readonly delay?: Duration;

  /**
   * The maximum number of attempts.
   *
   * @default - no limit
   */
  readonly maxAttempts?: number;

  /**
   * How long a container has to run for an attempt to count as successful.
   *
   * @default - it counts at once
   */
  readonly window?: Duration;
}

/** How a swarm replaces containers. */
export interface ComposeRollout {
  /**
   * The time between two batches.
   *
   * @default - 0 s
   */
  readonly delay?: Duration;

  /**
   * What happens on failure: `pause`, `continue` or, of an update, `rollback`.
   *
   * @default "pause"
   */
  readonly failureAction?: string;

  /**
   * The part that may fail, from 0 to 1.
   *
   * @default 0
   */
  readonly maxFailureRatio?: number;

  /**
   * How long containers are monitored after each batch.
   *
   * @default - 5 s
   */
  readonly monitor?: Duration;

  /**
   * Whether new ones start before old ones stop.
   *
   * @default ComposeRolloutOrder.STOP_FIRST
   */
  readonly order?: ComposeRolloutOrder;

  /**
   * Containers per batch; 0 is all of them.
   *
   * @default - 1 of an update
   */
  readonly parallelism?: number;
}

/** On which Swarm nodes containers may run. */
export interface ComposePlacement {
  /**
   * Constraints on nodes: `node.role==worker`.
   *
   * @default - nothing
   */
  readonly constraints?: string[];

  /**
   * The maximum number of containers per node.
   *
   * @default - no limit
   */
  readonly maxReplicasPerNode?: number;

  /**
   * How they are spread.
   *
   * @default - nothing
   */
  readonly preferences?: ComposePlacementPreference[];
}

/** The attribute that containers are spread over. */
export interface ComposePlacementPreference {
  /**
   * A node label: `node.labels.zone`.
   *
   * @default - not set
   */
  readonly spread?: string;
}

/** Whether new containers start before old ones stop. */
export enum ComposeRolloutOrder {
  /** New ones start first. */
  START_FIRST = 'start-first',
  /** Old ones stop first. */
  STOP_FIRST = 'stop-first',
}
