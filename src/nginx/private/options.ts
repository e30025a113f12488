import { Compression } from '../compression';
import { HashedFiles } from '../hashed-files';
import { NginxConfigOptions } from '../nginx-config';
import { NginxRoute } from '../nginx-route';

/** The options with their defaults, as they are rendered. Every value in them has been checked. */
export interface Options extends NginxConfigOptions {
  readonly port: number;
  readonly root: string;
  readonly basePath: string;
  readonly locales: string[];
  /** The most precise path first: the first location that matches decides, /api/ws before /api. */
  readonly routes: NginxRoute[];
  readonly maxBodySize: string;
  readonly hashedFiles: HashedFiles;
  readonly compression: Compression[];
  readonly trustedProxies: string[];
}

/** A text in double quotes, as nginx reads it. Variables in it are expanded. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether nginx can follow an upstream to a new address, and so keep connections to it open. */
export function followsUpstreams({ nginxVersion }: Options): boolean {
  const [major, minor = 0, patch = 0] = (nginxVersion ?? '0').split('.').map(Number);
  return major > 1 || (major === 1 && (minor > 27 || (minor === 27 && patch >= 3)));
}
