import { ComposeDeviceRequest } from './gpus';
import { Duration, Size } from '../../../base';

/** How containers of a service are deployed. Compose itself reads replicas, resources and labels, a swarm the rest. */
export interface ComposeDeploy {
  /**
   * How a swarm finds the containers: `vip` (one address) or `dnsrr` (one each).
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
   * How a swarm counts: `replicated`, `global` (one a machine), `replicated-job`, `global-job`.
   *
   * @default "replicated"
   */
  readonly mode?: string;

  /**
   * On which machines of a swarm containers may run.
   *
   * @default - on all
   */
  readonly placement?: ComposePlacement;

  /**
   * How many containers run. Said by `environment.configure(service, { replicas })`, and refused here.
   *
   * @default - the service's own
   */
  readonly replicas?: number;

  /**
   * What containers may use, and what is kept for them.
   *
   * @default - the service's own
   */
  readonly resources?: ComposeDeployResources;

  /**
   * When a container is started again.
   *
   * @default - that of the environment
   */
  readonly restartPolicy?: ComposeRestartPolicy;

  /**
   * How a swarm goes back to what was before.
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

/** What containers may use, and what is kept for them. */
export interface ComposeDeployResources {
  /**
   * What they may use. Said by `environment.configure(service, { resources })`, and refused here.
   *
   * @default - the service's own
   */
  readonly limits?: ComposeResourceLimits;

  /**
   * What is kept for them.
   *
   * @default - the service's own
   */
  readonly reservations?: ComposeResourceReservations;
}

/** What a container may use. */
export interface ComposeResourceLimits {
  /**
   * CPUs at most.
   *
   * @default - no limit
   */
  readonly cpus?: number;

  /**
   * Memory at most.
   *
   * @default - no limit
   */
  readonly memory?: Size;

  /**
   * Processes and threads at most.
   *
   * @default - no limit
   */
  readonly pids?: number;
}

/** What is kept for a container. CPU and memory are said by `environment.configure(service, { resources })`, and refused here. */
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
   * Resources that machines of a swarm offer.
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

/** A resource that machines of a swarm offer. */
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
   * @default - not said
   */
  readonly kind?: string;

  /**
   * How many.
   *
   * @default - not said
   */
  readonly value?: number;
}

/** When a swarm starts a container again. */
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
   * Attempts at most.
   *
   * @default - no limit
   */
  readonly maxAttempts?: number;

  /**
   * How long a container has to run for an attempt to count as good.
   *
   * @default - it counts at once
   */
  readonly window?: Duration;
}

/** How a swarm replaces containers. */
export interface ComposeRollout {
  /**
   * The time between two groups.
   *
   * @default - 0 s
   */
  readonly delay?: Duration;

  /**
   * What follows when it fails: `pause`, `continue` or, of an update, `rollback`.
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
   * How long containers are watched after each group.
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
   * Containers in one group; 0 is all of them.
   *
   * @default - 1 of an update
   */
  readonly parallelism?: number;
}

/** On which machines of a swarm containers may run. */
export interface ComposePlacement {
  /**
   * What a machine has to be: `node.role==worker`.
   *
   * @default - nothing
   */
  readonly constraints?: string[];

  /**
   * Containers on one machine at most.
   *
   * @default - no limit
   */
  readonly maxReplicasPerNode?: number;

  /**
   * Over what they are spread.
   *
   * @default - nothing
   */
  readonly preferences?: ComposePlacementPreference[];
}

/** The attribute that containers are spread over. */
export interface ComposePlacementPreference {
  /**
   * A label of machines: `node.labels.zone`.
   *
   * @default - not said
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
