import { Duration } from '../../base';

/** A request of a smoke test. Redirects are not followed. */
export interface SmokeTestRequest {
  /**
   * The id of the service. It needs an HTTP health check (`HealthCheck.http`) with a tool that can make the request.
   */
  readonly service: string;

  /** The path, optionally with a query: `/api/companies?limit=1`. */
  readonly path: string;

  /**
   * The expected statuses.
   *
   * @default - from 200 to 299
   */
  readonly statuses?: number[];

  /**
   * Text of one line that the body has to contain. BusyBox and GNU wget, which are used for nginx and Caddy, only show the body of
   * responses from 200 to 299.
   *
   * @default - any body
   */
  readonly text?: string;

  /**
   * Headers of the request. They are in committed files, so they must not contain secrets.
   *
   * @default - only those that the program sends by default
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * How long the response may take, at least one second.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
}

/**
 * Tests of a release beyond its health checks, so that a release that returns 500 on real pages gets no traffic.
 *
 * Before traffic is switched, every path is requested from inside each new container that started beside an old one. Afterwards every path
 * is requested once more, through the entrance if it routes there. If a request fails before the switch, the new containers are removed
 * without having received traffic; if one fails afterwards, traffic is switched back.
 */
export interface SmokeTestOptions {
  /**
   * The requests, made one after the other.
   *
   * @default - none
   */
  readonly requests?: SmokeTestRequest[];

  /**
   * An executable with tests of your own, relative to the repository's root: `scripts/smoke-test`. It runs where the script runs, twice:
   * with `PHASE=before` and the new containers in `CONTAINERS` (one line each, "<service> <container>"), and with `PHASE=after`. It gets
   * the variables and the time limit of hooks; if it exits with a code other than 0, the release fails.
   *
   * @default - there is none
   */
  readonly program?: string;
}
