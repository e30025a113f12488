import { Duration } from '../base';

/** What an edge serves during maintenance, and to whom: `docker-prod.sh maintenance on`. */
export interface MaintenanceOptions {
  /**
   * The HTML page: a file beside the `Caddyfile`, such as `"our-page.html"` in `docker/edge/`. It has to be self-contained, because every
   * URL is answered with this page.
   *
   * @default - a generated page, `maintenance.html`
   */
  readonly page?: string;

  /**
   * Networks (`10.0.0.0/8`) or addresses that get through, such as those of an office or a VPN. To allow an address ad hoc, use
   * `maintenance on --allow <address>`.
   *
   * Behind Docker Desktop or a rootless engine, all clients share one address.
   *
   * @default - none
   */
  readonly allowedNetworks?: string[];

  /**
   * When clients and search engines should try again (`Retry-After`), in whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly retryAfter?: Duration;
}
