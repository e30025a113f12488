import { HealthCheck } from './health-check';

/** How a container finds the others of its service, including those of other releases. */
export interface PeerAccess {
  /**
   * The environment variable that says where they are: a name that resolves to all of their addresses, and the service's first port, such
   * as `frontend-pods:8080`.
   */
  readonly variable: string;

  /** Whether it may receive requests. It replaces the service's readiness check until it passes: by then the others can find it. */
  readonly readiness: HealthCheck;
}
