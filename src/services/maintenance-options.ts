import { Duration } from '../base';

/** What an edge serves during maintenance, and to whom: `docker-prod.sh maintenance on`. */
export interface MaintenanceOptions {
  /**
   * The page, in HTML: a file beside the `Caddyfile`, such as `"our-page.html"` in `docker/edge/`. All that it shows has to be in it,
   * because every other address is answered with the page, too.
   *
   * @default - `maintenance.html`, which is generated
   */
  readonly page?: string;

  /**
   * Networks (`10.0.0.0/8`) or addresses that get through all the same: those of an office or a VPN. For an address that is known only
   * later there is `maintenance on --allow <address>`.
   *
   * Behind Docker Desktop or a rootless engine, all clients have one address.
   *
   * @default - none
   */
  readonly allowedNetworks?: string[];

  /**
   * After how long clients and search engines are asked to try again (`Retry-After`), in whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly retryAfter?: Duration;
}
