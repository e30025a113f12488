import { Construct } from 'constructs';
import { requireLine, requireVariableName } from '../base/checks';
import { requireProps } from '../base/props';
import { Environment, HealthCheck, ImageSource, Service, ServiceKind, ServiceSpec, ServiceTraits } from '../model';

/** What a {@link GenericService} needs to know. */
export interface GenericServiceProps extends ServiceTraits {
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
   * Services that it uses.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * The environments that it is part of, such as `[stack.development]` for a mail catcher.
   *
   * @default - all
   */
  readonly environments?: Environment[];
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

/** A copy that the caller's later changes of lists and maps do not reach. */
function copied(props: GenericServiceProps): GenericServiceProps {
  const copy = (value: any) => Array.isArray(value) ? [...value] : value?.constructor === Object ? { ...value } : value;
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, copy(value)])) as unknown as GenericServiceProps;
}
