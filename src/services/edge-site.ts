import { Frontend } from './frontend';
import { Service } from '../model';

/** An additional domain of an {@link EdgeProxy}, and what serves it. */
export interface EdgeSite {
  /** The public DNS name: `office.example.com`, `api.example.com`. */
  readonly domain: string;

  /**
   * Further names, from which users are redirected to the domain for good (308): `www.office.example.com`.
   *
   * @default - none
   */
  readonly aliases?: string[];

  /**
   * The frontend that users see. Its API's paths go to the API directly, everything else to the frontend.
   *
   * @default - there is none, and `service` gets all requests
   */
  readonly frontend?: Frontend;

  /**
   * The service that gets all requests where there is no frontend, such as an API with a name of its own. Its first port is used.
   *
   * @default - there is a `frontend`
   */
  readonly service?: Service;

  /**
   * The certificate for this name and its aliases, beside that of the edge (`EdgeTls.files`), relative to the same folder.
   *
   * @default - that of the edge, which has to be for this name too
   */
  readonly certificate?: string;

  /**
   * The private key of the `certificate`, relative to the same folder.
   *
   * @default - that of the edge
   */
  readonly key?: string;
}
