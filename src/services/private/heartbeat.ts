import { Duration } from '../../base';
import { HealthCheck } from '../../model';

/** A small Python module that goes into an application's image and belongs to no application. */
export interface ImageHelper {
  /** The module's name. */
  readonly name: string;
  /** Its source. */
  readonly source: string;
}

/** The folder of helpers in an image; it is on Python's module path. */
export const HELPER_FOLDER = '/opt/container';

/**
 * Loaded by the worker with `--include`. The running worker sends a heartbeat every 2 seconds as long as its main loop turns and the
 * broker takes it; and it stops in time.
 */
export const WORKER_HEARTBEAT: ImageHelper = {
  name: 'celery_worker_heartbeat',
  source: `"""Loaded by the Celery worker: touches a file that the health check reads the age of, and limits how long a shutdown takes."""
import os
import signal
import threading
import time
from pathlib import Path

from celery.signals import heartbeat_sent, task_postrun, task_prerun, worker_ready, worker_shutting_down

HEARTBEAT = Path("/tmp/celery-worker.heartbeat")
GRACEFUL_SECONDS = float(os.environ.get("CELERY_GRACEFUL_SHUTDOWN_SECONDS", "60"))
running = set()
stopping = []


# The worker sends it every 2 seconds, as long as its main loop turns and the broker takes it.
@heartbeat_sent.connect(weak=False)
def touch(**_):
    HEARTBEAT.touch()


@task_prerun.connect(weak=False)
def begin(task_id, **_):
    running.add(task_id)


@task_postrun.connect(weak=False)
def end(task_id, **_):
    running.discard(task_id)


@worker_ready.connect(weak=False)
def start(sender, **_):
    pool = type(sender.pool).__module__.rpartition(".")[2]
    threading.Thread(target=watch, args=(sender, pool), daemon=True).start()


def watch(consumer, pool):
    while True:
        # in the solo pool a task takes the place of the main loop: while one runs, the process speaks for it
        if pool == "solo" and running:
            HEARTBEAT.touch()
        if stopping and time.monotonic() > stopping[0] + GRACEFUL_SECONDS:
            give_up(consumer, pool)
            return
        time.sleep(1)


# A warm shutdown waits as long as tasks take. What has not ended in time goes back to the queue if it is acknowledged late.
def give_up(consumer, pool):
    if pool not in ("solo", "gevent", "eventlet"):
        os.kill(os.getpid(), signal.SIGQUIT)
        return
    # these cannot end a task: asked to, one would acknowledge it as done, another would not listen
    try:
        consumer.task_consumer.channel.qos.restore_unacked()
    finally:
        os._exit(0)


@worker_shutting_down.connect(weak=False)
def note(how, **_):
    if how == "Warm" and not stopping:
        stopping.append(time.monotonic())
`,
};

/** Loaded by beat as its scheduler: the scheduler that was chosen, which also says when it ticks. */
export const BEAT_HEARTBEAT: ImageHelper = {
  name: 'celery_beat_heartbeat',
  source: `"""The scheduler of Celery beat, which also touches a file with every tick that is good. The health check reads its age."""
import os
from pathlib import Path

from kombu.utils.imports import symbol_by_name

HEARTBEAT = Path("/tmp/celery-beat.heartbeat")


class Scheduler(symbol_by_name(os.environ.get("CELERY_BEAT_SCHEDULER", "celery.beat:PersistentScheduler"))):
    failed = False

    def tick(self, *args, **kwargs):
        seconds_to_next = super().tick(*args, **kwargs)
        # the next task may be due in a day: after one that could not be sent, the broker is asked
        if not self.failed or self.reaches_broker():
            self.failed = False
            HEARTBEAT.touch()
        return seconds_to_next

    def apply_async(self, *args, **kwargs):
        self.failed = True
        result = super().apply_async(*args, **kwargs)
        self.failed = False
        return result

    def reaches_broker(self):
        try:
            with self.app.connection_for_write() as connection:
                connection.ensure_connection(max_retries=1, timeout=5)
        except Exception:
            return False
        return True
`,
};

/** Healthy as long as the running process has touched its file lately. Reading a file's age costs no connection and no import of the application. */
export function heartbeatCheck(role: 'worker' | 'beat', maxAge: Duration): HealthCheck {
  return HealthCheck.command(
    ['python', '-c', `import os, sys, time; sys.exit(time.time() - os.stat("/tmp/celery-${role}.heartbeat").st_mtime > ${maxAge.toSeconds()})`],
    { interval: Duration.seconds(10), timeout: Duration.seconds(5), retries: 3, startPeriod: Duration.seconds(30) },
  );
}
