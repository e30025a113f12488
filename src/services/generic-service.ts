import { Construct } from 'constructs';
import { requireLine, requireVariableName } from '../base/checks';
import { requireProps } from '../base/props';
import { Environment, HealthCheck, ImageSource, Service, ServiceKind, ServiceSpec, ServiceTraits } from '../model';

/** Options of a {@link GenericService}. */
export interface GenericServiceProps extends ServiceTraits {
  /** Where its image comes from. */
  readonly image: ImageSource;

  /** The health check; `HealthCheck.none()` if there is no way to tell. */
  readonly healthCheck: HealthCheck;

  /**
   * Its role, which decides how it is replaced, among other things.
   *
   * @default ServiceKind.OTHER
   */
  readonly kind?: ServiceKind;

  /**
   * A short description.
   *
   * @default - its id
   */
  readonly description?: string;

  /**
   * Services that it connects to: it gets their addresses and waits until they are healthy.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * The environments that it runs in, such as `[stack.development]` for a mail catcher.
   *
   * @default - all
   */
  readonly environments?: Environment[];
}

/** A service with any image, the same in every environment. For a reusable service type, subclass `Service`. */
export class GenericService extends Service {
  private readonly props: GenericServiceProps;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: GenericServiceProps) {
    super(scope, id);
    requireProps('GenericServiceProps', props, `service "${id}"`);
    this.props = copied(props);
    requireLine(`the description of service "${id}"`, props.description ?? id);
    Object.keys(props.environment ?? {}).forEach(requireVariableName);
    this.connectTo(...props.connectTo ?? []);
    if (props.environments) {
      this.onlyIn(...props.environments);
    }
  }

  public describe(environment: Environment): ServiceSpec {
    void environment;
    const { connectTo: _, environments: __, kind = ServiceKind.OTHER, description = this.id, ...rest } = this.props;
    return { ...rest, kind, description };
  }
}

/** A copy, unaffected by the caller's later changes to lists and maps. */
function copied(props: GenericServiceProps): GenericServiceProps {
  const copy = (value: any) => Array.isArray(value) ? [...value] : value?.constructor === Object ? { ...value } : value;
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, copy(value)])) as unknown as GenericServiceProps;
}
