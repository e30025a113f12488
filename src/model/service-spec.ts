import { Condition } from './condition';
import { Duration } from './duration';
import { EnvValue } from './env-value';
import { HealthCheck } from './health-check';
import { ImageSource } from './image-source';
import { Service } from './service';
import { Size } from './size';
import { Mount } from './volume';

/** What a service is to the others, and so how it is replaced, isolated and explained. */
export enum ServiceKind {
  /** Answers HTTP requests. */
  HTTP = 'http',
  /** Works off a queue. */
  WORKER = 'worker',
  /** Starts work by the clock; never runs twice at once. */
  SCHEDULER = 'scheduler',
  /** Keeps data: a database, a broker, a cache. */
  DATA = 'data',
  /** Anything else. */
  OTHER = 'other',
}

/** CPU and memory that a container gets. */
export interface ResourceLimits {
  /**
   * CPUs at most; 0.5 is half of one.
   *
   * @default - no limit
   */
  readonly cpus?: number;

  /**
   * Memory at most; a container that takes more is killed.
   *
   * @default - no limit
   */
  readonly memory?: Size;

  /**
   * CPUs that are kept for it.
   *
   * @default - none
   */
  readonly reservedCpus?: number;

  /**
   * Memory that is kept for it.
   *
   * @default - none
   */
  readonly reservedMemory?: Size;

  /**
   * Processes and threads at most.
   *
   * @default - no limit
   */
  readonly pids?: number;
}

/** A port on which a service listens. */
export interface ServicePort {
  /** The port inside the container, from 1 to 65535. */
  readonly port: number;

  /**
   * The port of the host where nobody chooses another.
   *
   * @default - the port inside the container
   */
  readonly hostPort?: number;

  /**
   * The variable that moves the port of the host.
   *
   * @default - the service's id in upper case and `_PORT`: `BACKEND_PORT`
   */
  readonly variable?: string;

  /**
   * Whether the host can reach it.
   *
   * @default true
   */
  readonly published?: boolean;
}

/** A page or an address that people open. */
export interface Endpoint {
  /** What it is, in a few words, in the stack's language: `Frontend`. */
  readonly title: string;

  /** The port inside the container. */
  readonly port: number;

  /**
   * The path that is opened.
   *
   * @default - the root
   */
  readonly path?: string;
}

/** What has to be there before a service starts. */
export interface Dependency {
  /** The service that is waited for. */
  readonly service: Service;
  /** What it has to be. */
  readonly condition: Condition;
}

/** What one service is in one environment: all that a target needs to know, in no platform's words. */
export interface ServiceSpec {
  /** What it is to the others. */
  readonly kind: ServiceKind;

  /** What it is, in a few words: `FastAPI on uvicorn`. */
  readonly description: string;

  /** Where its image comes from. */
  readonly image: ImageSource;

  /** Whether it can do its work. */
  readonly healthCheck: HealthCheck;

  /**
   * Replaces the image's command, never its entrypoint.
   *
   * @default - the image's own
   */
  readonly command?: string[];

  /**
   * Environment variables of the container.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * Ports on which it listens.
   *
   * @default - none
   */
  readonly ports?: ServicePort[];

  /**
   * Pages and addresses that people open.
   *
   * @default - none
   */
  readonly endpoints?: Endpoint[];

  /**
   * What is mounted.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];

  /**
   * What has to be there before it starts, beside what it is connected to.
   *
   * @default - nothing
   */
  readonly dependencies?: Dependency[];

  /**
   * The user that it runs as, by name or number.
   *
   * @default - the image's own
   */
  readonly user?: string;

  /**
   * Whether it runs as the user who started it, so that what it writes to mounted folders belongs to that user.
   *
   * @default false
   */
  readonly runsAsHostUser?: boolean;

  /**
   * Whether its root file system can be written to.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * Places that are kept in memory and can be written to.
   *
   * @default ["/tmp"]
   */
  readonly writablePaths?: string[];

  /**
   * Linux capabilities that it keeps, by name without `CAP_`. All others are dropped.
   *
   * @default - none
   */
  readonly capabilities?: string[];

  /**
   * Whether a small init process runs first, passes signals on and reaps what children leave behind.
   *
   * @default false
   */
  readonly init?: boolean;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - no limits
   */
  readonly limits?: ResourceLimits;

  /**
   * How many containers run.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * How long it may take to stop before it is killed.
   *
   * @default Duration.seconds(10)
   */
  readonly stopGracePeriod?: Duration;
}

/** What a provider brings to a service that is connected to it. */
export interface Binding {
  /**
   * Environment variables that tell the consumer where the provider is.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * What the provider has to be before the consumer starts.
   *
   * @default Condition.HEALTHY
   */
  readonly condition?: Condition;
}
