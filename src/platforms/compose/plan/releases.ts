import { Duration, Size } from '../../../base';
import { HealthCheck } from '../../../model';
import { ReleaseOptions } from '../release-options';

/** How releases are made, with all defaults, in the units of the script. */
export interface PlannedReleases {
  readonly settleSeconds: number;
  readonly watchSeconds: number;
  readonly patienceSeconds: number;
  readonly keep: number;
  readonly leastFreeMebibytes: number;
}

export function releasesOf(options: ReleaseOptions, checks: HealthCheck[]): PlannedReleases {
  const { settle = Duration.seconds(10), watch = Duration.seconds(10), keep = 5, leastFreeDisk = Size.gibibytes(1) } = options;
  const patience = options.patience ?? Duration.seconds(60 + Math.ceil(Math.max(0, ...checks.map(secondsToHealthy))));
  return {
    settleSeconds: Math.ceil(settle.toSeconds()),
    watchSeconds: Math.max(1, Math.ceil(watch.toSeconds())),
    patienceSeconds: Math.ceil(patience.toSeconds()),
    keep,
    leastFreeMebibytes: Math.ceil(leastFreeDisk.toBytes() / 1024 / 1024),
  };
}

/** Seconds until the engine knows whether a service that starts is healthy, at the latest. */
export function secondsToHealthy(check: HealthCheck): number {
  return check.startPeriod.toSeconds() + check.retries * check.interval.toSeconds();
}
