import { Condition } from './condition';
import { EnvValue } from './env-value';
import { HealthCheck } from './health-check';
import { ImageSource } from './image-source';
import { Service } from './service';
import { Mount } from './volume';
import { Duration } from '../base/duration';
import { Size } from '../base/size';

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
   * @default 512, so that a program that goes astray cannot take the machine with it
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
   * Whether users come in here. An environment for users publishes these ports and no others (`internalPorts`).
   *
   * @default false
   */
  readonly entrance?: boolean;

  /**
   * Whether the host can reach it, whatever the environment's policy.
   *
   * @default - as an entrance always, otherwise where the environment publishes internal ports
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

/** How the data of a service is saved and brought back, by programs in its running container. */
export interface Backup {
  /** Writes everything to its standard output. */
  readonly dump: string[];
  /** Replaces everything with what it reads from its standard input. */
  readonly restore: string[];
  /** The ending of the file's name, with the dot: `.archive`. */
  readonly fileEnding: string;
}

/** What has to be there before a service starts. */
export interface Dependency {
  /** The service that is waited for. */
  readonly service: Service;
  /** What it has to be. */
  readonly condition: Condition;

  /**
   * Whether the service is restarted when the other one is restarted or made anew on purpose. It helps clients that do not connect
   * again by themselves; those of the services here do.
   *
   * @default false
   */
  readonly restart?: boolean;
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

  /**
   * How long it takes at most, by itself, to finish what it has begun. It has to be shorter than `stopGracePeriod`.
   *
   * @default - not known
   */
  readonly gracefulShutdown?: Duration;

  /**
   * The signal that asks it to stop: `SIGTERM`, `SIGINT`.
   *
   * @default - the image's own, mostly SIGTERM
   */
  readonly stopSignal?: string;

  /**
   * Whether a new container can take over, where that is more than being healthy: databases answer, caches are warm. A release
   * waits for it; it is not asked again once it has passed.
   *
   * @default - the health check
   */
  readonly readiness?: HealthCheck;

  /**
   * Files that it mounts and that a person puts there, relative to the repository's root: certificates, say. Without them nothing
   * is released.
   *
   * @default - none
   */
  readonly requiredFiles?: string[];

  /**
   * A command that runs once for each release, in a container of the new image, before the new release takes over: a migration,
   * say. If it fails, so does the release. The release before it still runs meanwhile, and has to get along with the result.
   *
   * @default - nothing
   */
  readonly releaseCommand?: string[];

  /**
   * A program of its image that ends at once, with an error if the service could not start with its settings. A release that has to stop
   * the old containers before it can start new ones runs it first.
   *
   * @default - none
   */
  readonly trialCommand?: string[];

  /**
   * The services that it sends users' requests to, where it chooses among their containers: at a release, those of the new one get
   * requests only when they are healthy, and those of the old one get none any more before they stop. The containers of such a
   * service can be told apart by the names `blue.<id>` and `green.<id>`.
   *
   * @default - none
   */
  readonly trafficTo?: Service[];

  /**
   * A program in its running container that makes the choice. It is called with a service's id and `a` or `b`.
   *
   * @default - none; needed with `trafficTo`
   */
  readonly switchCommand?: string[];

  /**
   * How its data is saved, where it keeps any.
   *
   * @default - no backup
   */
  readonly backup?: Backup;

  /**
   * Whether secrets are mounted as files in `/run/secrets` and named by variables that end with `_FILE`, instead of being values of
   * variables, which everybody who may inspect a container can read. Only a variable that is one secret and nothing more is.
   *
   * @default false
   */
  readonly secretFiles?: boolean;
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

  /**
   * Whether the consumer is restarted when the provider is restarted or made anew on purpose (see {@link Dependency.restart}).
   *
   * @default false
   */
  readonly restart?: boolean;
}
