"""Loaded by the Celery worker: touches a file that the health check reads the age of, and limits how long a shutdown takes."""

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
