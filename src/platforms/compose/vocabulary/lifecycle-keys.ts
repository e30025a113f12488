import { ComposeDeploy } from './deploy';
import { ComposeDevelop } from './develop';
import { ComposeHook } from './hook';
import { ComposeRestart } from './restart';
import { Duration } from '../../../base';

/** Compose's keys for the lifecycle of containers: health, order, hooks, logs and labels. */
export interface ComposeLifecycleKeys {
  /**
   * Annotations of the container, for its OCI runtime.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Whether `docker compose up` shows its log.
   *
   * @default true
   */
  readonly attach?: boolean;

  /**
   * The name of the container. Rejected: with a fixed name there could not be two containers, as a release needs.
   *
   * @default - from the project, the service and a number
   */
  readonly containerName?: string;

  /**
   * Services that it waits for. Rejected here: use `service.dependsOn(...)`.
   *
   * @default - those of the service
   */
  readonly dependsOn?: { [service: string]: ComposeDependency };

  /**
   * Replicas, resources, and how Swarm places and updates containers.
   *
   * @default - the service's own
   */
  readonly deploy?: ComposeDeploy;

  /**
   * What `docker compose watch` does when files change. Compose 2.22 or newer.
   *
   * @default - nothing
   */
  readonly develop?: ComposeDevelop;

  /**
   * The health check. Rejected here: use `environment.configure(service, { healthCheck })`.
   *
   * @default - the service's own
   */
  readonly healthcheck?: ComposeHealthcheck;

  /**
   * Files with additional labels. Compose 2.32 or newer.
   *
   * @default - none
   */
  readonly labelFile?: string[];

  /**
   * Labels of the container. Names that begin with `com.docker.` are reserved by the engine.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The logging driver.
   *
   * @default - JSON files of the engine, three of 10 MB
   */
  readonly logging?: ComposeLogging;

  /**
   * Models of the file that it uses. Compose 2.38 or newer.
   *
   * @default - none
   */
  readonly models?: { [name: string]: ComposeModelBinding };

  /**
   * Commands that run in the container after it has started. Compose 2.30 or newer.
   *
   * @default - none
   */
  readonly postStart?: ComposeHook[];

  /**
   * Commands that run in the container before it is stopped. Compose 2.30 or newer.
   *
   * @default - none
   */
  readonly preStop?: ComposeHook[];

  /**
   * The profiles in which it starts. Rejected here: use the environments that a service runs in.
   *
   * @default - it always starts
   */
  readonly profiles?: string[];

  /**
   * The restart policy.
   *
   * @default - that of the environment
   */
  readonly restart?: ComposeRestart;

  /**
   * How many containers run. Rejected here: use `environment.configure(service, { replicas })`.
   *
   * @default - the service's own
   */
  readonly scale?: number;
}

/** What a service waits for. */
export interface ComposeDependency {
  /** The state to wait for: `service_started`, `service_healthy`, `service_completed_successfully`. */
  readonly condition: string;

  /**
   * Whether the other service is required.
   *
   * @default true
   */
  readonly required?: boolean;

  /**
   * Whether it is restarted when the other one is.
   *
   * @default false
   */
  readonly restart?: boolean;
}

/** How the health of a container is checked. */
export interface ComposeHealthcheck {
  /**
   * Whether the image's health check is disabled.
   *
   * @default false
   */
  readonly disable?: boolean;

  /**
   * The time between two checks.
   *
   * @default - 30 s
   */
  readonly interval?: Duration;

  /**
   * How many checks in a row must fail before the container is unhealthy.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * The time between two checks during the start period. Compose 2.20.2 and Docker 25 or newer.
   *
   * @default - 5 s
   */
  readonly startInterval?: Duration;

  /**
   * How long after the start failures do not count.
   *
   * @default - 0 s
   */
  readonly startPeriod?: Duration;

  /**
   * The command, starting with `CMD` or `CMD-SHELL`.
   *
   * @default - that of the image
   */
  readonly test?: string[];

  /**
   * How long one check may take.
   *
   * @default - 30 s
   */
  readonly timeout?: Duration;
}

/** The logging of a container. */
export interface ComposeLogging {
  /**
   * The engine's driver: `json-file`, `local`, `journald`, `syslog`, `fluentd`.
   *
   * @default "json-file"
   */
  readonly driver?: string;

  /**
   * Options of the driver.
   *
   * @default - the stack's, for its own driver
   */
  readonly options?: { [name: string]: string };
}

/** The variables in which a container gets a model. */
export interface ComposeModelBinding {
  /**
   * The variable with the model's URL.
   *
   * @default - the model's name in upper case and `_URL`
   */
  readonly endpointVar?: string;

  /**
   * The variable with the model's id.
   *
   * @default - the model's name in upper case and `_MODEL`
   */
  readonly modelVar?: string;
}
