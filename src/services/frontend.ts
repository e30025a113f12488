import { Construct } from 'constructs';
import { FrontendProps } from './frontend-props';
import { Size } from '../base';
import { Environment, Route, Service, ServicePort } from '../model';
import { SecurityHeaders } from '../nginx';
import { Destination, largestBody, routesOf } from './private/destinations';

/** A web application, some of whose paths are proxied to services. An {@link EdgeProxy} may be in front of it. */
export abstract class Frontend extends Service {
  private edge?: Service;
  private names: string[] = [];

  /**
   * @param scope the stack
   * @param id its name, also in the stack's networks
   * @throws if the id is not a DNS label or already taken
   */
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.hiddenPort() });
  }

  /**
   * What is proxied to services, the most specific path first.
   *
   * @internal
   */
  public abstract get _destinations(): Destination[];

  /** Its options.
   *
   * @internal
   */
  public abstract get _told(): FrontendProps;

  /**
   * The largest request body that is proxied to any service.
   *
   * @internal
   */
  public get _maxBodySize(): Size {
    return largestBody(this._destinations, this._ownMaxBodySize);
  }

  /** @internal */
  public get _securityHeaders(): SecurityHeaders {
    return this._told.securityHeaders ?? {};
  }

  /**
   * Puts an edge in front, which is the entrance then.
   *
   * @param names the edge's host names; none if it accepts any
   * @internal
   */
  public _behind(edge: Service, names: string[]): void {
    if (this.edge) {
      throw new Error(
        `service "${edge.id}" would be in front of "${this.id}", where "${this.edge.id}" is already: `
        + 'a frontend has one edge, so remove one of them',
      );
    }
    const limited = this._destinations.find(({ route }) => route.rateLimit);
    if (limited) {
      const { service, route } = limited;
      throw new Error(
        `service "${this.id}" limits the rate of requests to "${route.path}", which "${edge.id}" in front of it would pass on to `
        + `"${service.id}" itself: remove the rateLimit and let "${service.id}" limit it, or remove "${edge.id}"`,
      );
    }
    this.edge = edge;
    this.names = [...names];
  }

  /**
   * The edge's host names; none if there is no edge, or if it accepts any.
   *
   * @internal
   */
  protected get _names(): string[] {
    return [...this.names];
  }

  /**
   * Its HTTP port: the entrance, unless an edge is in front.
   *
   * @internal
   */
  protected _entrance(port: number): ServicePort {
    const { hostPort } = this._told;
    return this.edge ? { port, hostPort } : { port, hostPort: hostPort ?? 80, entrance: true };
  }

  /** @internal */
  protected _routes(environment: Environment): Route[] {
    return routesOf(this._destinations, environment, this._ownMaxBodySize);
  }

  /**
   * The largest request body, for paths that do not set their own.
   *
   * @internal
   */
  protected get _ownMaxBodySize(): Size {
    return this._told.maxBodySize ?? Size.mebibytes(10);
  }

  /**
   * The build cache folder, relative to the source folder; empty for none.
   *
   * @internal
   */
  protected get _buildCache(): string {
    return '';
  }

  /** Reports a host port that has no effect, because the edge is the entrance. */
  private hiddenPort(): string[] {
    const { hostPort } = this._told;
    const isOpen = this.stack.environments.some(({ internalPorts, liveReload }) => internalPorts && !liveReload);
    return hostPort === undefined || !this.edge || isOpen ? [] : [
      `service "${this.id}" has hostPort ${hostPort}, and "${this.edge.id}" is in front of it, so that no environment opens that `
      + `port: pass httpHostPort to "${this.edge.id}", or remove the hostPort`,
    ];
  }
}
