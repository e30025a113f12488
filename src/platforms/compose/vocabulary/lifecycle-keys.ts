import { ComposeDeploy } from './deploy';
import { ComposeDevelop } from './develop';
import { ComposeHook } from './hook';
import { ComposeRestart } from './restart';
import { Duration } from '../../../base';

/** Compose's keys on how containers come to be, are looked after and described: health, order, hooks, logs and labels. */
export interface ComposeLifecycleKeys {
  /**
   * Annotations of the container, for its OCI runtime.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Whether `docker compose up` shows its log where it shows any.
   *
   * @default true
   */
  readonly attach?: boolean;

  /**
   * The name of the container. Refused: containers with a name cannot have two of them, as a release does.
   *
   * @default - made of the project, the service and a number
   */
  readonly containerName?: string;

  /**
   * Services that it waits for. Said by `service.dependsOn(...)`, and refused here.
   *
   * @default - those of the service
   */
  readonly dependsOn?: { [service: string]: ComposeDependency };

  /**
   * How many containers run, what they may use, and how a swarm places and replaces them.
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
   * How its health is asked. Said by `environment.configure(service, { healthCheck })`, and refused here.
   *
   * @default - the service's own
   */
  readonly healthcheck?: ComposeHealthcheck;

  /**
   * Files with further labels. Compose 2.32 or newer.
   *
   * @default - none
   */
  readonly labelFile?: string[];

  /**
   * Labels of the container. Those that begin with `com.docker.` are the engine's.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Where its log goes.
   *
   * @default - files of the engine, three of 10 MB
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
   * The profiles in which it starts. Said by the environments that a service runs in, and refused here.
   *
   * @default - it always starts
   */
  readonly profiles?: string[];

  /**
   * When it is started again.
   *
   * @default - that of the environment
   */
  readonly restart?: ComposeRestart;

  /**
   * How many containers run. Said by `environment.configure(service, { replicas })`, and refused here.
   *
   * @default - the service's own
   */
  readonly scale?: number;
}

/** What a service waits for. */
export interface ComposeDependency {
  /** What the other one has to be: `service_started`, `service_healthy`, `service_completed_successfully`. */
  readonly condition: string;

  /**
   * Whether it does not start without the other one.
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
   * Whether that of the image is taken away.
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
   * How many checks in a row have to fail.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * The time between two checks while it starts. Compose 2.20.2 and Docker 25 or newer.
   *
   * @default - 5 s
   */
  readonly startInterval?: Duration;

  /**
   * How long failed checks do not count after the start.
   *
   * @default - 0 s
   */
  readonly startPeriod?: Duration;

  /**
   * The command, with `CMD` or `CMD-SHELL` before it.
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

/** Where the log of a container goes. */
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
   * @default - those of the stack, for its own driver
   */
  readonly options?: { [name: string]: string };
}

/** The variables that tell a container about a model. */
export interface ComposeModelBinding {
  /**
   * The variable with the model's address.
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
