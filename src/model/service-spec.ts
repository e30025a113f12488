import { Condition } from './condition';
import { ContainerUser } from './container-user';
import { Backup, DataPasswords, DataVersions } from './data-care';
import { EnvValue } from './env-value';
import { HealthCheck } from './health-check';
import { ImageSource } from './image-source';
import { LiveConfiguration } from './live-configuration';
import { PeerAccess } from './peer-access';
import { Resources } from './resources';
import { Service } from './service';
import { ServiceKind } from './service-kind';
import { ServicePort } from './service-port';
import { Mount } from './volume';
import { Duration } from '../base/duration';
import { Size } from '../base/size';

/** Settings of an environment that not every service supports. */
export enum ServiceOption {
  /** Another command. */
  COMMAND = 'command',
  /** Secrets as files. */
  SECRET_FILES = 'secret-files',
}

/** A page or a URL that people open. */
export interface Endpoint {
  /** A short title, in the stack's language: `Frontend`. */
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
  /** The state that it has to reach. */
  readonly condition: Condition;

  /**
   * Whether the service is restarted when the other one is deliberately restarted or recreated. For clients that do not reconnect by
   * themselves; those of the built-in services do.
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
   * The path prefix of requests, matched up to a `/` or the end. The longest match wins.
   *
   * @default "/", all requests
   */
  readonly path?: string;

  /**
   * The maximum size of a request body.
   *
   * @default - not known
   */
  readonly maxBodySize?: Size;

  /**
   * The host name of the requests, if the entrance serves several: `office.example.com`.
   *
   * @default - that of its port
   */
  readonly domain?: string;
}

/** Sources in an image whose changes are synced into running containers. */
export interface SyncedSources {
  /** The folder of the repository, relative to its root. */
  readonly folder: string;

  /** Where it is in the container, absolute. */
  readonly containerPath: string;

  /**
   * Patterns that are never synced, as in a `.dockerignore` file there. That file's own patterns always apply.
   *
   * @default - nothing more
   */
  readonly ignored?: string[];

  /**
   * Files that packages are installed from, relative to the repository's root: when one changes, the image is rebuilt.
   *
   * @default - none
   */
  readonly installedFrom?: string[];
}

/** The optional properties of a service in one environment, independent of any platform. */
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
   * Ports that it listens on.
   *
   * @default - none
   */
  readonly ports?: ServicePort[];

  /**
   * Pages and URLs that people open.
   *
   * @default - none
   */
  readonly endpoints?: Endpoint[];

  /**
   * The services that it proxies users' requests to. Services that it is a client of are its connections.
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
   * Sources whose changes are synced into its running containers, in environments with `SourceSync.WATCH`. Its image contains them, and its
   * user may write to them.
   *
   * @default - none: they are mounted, or only part of the image
   */
  readonly syncedSources?: SyncedSources;

  /**
   * What it waits for before it starts, in addition to its connections.
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
   * Whether its root file system is writable.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * Writable folders in memory (tmpfs). Their content counts towards the container's memory limit.
   *
   * @default ["/tmp"], or none if something is mounted there
   */
  readonly writablePaths?: string[];

  /**
   * Linux capabilities that it keeps, without `CAP_`. All others are dropped.
   *
   * @default - none
   */
  readonly capabilities?: string[];

  /**
   * What its containers need of each other while one release replaces another. Only a platform that sends requests to both in the meantime
   * (Kubernetes) provides it.
   *
   * @default - nothing
   */
  readonly peers?: PeerAccess;

  /**
   * Whether an init process forwards signals and reaps zombie processes.
   *
   * @default false
   */
  readonly init?: boolean;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - no limits and no reservations
   */
  readonly resources?: Resources;

  /**
   * How many containers run.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The minimum number of containers that an environment may set.
   *
   * @default 0
   */
  readonly minReplicas?: number;

  /**
   * The maximum number of containers that an environment may set.
   *
   * @default - 1 for schedulers, data services and jobs; no limit for others
   */
  readonly maxReplicas?: number;

  /**
   * How long it may take to stop before it is killed.
   *
   * @default Duration.seconds(10)
   */
  readonly stopGracePeriod?: Duration;

  /**
   * The maximum time it takes to drain: to finish its work after the stop signal. It has to be shorter than `stopGracePeriod`.
   *
   * @default - not known
   */
  readonly gracefulShutdown?: Duration;

  /**
   * The signal that asks it to stop: `SIGTERM`, `SIGINT`. A platform that cannot set it relies on the image to have the same.
   *
   * @default - the image's own, usually SIGTERM
   */
  readonly stopSignal?: string;

  /**
   * Whether a new container is ready for traffic, if that takes more than being healthy: databases respond, caches are warm. A rollout
   * waits for it. It does not run again once it has passed, so that a database's hiccup does not take every container out.
   *
   * @default - the health check
   */
  readonly readiness?: HealthCheck;

  /**
   * A command that runs once per release, in a container of the new image, before traffic is switched: a migration, for example. If it
   * fails, so does the release. The previous release still runs meanwhile, and has to be compatible with the result.
   *
   * With `liveReload` there are no releases: it runs at each start instead, to completion, before the service and those that run its image
   * start.
   *
   * @default - nothing
   */
  readonly releaseCommand?: string[];

  /**
   * The time limit of a job or a `releaseCommand`; when it is exceeded, it is stopped and the release fails.
   *
   * @default Duration.minutes(30)
   */
  readonly releaseTimeout?: Duration;

  /**
   * The command that runs its tests in its running container, in environments with `liveReload`. Additional arguments on the command line
   * are appended.
   *
   * @default - it has no tests
   */
  readonly testCommand?: string[];

  /**
   * A program of its image that validates the configuration and exits, as `nginx -t` does. A release that has to stop the old containers
   * before it can start new ones runs it first.
   *
   * @default - none
   */
  readonly trialCommand?: string[];

  /**
   * A program in its running container that switches traffic between the two sets of containers of a service that it routes to
   * (blue/green): new containers get requests only once they are healthy, and old ones get none before they stop. It is called with that
   * service's id and the name of the set, `blue` or `green`.
   *
   * @default - it cannot switch traffic
   */
  readonly switchCommand?: string[];

  /**
   * How it reloads its configuration while it runs. A release that changes only the configuration then does not replace its container; this
   * is useful if two containers cannot run at once, because of a port.
   *
   * @default - it does not; a new configuration needs a new container
   */
  readonly liveConfiguration?: LiveConfiguration;

  /**
   * A program in its running container that turns maintenance mode on and off. It is called with `on` and addresses of clients that get
   * through, with `off`, or with `status`, upon which it prints `on` and these addresses, one per line, or nothing.
   *
   * @default - it has no maintenance mode
   */
  readonly maintenanceCommand?: string[];

  /**
   * How its data is backed up, if it keeps any.
   *
   * @default - no backup
   */
  readonly backup?: Backup;

  /**
   * A program in its running container that fails if its data cannot be read, if that takes more than being healthy. A restore and an
   * upgrade run it before they report success.
   *
   * @default - the health check decides
   */
  readonly dataCheck?: string[];

  /**
   * Its version compatibility, if it keeps data: an upgrade and a restore reject incompatible versions.
   *
   * @default - unknown; the health check decides
   */
  readonly dataVersions?: DataVersions;

  /**
   * Its passwords, and how to change them while it runs.
   *
   * @default - none that the script can change
   */
  readonly passwords?: DataPasswords;

  /**
   * Whether secrets are mounted as files in `/run/secrets`, with the paths in variables that end with `_FILE`, instead of being values of
   * variables, which everybody who may inspect a container can read. It applies only to variables that are exactly one secret.
   *
   * @default false
   */
  readonly secretFiles?: boolean;

  /**
   * Settings that the service does not support: an environment that uses them is rejected, instead of silently weakening the service.
   *
   * @default - none; it supports all settings
   */
  readonly unsupported?: ServiceOption[];

  /**
   * Variables that `environment.configure` may not set, such as a password that consumers would not get.
   *
   * @default - none, except the secrets of a database
   */
  readonly ownVariables?: string[];
}

/** The full specification of a service in one environment, independent of any platform. */
export interface ServiceSpec extends ServiceTraits {
  /** Its role, which decides how it is replaced, among other things. */
  readonly kind: ServiceKind;

  /** A short description: `FastAPI on uvicorn`. */
  readonly description: string;

  /** Where its image comes from. */
  readonly image: ImageSource;

  /** The health check. */
  readonly healthCheck: HealthCheck;
}
