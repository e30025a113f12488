import { Construct } from 'constructs';
import { Duration } from '../base';
import { requireLine, requireVariableName } from '../base/checks';
import { requireProps } from '../base/props';
import {
  Endpoint, EnvValue, Environment, HealthCheck, ImageSource, Mount, ResourceLimits, Service, ServiceKind, ServicePort, ServiceSpec,
} from '../model';

/** What a {@link GenericService} needs to know. */
export interface GenericServiceProps {
  /** Where its image comes from. */
  readonly image: ImageSource;

  /** Whether it can do its work; `HealthCheck.none()` if there is no telling. */
  readonly healthCheck: HealthCheck;

  /**
   * What it is to the others.
   *
   * @default ServiceKind.OTHER
   */
  readonly kind?: ServiceKind;

  /**
   * What it is, in a few words.
   *
   * @default - its id
   */
  readonly description?: string;

  /**
   * Replaces the image's command, never its entrypoint.
   *
   * @default - the image's own
   */
  readonly command?: string[];

  /**
   * Environment variables.
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
   * Services that it uses.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * The user that it runs as, by name or number.
   *
   * @default - the image's own
   */
  readonly user?: string;

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
   * Linux capabilities that it keeps, by name without `CAP_`.
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

/** Any image, described by its properties, the same in every environment. Subclass `Service` for what is used more than once. */
export class GenericService extends Service {
  private readonly props: GenericServiceProps;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: GenericServiceProps) {
    super(scope, id);
    requireProps('GenericServiceProps', props, `service "${id}"`);
    const { command, environment, ports, endpoints, mounts, writablePaths, capabilities } = props;
    this.props = {
      ...props,
      command: command && [...command],
      environment: environment && { ...environment },
      ports: ports && [...ports],
      endpoints: endpoints && [...endpoints],
      mounts: mounts && [...mounts],
      writablePaths: writablePaths && [...writablePaths],
      capabilities: capabilities && [...capabilities],
    };
    requireLine(`the description of service "${id}"`, props.description ?? id);
    Object.keys(props.environment ?? {}).forEach(requireVariableName);
    this.connectTo(...props.connectTo ?? []);
  }

  public describe(environment: Environment): ServiceSpec {
    void environment;
    const { connectTo: _, kind = ServiceKind.OTHER, description = this.id, ...rest } = this.props;
    return { ...rest, kind, description };
  }
}
