import { Duration, Size } from '../../base';
import { Compression } from '../compression';
import { HashedFiles } from '../hashed-files';
import { NginxConfigOptions } from '../nginx-config-options';
import { NginxRoute } from '../nginx-route';

/** The options with their defaults, as they are rendered. Every value in them has been checked. */
export interface Options extends NginxConfigOptions {
  readonly port: number;
  readonly root: string;
  readonly basePath: string;
  readonly locales: string[];
  /** The most precise path first: the first location that matches decides, /api/ws before /api. */
  readonly routes: NginxRoute[];
  readonly maxBodySize: Size;
  readonly hashedFiles: HashedFiles;
  readonly mediaMaxAge: Duration;
  readonly compression: Compression[];
  readonly trustedProxies: string[];
  /** Directives of the `http` context and of the `server`, as they were given. */
  readonly httpDirectives: string[];
  readonly serverDirectives: string[];
}

/** A text in double quotes, as nginx reads it. Variables in it are expanded. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether nginx can follow a service to a new address, and so keep connections to it open: not if one is looked up for each request. */
export function followsServices({ nginxVersion, startFolder }: NginxConfigOptions): boolean {
  const [major, minor = 0, patch = 0] = (nginxVersion ?? '0').split('.').map(Number);
  return startFolder !== undefined && (major > 1 || (major === 1 && (minor > 27 || (minor === 27 && patch >= 3))));
}

/** The name under which a service's addresses are kept, where nginx follows it. */
export function upstreamOf({ host, port }: NginxRoute): string {
  return `${host}_${port}`;
}
