import { Duration, Size } from '../../../base';
import { requireInteger, requireMatch, requireRepositoryPath } from '../../../base/checks';
import { Environment, HealthCheck } from '../../../model';
import { RegistryOptions } from '../registry-options';
import { ReleaseOptions } from '../release-options';
import { requireSmokeTest } from './smoke-tests';

/** How releases are made, with all defaults, in the units of the script. */
export interface PlannedReleases {
  readonly settleSeconds: number;
  readonly watchSeconds: number;
  readonly patienceSeconds: number;
  readonly keep: number;
  readonly leastFreeMebibytes: number;
  /** How many backups of a service are kept; 0 is no rule. */
  readonly keepBackups: number;
  /** For how many days; 0 is no rule. */
  readonly keepBackupDays: number;
  /** The folder of hooks, relative to the repository's root. */
  readonly hooks: string;
  readonly hookSeconds: number;
  /** The program of the smoke test, relative to the repository's root; empty if there is none. */
  readonly smokeProgram: string;
  /** Where images are pulled from; `undefined` where they are built. */
  readonly registry?: PlannedRegistry;
}

/** A registry, and how images get there. */
export interface PlannedRegistry {
  /** What stands before the names of images there: `ghcr.io/acme/crm`. */
  readonly address: string;
  /** Options of `docker buildx bake` for all images, with `{image}` for the name of each; without any, Compose builds. */
  readonly options: string[];
}

export function releasesOf(environment: Environment, options: ReleaseOptions, checks: HealthCheck[]): PlannedReleases {
  const { settle = Duration.seconds(10), watch = Duration.seconds(10), keep = 5, keepBackups = 0 } = options;
  const { leastFreeDisk = Size.gibibytes(1) } = options;
  const patience = options.patience ?? Duration.seconds(60 + Math.ceil(Math.max(0, ...checks.map(secondsToHealthy))));
  return {
    settleSeconds: Math.ceil(settle.toSeconds()),
    watchSeconds: Math.max(1, Math.ceil(watch.toSeconds())),
    patienceSeconds: Math.ceil(patience.toSeconds()),
    keep,
    keepBackups,
    keepBackupDays: Math.ceil((options.keepBackupsFor?.toSeconds() ?? 0) / (24 * 60 * 60)),
    leastFreeMebibytes: Math.ceil(leastFreeDisk.toBytes() / 1024 / 1024),
    hooks: requireRepositoryPath('the folder of hooks', options.hooksFolder ?? `docker/hooks/${environment.name}`),
    hookSeconds: Math.ceil((options.hookTimeout ?? Duration.minutes(5)).toSeconds()),
    smokeProgram: options.smokeTest?.program ?? '',
    registry: options.registry && registryOf(options.registry),
  };
}

function registryOf({ host, prefix, platforms = [], cacheFrom = [], cacheTo = [], sbom, provenance }: RegistryOptions): PlannedRegistry {
  return {
    address: [host, ...prefix === undefined ? [] : [prefix]].join('/'),
    options: [
      ...platforms.length > 0 ? [`platform=${platforms.join(',')}`] : [],
      ...cacheFrom.map((value) => `cache-from=${value}`),
      ...cacheTo.map((value) => `cache-to=${value}`),
      ...sbom ? ['attest=type=sbom'] : [],
      ...provenance ? ['attest=type=provenance,mode=max'] : [],
    ],
  };
}

/** @throws if a value is invalid */
export function requireReleases(environment: Environment, options: ReleaseOptions): void {
  const whose = `environment "${environment.name}"`;
  if (options.keep !== undefined) {
    requireInteger('the number of releases that are kept', options.keep, 2, 1000);
  }
  if (options.keepBackups !== undefined) {
    requireInteger('the number of backups that are kept', options.keepBackups, 1, 100_000);
  }
  if (options.keepBackupsFor && options.keepBackupsFor.toSeconds() < 24 * 60 * 60) {
    throw new Error(`backups are kept for ${options.keepBackupsFor} (keepBackupsFor): allowed is a day or more`);
  }
  if (options.hooksFolder !== undefined) {
    requireRepositoryPath(`the folder of hooks of ${whose}`, options.hooksFolder);
  }
  if (options.hookTimeout !== undefined) {
    requireInteger(`the time that a hook of ${whose} may take, in seconds,`, options.hookTimeout.toSeconds(), 1, 86_400);
  }
  requireSmokeTest(environment, options.smokeTest ?? {});
  if (options.registry) {
    requireRegistry(whose, options.registry);
  }
}

function requireRegistry(whose: string, { host, prefix, platforms = [], cacheFrom = [], cacheTo = [] }: RegistryOptions): void {
  requireMatch(
    `the host of the registry of ${whose}`, host,
    /^(?=.{1,255}$)([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*)(:[0-9]{1,5})?$/,
    'host names, with a port if need be, such as "ghcr.io" or "registry.example.com:5000", without "https://" and path',
  );
  // "acme/app:tag" would be read as an image of another registry
  if (!/[.:]/.test(host) && host !== 'localhost') {
    throw new Error(
      `the host of the registry of ${whose} is "${host}", which Docker takes for a path on Docker Hub: `
      + 'name the host with a dot or a port, such as "docker.io" or "registry:5000"',
    );
  }
  if (prefix !== undefined) {
    requireMatch(
      `the prefix of the registry of ${whose}`, prefix,
      /^(?=.{1,200}$)[a-z0-9]+([._-][a-z0-9]+|__[a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+|__[a-z0-9]+)*)*$/,
      'lower case letters, digits and . _ - between them, with "/" between folders, such as "acme/crm"',
    );
  }
  platforms.forEach((platform) => requireMatch(
    `a platform of the registry of ${whose}`, platform, /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/,
    'such as "linux/amd64", "linux/arm64" or "linux/arm/v7"',
  ));
  [...cacheFrom, ...cacheTo].forEach((value) => requireMatch(
    `a cache of the registry of ${whose}`, value, /^[A-Za-z0-9_.,:/@%+={}-]+$/,
    'what --cache-from and --cache-to take, such as "type=gha" or ""type=registry,ref=ghcr.io/acme/crm/cache:{image}"',
  ));
}

/** Seconds until the engine knows whether a service that starts is healthy, at the latest. */
export function secondsToHealthy(check: HealthCheck): number {
  return check.startPeriod.toSeconds() + check.retries * check.interval.toSeconds();
}
