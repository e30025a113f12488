import { Duration } from '../../base';

/** A request with which a release is tested. Redirects are not followed: they are answers like others. */
export interface SmokeTestRequest {
  /**
   * The id of the service that answers. It has to be checked by HTTP (`HealthCheck.http`), by a program that can ask: the same one asks
   * for this path.
   */
  readonly service: string;

  /** The path, with a query if you like: `/api/companies?limit=1`. */
  readonly path: string;

  /**
   * The statuses that are right.
   *
   * @default - from 200 to 299
   */
  readonly statuses?: number[];

  /**
   * One line of text that the body has to have in it, as it stands there. BusyBox and GNU wget, which ask nginx and Caddy, show the body
   * of answers from 200 to 299 only.
   *
   * @default - the body may be anything
   */
  readonly text?: string;

  /**
   * Headers of the request. They stand in files of the repository: no place for secrets.
   *
   * @default - none but those that the asking program sends
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * How long the answer may take, at least a second.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
}

/**
 * How a release is tested beyond its health checks: a release that answers 500 on real pages gets no traffic.
 *
 * Before requests go to them, each new container that started beside an old one is asked for every path of its service, from inside.
 * After that every path is asked for once more, through the entrance where it leads there. What fails before goes away without having had
 * a request; what fails after goes back.
 */
export interface SmokeTestOptions {
  /**
   * What is asked for, one after the other.
   *
   * @default - nothing is
   */
  readonly requests?: SmokeTestRequest[];

  /**
   * An executable of the repository that tries it in its own way, relative to the repository's root: `scripts/smoke-test`. It runs where
   * the script runs, twice: with `PHASE=before` and the new containers in `CONTAINERS` (a line for each, "<service> <container>"), and
   * with `PHASE=after`. It has the variables of hooks and their time limit, and says with another exit code than 0 that the release fails.
   *
   * @default - there is none
   */
  readonly program?: string;
}
