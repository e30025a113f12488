import { requireImageReference, requireMatch } from '../../base/checks';
import { DockerfileHealthCheck } from '../../image';
import { HealthCheck } from '../../model';

/** Names of Debian packages, with a version if need be. */
export function requirePackages(what: string, packages: string[]): void {
  for (const name of packages) {
    requireMatch(
      `"${name}" in the ${what}`, name, /^[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?(=[A-Za-z0-9.+~:-]+)?$/,
      'names of Debian packages, such as "libpq5" or "libpq5=15.10-0+deb12u1"',
    );
  }
}

/** A version such as `3.11` or `7.0.14`, as it stands in an image's tag. */
export function requireVersion(what: string, version: string): void {
  requireMatch(what, version, /^\d+(\.\d+){0,2}$/, 'version numbers such as "7", "3.11" or "7.0.14"');
}

/** The image that was chosen, or the default one. */
export function baseImage(what: string, chosen: string | undefined, byDefault: string): string {
  if (chosen !== undefined) {
    requireImageReference(what, chosen);
  }
  return chosen ?? byDefault;
}

/** The check as an image states it. */
export function healthCheckOfImage(check: HealthCheck): DockerfileHealthCheck {
  return {
    command: check.probe()!,
    interval: check.interval,
    timeout: check.timeout,
    startPeriod: check.startPeriod,
    retries: check.retries,
  };
}
