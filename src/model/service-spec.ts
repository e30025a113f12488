import { Condition } from './condition';
import { ContainerUser } from './container-user';
import { Backup, DataPasswords, DataVersions } from './data-care';
import { EnvValue } from './env-value';
import { HealthCheck } from './health-check';
import { ImageSource } from './image-source';
import { LiveConfiguration } from './live-configuration';
import { Resources } from './resources';
import { Service } from './service';
import { ServicePort } from './service-port';
import { Mount } from './volume';
import { Duration } from '../base/duration';
import { Size } from '../base/size';

/** The role of a service in the stack, which decides how it is replaced, isolated and explained. */
export enum ServiceKind {
  /** Answers HTTP requests. */
  HTTP = 'http',
  /** Works off a queue. */
  WORKER = 'worker',
  /** Starts work by the clock; never runs twice at once. */
  SCHEDULER = 'scheduler',
  /** Keeps data: a database, a broker, a cache. */
  DATA = 'data',
  /** Runs once for each release, to its end, before what waits for it to be completed. */
  JOB = 'job',
  /** Anything else. */
  OTHER = 'other',
}

/** What an environment may ask of a service, but not every service supports. */
export enum ServiceOption {
  /** To run another command. */
  COMMAND = 'command',
  /** To read secrets from files. */
  SECRET_FILES = 'secret-files',
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

/** A service that has to be ready before another one starts. */
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

/** Where a service forwards users' requests: an entrance to a frontend, a frontend to its API. */
export interface Route {
  /** The service that gets the requests. */
  readonly service: Service;

  /** The port of that service, inside its container. */
  readonly port: number;

  /**
   * What the path of a request begins with, up to a `/` or its end. The longest that matches decides.
   *
   * @default "/", every request
   */
  readonly path?: string;

  /**
   * The largest body of a request that is let through.
   *
   * @default - not known
   */
  readonly maxBodySize?: Size;

  /**
   * The name that requests are for, where it answers to several: `office.example.com`.
   *
   * @default - that of its port
   */
  readonly domain?: string;
}

/** Sources in an image, of which changes are sent into running containers. */
export interface SyncedSources {
  /** The folder of the repository, relative to its root. */
  readonly folder: string;

  /** Where it is in the container, absolute. */
  readonly containerPath: string;

  /**
   * What of the folder is never sent, as in a `.dockerignore` file there. What that file leaves out is left out in any case.
   *
   * @default - nothing more
   */
  readonly ignored?: string[];

  /**
   * Files of the repository with which packages are installed, relative to its root: when one changes, the image is built again.
   *
   * @default - none
   */
  readonly installedFrom?: string[];
}

/** What a service may state about itself in one environment, independent of any platform. */
export interface ServiceTraits {
  /**
   * Replaces the image's command (CMD), never its entrypoint.
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
   * The services that it sends users' requests to. Those it connects to as a client are its connections.
   *
   * @default - none
   */
  readonly routes?: Route[];

  /**
   * What is mounted.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];

  /**
   * Sources whose changes are sent into its running containers, where an environment does that (`SourceSync.WATCH`). Its image has them,
   * and its user may write them.
   *
   * @default - none: they are mounted, or only part of the image
   */
  readonly syncedSources?: SyncedSources;

  /**
   * What has to be there before it starts, beside what it is connected to.
   *
   * @default - nothing
   */
  readonly dependencies?: Dependency[];

  /**
   * The user that it runs as.
   *
   * @default - the image's own
   */
  readonly user?: ContainerUser;

  /**
   * Whether its root file system can be written to.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * Folders that are kept in memory (tmpfs) and can be written to. What is in them counts as memory of the container.
   *
   * @default ["/tmp"], or none where something is mounted there
   */
  readonly writablePaths?: string[];

  /**
   * Linux capabilities that it keeps, by name without `CAP_`. All others are dropped.
   *
   * @default - none
   */
  readonly capabilities?: string[];

  /**
   * What its containers need of each other while one release takes the place of another. Only a platform that sends requests to both
   * meanwhile (Kubernetes) provides it.
   *
   * @default - nothing
   */
  readonly peers?: PeerAccess;

  /**
   * Whether a small init process runs first, passes signals on and reaps what children leave behind.
   *
   * @default false
   */
  readonly init?: boolean;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - no limits, and nothing kept for it
   */
  readonly resources?: Resources;

  /**
   * How many containers run.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * How many containers have to run at least, whatever an environment says.
   *
   * @default 0
   */
  readonly minReplicas?: number;

  /**
   * How many containers may run at most, whatever an environment says.
   *
   * @default - 1 for what starts work by the clock, keeps data or runs once; no limit for others
   */
  readonly maxReplicas?: number;

  /**
   * How long it may take to stop before it is killed.
   *
   * @default Duration.seconds(10)
   */
  readonly stopGracePeriod?: Duration;

  /**
   * How long it takes at most, by itself, to finish what it has begun (drain). It has to be shorter than `stopGracePeriod`.
   *
   * @default - not known
   */
  readonly gracefulShutdown?: Duration;

  /**
   * The signal that asks it to stop: `SIGTERM`, `SIGINT`. A platform that cannot say so relies on the image to state the same.
   *
   * @default - the image's own, mostly SIGTERM
   */
  readonly stopSignal?: string;

  /**
   * Whether a new container can take over, where that is more than being healthy (readiness): databases answer, caches are warm. A
   * rollout waits for it. It is not asked again once it has passed, so that a database's hiccup does not take every container out.
   *
   * @default - the health check
   */
  readonly readiness?: HealthCheck;

  /**
   * A command that runs once for each release, in a container of the new image, before the new release takes over: a migration,
   * say. If it fails, so does the release. The release before it still runs meanwhile, and has to get along with the result.
   *
   * Where sources are mounted (`liveReload`) there is no release: it runs at each start instead, to its end, before the service and
   * those that run its image start.
   *
   * @default - nothing
   */
  readonly releaseCommand?: string[];

  /**
   * How long what runs once for each release may take; then it is stopped, and the release fails.
   *
   * @default Duration.minutes(30)
   */
  readonly releaseTimeout?: Duration;

  /**
   * The command that runs its tests, in its running container, where sources are mounted (`liveReload`). Whoever asks for the tests can
   * name further arguments, which stand behind it.
   *
   * @default - it has no tests
   */
  readonly testCommand?: string[];

  /**
   * A program of its image that ends at once, with an error if the service could not start with its settings, as `nginx -t` does. A
   * release that has to stop the old containers before it can start new ones runs it first.
   *
   * @default - none
   */
  readonly trialCommand?: string[];

  /**
   * A program in its running container that chooses which of two sets of containers of a service that it routes to gets the requests
   * (blue/green): those of the new release get requests only when they are healthy, and those of the old one get none any more before
   * they stop. It is called with that service's id and the name of the set, `blue` or `green`.
   *
   * @default - it does not choose
   */
  readonly switchCommand?: string[];

  /**
   * How it takes a new configuration while it runs. A release in which nothing else of it is new then replaces no container of it; it
   * is of use where two containers cannot run at once, because of a port.
   *
   * @default - it does not: a new configuration needs a new container
   */
  readonly liveConfiguration?: LiveConfiguration;

  /**
   * A program in its running container that makes it answer everybody with a page, because there is maintenance, or lets them through
   * again. It is called with `on`, then addresses of clients that get through all the same, with `off`, or with `status`, for which it
   * writes `on` and these addresses, one a line, or nothing.
   *
   * @default - it cannot do that
   */
  readonly maintenanceCommand?: string[];

  /**
   * How its data is saved, where it keeps any.
   *
   * @default - no backup
   */
  readonly backup?: Backup;

  /**
   * A program in its running container that ends with an error if its data cannot be read, where that is more than being healthy. A
   * restore and an upgrade ask it before they say that all is well.
   *
   * @default - the health check says it
   */
  readonly dataCheck?: string[];

  /**
   * What is known of its versions, where it keeps data: an upgrade and a restore refuse what cannot work.
   *
   * @default - nothing: they find out by the health check
   */
  readonly dataVersions?: DataVersions;

  /**
   * Its passwords, and how they are changed while it runs.
   *
   * @default - none that the script could change
   */
  readonly passwords?: DataPasswords;

  /**
   * Whether secrets are mounted as files in `/run/secrets` and named by variables that end with `_FILE`, instead of being values of
   * variables, which everybody who may inspect a container can read. Only a variable that is one secret and nothing more is.
   *
   * @default false
   */
  readonly secretFiles?: boolean;

  /**
   * What the service cannot do although an environment may ask for it: it is refused there, and nothing is weakened in silence.
   *
   * @default - nothing: it does all that an environment can ask for
   */
  readonly unsupported?: ServiceOption[];

  /**
   * Variables that `environment.configure` may not set: a password would be lost, or be one that nobody is told.
   *
   * @default - none, but for the secrets of a database
   */
  readonly ownVariables?: string[];
}

/** How a container finds the others of its service, those of other releases included. */
export interface PeerAccess {
  /**
   * The environment variable that says where they are: a name that has the addresses of them all, and the service's first port, such as
   * `frontend-pods:8080`.
   */
  readonly variable: string;

  /** Whether it may get requests. It is asked in place of the service's readiness until it passes: the others have to find it by then. */
  readonly readiness: HealthCheck;
}

/** What one service is in one environment: all that a platform needs to know, independent of any platform. */
export interface ServiceSpec extends ServiceTraits {
  /** What it is to the others. */
  readonly kind: ServiceKind;

  /** What it is, in a few words: `FastAPI on uvicorn`. */
  readonly description: string;

  /** Where its image comes from. */
  readonly image: ImageSource;

  /** Whether it can do its work. */
  readonly healthCheck: HealthCheck;
}
