import { requireMatch } from '../../../base/checks';
import { requireArgument } from '../../../base/props';
import { Service } from '../../../model';

/** The namespace of a container: for processes, networks, shared memory, host names or user ids. */
export class ComposeNamespace {
  /** That of the host. Reported as a weakness. */
  public static readonly HOST = new ComposeNamespace('host');
  /** Its own. */
  public static readonly PRIVATE = new ComposeNamespace('private');
  /** None: for networks and shared memory. */
  public static readonly NONE = new ComposeNamespace('none');
  /** Its own, which others may see too: for shared memory. */
  public static readonly SHAREABLE = new ComposeNamespace('shareable');

  /**
   * That of a container of another service.
   *
   * @param service a service of the same file
   */
  public static ofService(service: Service): ComposeNamespace {
    requireArgument('Service', service, 'ofService', 'a namespace');
    return new ComposeNamespace(`service:${service.id}`);
  }

  /**
   * That of a container outside the file.
   *
   * @param name the container's name or id
   * @throws if it is neither
   */
  public static ofContainer(name: string): ComposeNamespace {
    requireMatch('the name of a container', name, /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, 'letters, digits, "_", "." and "-"');
    return new ComposeNamespace(`container:${name}`);
  }

  private constructor(
    /** @internal */
    public readonly _value: string,
  ) {}
}
