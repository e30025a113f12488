import { Duration, Size } from '../../base';
import { Language } from '../../model';

/** Where certificates come from; without both, there are none. */
export interface TlsSettings {
  readonly automatic?: { readonly email?: string };
  readonly files?: { readonly certificate: string; readonly key: string };
}

/** A service that gets requests. */
export interface Upstream {
  readonly id: string;
  readonly port: number;
}

/** A name, or any, and what answers there. */
export interface CaddySite {
  readonly domain?: string;
  /** Names from which users are redirected to the domain. */
  readonly aliases?: string[];
  readonly tls: TlsSettings;
  /** What gets all requests that are not the API's. */
  readonly frontend: Upstream;
  /** What gets the requests to a path and those below, the most precise path first. */
  readonly routes: (Upstream & { readonly path: string })[];
  /** Headers of answers that have none of that name. */
  readonly headers: { readonly name: string; readonly value: string }[];
}

/** The main site, and what all have in common. */
export interface CaddyfileOptions extends CaddySite {
  /** Those at other names. */
  readonly sites?: CaddySite[];
  readonly maxBodySize: Size;
  readonly timeout: Duration;
  /** Networks of the proxies in front whose word about a client is believed. */
  readonly trustedProxies: string[];
  readonly language: Language;
  /** Networks that get through while there is maintenance, and in how many seconds the others may try again. */
  readonly maintenance: { readonly allowedNetworks: string[]; readonly retryAfterSeconds: number };
}
