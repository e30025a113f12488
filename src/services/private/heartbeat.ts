import { Duration, HealthCheck } from '../../model';

/** A small Python module that goes into an application's image and belongs to no application. */
export interface ImageHelper {
  /** The module's name. */
  readonly name: string;
  /** Its source. */
  readonly source: string;
}

/** The folder of helpers in an image; it is on Python's module path. */
export const HELPER_FOLDER = '/opt/container';

/** Loaded by the worker with `--include`: the running worker sends a heartbeat every 2 seconds as long as its event loop turns. */
export const WORKER_HEARTBEAT: ImageHelper = {
  name: 'celery_worker_heartbeat',
  source: `"""Loaded by the Celery worker: touches a file with every heartbeat that the worker sends. The health check reads its age."""
from pathlib import Path

from celery.signals import heartbeat_sent

HEARTBEAT = Path("/tmp/celery-worker.heartbeat")


@heartbeat_sent.connect(weak=False)
def touch(**_):
    HEARTBEAT.touch()
`,
};

/** Loaded by beat as its scheduler: the scheduler that was chosen, which also says when it ticks. */
export const BEAT_HEARTBEAT: ImageHelper = {
  name: 'celery_beat_heartbeat',
  source: `"""The scheduler of Celery beat, which also touches a file with every tick. The health check reads its age."""
import os
from pathlib import Path

from kombu.utils.imports import symbol_by_name

HEARTBEAT = Path("/tmp/celery-beat.heartbeat")


class Scheduler(symbol_by_name(os.environ.get("CELERY_BEAT_SCHEDULER", "celery.beat:PersistentScheduler"))):
    def tick(self, *args, **kwargs):
        seconds_to_next = super().tick(*args, **kwargs)
        HEARTBEAT.touch()
        return seconds_to_next
`,
};

/** Healthy as long as the running process has touched its file lately. Reading a file's age costs no connection and no import of the application. */
export function heartbeatCheck(role: 'worker' | 'beat', maxAge: Duration): HealthCheck {
  return HealthCheck.command(
    ['python', '-c', `import os, sys, time; sys.exit(time.time() - os.stat("/tmp/celery-${role}.heartbeat").st_mtime > ${maxAge.toSeconds()})`],
    { interval: Duration.seconds(10), timeout: Duration.seconds(5), retries: 3, startPeriod: Duration.seconds(30) },
  );
}
