import { isIPv4, isIPv6 } from 'net';
import { EnvValue } from './env-value';
import { HealthCheck } from './health-check';
import { Resources } from './resources';
import { Service } from './service';
import { ServicePort } from './service-port';
import { requireCommand, requireInteger, requireMatch, requireUnreserved, requireVariableName, shown } from '../base/checks';
import { Duration } from '../base/duration';
import { requireArgument, requireProps } from '../base/props';

/** Where the data services (databases, brokers) of an environment run. */
export enum DataServices {
  /** They run in the stack. */
  IN_STACK = 'in-stack',
  /** They run elsewhere; variables tell their consumers where. */
  EXTERNAL = 'external',
}

/** When the platform restarts a container that has exited. */
export enum RestartPolicy {
  /** Never. */
  NEVER = 'never',
  /** When it exited with an error. */
  ON_FAILURE = 'on-failure',
  /** Always, until somebody stops it. */
  UNLESS_STOPPED = 'unless-stopped',
  /** Always, even if somebody stopped it and the engine restarts. */
  ALWAYS = 'always',
}

/** How sources get into containers with live reload. */
export enum SourceSync {
  /** They are mounted: the container sees the files of the machine, and its changes are on the machine too. */
  MOUNT = 'mount',
  /**
   * They are in the image, and changes are synced into the running container (`docker compose watch`), one way only. For slow bind mounts,
   * or an engine on another machine.
   */
  WATCH = 'watch',
}

/** The policy of an environment: what differs between development, production and whatever else you run. */
export interface EnvironmentOptions {
  /**
   * Whether applications reload when a source file changes, without a build. Sources are mounted, unless `sourceSync` says otherwise.
   *
   * @default false
   */
  readonly liveReload?: boolean;

  /**
   * How sources get into the containers, with `liveReload`.
   *
   * @default SourceSync.MOUNT
   */
  readonly sourceSync?: SourceSync;

  /**
   * Whether applications run in debug mode (`DEBUG`).
   *
   * @default false
   */
  readonly debug?: boolean;

  /**
   * The host address that ports are published on.
   *
   * @default "127.0.0.1", so that no port is open to the network by accident: published ports bypass the host's firewall
   */
  readonly publishedOn?: string;

  /**
   * Whether ports other than entrances (a backend behind a proxy, a database) are published too.
   *
   * @default true
   */
  readonly internalPorts?: boolean;

  /**
   * Whether databases and brokers run in the stack.
   *
   * @default DataServices.IN_STACK
   */
  readonly dataServices?: DataServices;

  /**
   * Whether nothing starts without all secrets, and development values are not used.
   *
   * @default true
   */
  readonly requireSecrets?: boolean;

  /**
   * Whether the CPU and memory limits of services apply.
   *
   * @default true
   */
  readonly limitResources?: boolean;

  /**
   * When containers are restarted.
   *
   * @default RestartPolicy.UNLESS_STOPPED
   */
  readonly restart?: RestartPolicy;

  /**
   * The maximum interval of health checks: a longer interval is shortened to it.
   *
   * @default - each check's own interval
   */
  readonly healthCheckInterval?: Duration;

  /**
   * Whether containers that stay unhealthy are restarted, which the engine itself never does. The health check kills all processes in the
   * container after it has failed twice as often as makes it unhealthy. The image needs a shell. Databases are excluded: killing a busy one
   * makes things worse.
   *
   * @default false
   */
  readonly restartsUnhealthy?: boolean;
}

/** What an environment changes for one service. */
export interface ServiceConfiguration {
  /**
   * The command, in place of the service's own.
   *
   * @default - the service's own
   */
  readonly command?: string[];

  /**
   * Additional environment variables; they override the service's own of the same name.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * How many containers run.
   *
   * @default - the service's own number
   */
  readonly replicas?: number;

  /**
   * CPU and memory.
   *
   * @default - the service's own
   */
  readonly resources?: Resources;

  /**
   * Whether secrets are mounted as files.
   *
   * @default - the service's own choice
   */
  readonly secretFiles?: boolean;

  /**
   * The health check, in place of the service's own.
   *
   * @default - the service's own
   */
  readonly healthCheck?: HealthCheck;

  /**
   * How long a container may take to stop before it is killed.
   *
   * @default - the service's own
   */
  readonly stopGracePeriod?: Duration;
}

/** Where a stack runs: development, production, staging, your own. It carries a policy, which services read; they never read the name. */
export class Environment {
  /** Its name: what applications get as `ENVIRONMENT`. */
  public readonly name: string;
  /** Whether changes of sources show at once. */
  public readonly liveReload: boolean;
  /** How sources get into the containers, with `liveReload`. */
  public readonly sourceSync: SourceSync;
  /** Whether applications run in debug mode (`DEBUG`). */
  public readonly debug: boolean;
  /** The host address that ports are published on. */
  public readonly publishedOn: string;
  /** Whether ports other than entrances are published too. */
  public readonly internalPorts: boolean;
  /** Where databases and brokers run. */
  public readonly dataServices: DataServices;
  /** Whether nothing starts without all secrets. */
  public readonly requireSecrets: boolean;
  /** Whether the CPU and memory limits of services apply. */
  public readonly limitResources: boolean;
  /** When containers are restarted. */
  public readonly restart: RestartPolicy;
  /** The maximum interval of health checks; `undefined` for each check's own interval. */
  public readonly healthCheckInterval?: Duration;
  /** Whether containers that stay unhealthy are restarted. */
  public readonly restartsUnhealthy: boolean;

  private readonly configurations = new Map<Service, ServiceConfiguration>();

  /**
   * @param name lower case letters, digits and `-`
   * @param options its policy
   * @throws if the name or the address is invalid
   */
  public constructor(name: string, options: EnvironmentOptions = {}) {
    requireProps('EnvironmentOptions', options, `environment "${name}"`);
    requireMatch(
      `environment name "${name}"`, name, /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'lower case letters, digits and "-", starting with a letter, at most 63 characters',
    );
    requireUnreserved(`environment name "${name}"`, name);
    this.name = name;
    this.liveReload = options.liveReload ?? false;
    this.sourceSync = options.sourceSync ?? SourceSync.MOUNT;
    if (options.sourceSync !== undefined && !this.liveReload) {
      throw new Error(
        `environment "${name}" has sourceSync "${options.sourceSync}" and no liveReload, without which sources are part of the image: pass `
        + 'liveReload: true, or remove sourceSync',
      );
    }
    this.debug = options.debug ?? false;
    this.publishedOn = options.publishedOn ?? '127.0.0.1';
    this.internalPorts = options.internalPorts ?? true;
    this.dataServices = options.dataServices ?? DataServices.IN_STACK;
    this.requireSecrets = options.requireSecrets ?? true;
    this.limitResources = options.limitResources ?? true;
    this.restart = options.restart ?? RestartPolicy.UNLESS_STOPPED;
    this.healthCheckInterval = options.healthCheckInterval;
    this.restartsUnhealthy = options.restartsUnhealthy ?? false;
    if (this.healthCheckInterval?.toMillis() === 0) {
      throw new Error(`the healthCheckInterval of environment "${name}" is 0s: allowed are durations above 0`);
    }
    if (!isIPv4(this.publishedOn) && !isIPv6(/^\[([^%]*)\]$/.exec(this.publishedOn)?.[1] ?? '')) {
      throw new Error(
        `publishedOn of environment "${name}" is ${shown(this.publishedOn)}: allowed are IPv4 addresses, `
        + 'or IPv6 addresses in brackets',
      );
    }
  }

  /**
   * Whether changes are synced into running containers.
   *
   * @internal
   */
  public get _watches(): boolean {
    return this.liveReload && this.sourceSync === SourceSync.WATCH;
  }

  /**
   * Changes one service in this environment only. What is `undefined` stays the service's own.
   *
   * @param service a service of the same stack
   * @param configuration what is different here
   * @throws if the same property of the same service is configured twice
   */
  public configure(service: Service, configuration: ServiceConfiguration): void {
    requireArgument('Service', service, 'configure', `environment "${this.name}"`);
    requireProps('ServiceConfiguration', configuration, `the configuration of service "${service.id}" in environment "${this.name}"`);
    const { command, environment, replicas } = configuration;
    const before = this.configurationOf(service);
    const changes: ServiceConfiguration = Object.fromEntries(Object.entries({
      ...configuration,
      command: command && [...command],
      environment: environment && { ...environment },
    }).filter(([, value]) => value !== undefined));
    for (const key of Object.keys(changes)) {
      if (key in before) {
        throw new Error(`"${key}" of service "${service.id}" is configured twice in environment "${this.name}": configure it once`);
      }
    }
    requireCommand(`the command of service "${service.id}" in environment "${this.name}"`, command?.length === 0 ? undefined : command);
    Object.keys(environment ?? {}).forEach(requireVariableName);
    if (replicas !== undefined) {
      requireInteger(`the replicas of service "${service.id}" in environment "${this.name}"`, replicas, 0, 1000);
    }
    this.configurations.set(service, { ...before, ...changes });
  }

  /**
   * Whether the host can reach a port of a service here.
   *
   * @param port one of the service's ports
   */
  public publishes(port: ServicePort): boolean {
    requireProps('ServicePort', port, `a port that environment "${this.name}" may publish`);
    return port.debugProtocol === undefined ? port.published ?? (port.entrance || this.internalPorts) : this.liveReload;
  }

  /**
   * The interval of a check here: its own, but at most `healthCheckInterval`.
   *
   * @param check the health check of a service
   */
  public intervalOf(check: HealthCheck): Duration {
    return this.healthCheckInterval?.isShorterThan(check.interval) ? this.healthCheckInterval : check.interval;
  }

  /**
   * What this environment changes for the service.
   *
   * @param service a service of the same stack
   */
  public configurationOf(service: Service): ServiceConfiguration {
    return { ...this.configurations.get(service) };
  }

  /**
   * The services that this environment changes.
   *
   * @internal
   */
  public get _configured(): Service[] {
    return [...this.configurations.keys()];
  }
}
