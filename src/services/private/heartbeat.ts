import { Duration } from '../../base';
import { PYTHON_PROGRAM } from '../../base/programs';
import { HealthCheck } from '../../model';

/** A small Python module of `assets/python` that goes into an application's image and belongs to no application. */
export enum ImageHelper {
  /**
   * Loaded by the worker with `--include`. The running worker sends a heartbeat every 2 seconds as long as its main loop turns and the
   * broker takes it; and it stops in time.
   */
  WORKER_HEARTBEAT = 'celery_worker_heartbeat',
  /** Loaded by beat as its scheduler: the scheduler that was chosen, which also says when it ticks. */
  BEAT_HEARTBEAT = 'celery_beat_heartbeat',
}

/** The folder of helpers in an image. A file in the virtual environment puts it on Python's module path. */
export const HELPER_FOLDER = '/opt/container';

/** The named context of a build that has the helpers: the folder of the Dockerfile. */
export const HELPER_CONTEXT = 'programs';

/**
 * Healthy as long as the running process has touched its file lately. Reading a file's age costs no connection and no import of the
 * application.
 *
 * @param role whose file it is
 * @param maxAge how old it may be
 */
export function heartbeatCheck(role: 'worker' | 'beat', maxAge: Duration, startPeriod = Duration.seconds(30)): HealthCheck {
  return HealthCheck.command(
    [
      ...PYTHON_PROGRAM,
      `import os, sys, time; sys.exit(time.time() - os.stat("/tmp/celery-${role}.heartbeat").st_mtime > ${maxAge.toSeconds()})`,
    ],
    { interval: Duration.seconds(10), timeout: Duration.seconds(5), retries: 3, startPeriod },
  );
}
