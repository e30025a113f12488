import { Duration } from '../../base';
import { requireMatch } from '../../base/checks';
import { PackageManager } from '../package-manager';

/** Where `ng build` keeps what it has compiled, by what it was compiled from. */
export const ANGULAR_CACHE = '.angular/cache';

/** What its development server passes on, inside the container. */
export const PROXY_PATH = '/etc/angular/proxy.conf.mjs';

/** @throws if no Angular project can have the name */
export function requireProject(id: string, app: string): void {
  if (!app) {
    throw new Error(`service "${id}" has no app: pass the name of the Angular project as it stands in angular.json`);
  }
  requireMatch(
    `the app of service "${id}"`, app, /^(@[a-z0-9_.-]+\/)?[A-Za-z0-9][A-Za-z0-9_.-]*$/,
    'names of Angular projects: letters, digits and _ . -',
  );
}

export interface DevelopmentServer {
  readonly app: string;
  readonly developmentPort: number;
  readonly pollInterval?: Duration;
  /** Whether it passes anything on. */
  readonly proxied: boolean;
}

/** The arguments of `ng serve`. */
export function developmentArguments({ app, developmentPort, pollInterval, proxied }: DevelopmentServer): string[] {
  return [
    `--project=${app}`, '--host', '0.0.0.0', '--port', `${developmentPort}`,
    ...proxied ? ['--proxy-config', PROXY_PATH] : [],
    ...pollInterval ? ['--poll', `${pollInterval.toMillis()}`] : [],
  ];
}

/** The command that runs the tests of a project once. */
export function testCommandOf(app: string, packageManager = PackageManager.npm()): string[] {
  return [...packageManager._runWith('test'), `--project=${app}`, '--watch=false'];
}
