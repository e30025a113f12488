import { Frontend } from './frontend';
import { Service } from '../model';

/** An additional domain of an {@link EdgeProxy}, and what serves it. */
export interface EdgeSite {
  /** The public DNS name: `office.example.com`, `api.example.com`. */
  readonly domain: string;

  /**
   * Additional names, which are permanently redirected (308) to the domain: `www.office.example.com`.
   *
   * @default - none
   */
  readonly aliases?: string[];

  /**
   * The frontend that users see. Its API's paths go directly to the API, everything else to the frontend.
   *
   * @default - none; `service` gets all requests
   */
  readonly frontend?: Frontend;

  /**
   * The service that gets all requests if there is no frontend, such as an API with its own domain. Its first port is used.
   *
   * @default - none; `frontend` is required then
   */
  readonly service?: Service;

  /**
   * The certificate for this name and its aliases (with `EdgeTls.files`), relative to the folder of the edge's certificate.
   *
   * @default - the edge's certificate, which has to cover this name too
   */
  readonly certificate?: string;

  /**
   * The private key of the `certificate`, relative to the same folder.
   *
   * @default - the edge's key
   */
  readonly key?: string;
}
