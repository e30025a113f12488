"""What the health run needs of the worker: tasks that take their time, and a way to block its main loop."""

import ctypes
import time

from celery.worker.control import control_command

from app.celery_app import celery_app
from app.connections import worker_redis


@celery_app.task(ignore_result=True)
def occupy(key: str, seconds: float) -> None:
    worker_redis().incr(f"{key}:begun")
    time.sleep(seconds)
    worker_redis().incr(f"{key}:done")


@control_command(args=[("seconds", int)])
def block_main_loop(state, seconds):
    # C's own sleep: gevent's would let the others run
    ctypes.CDLL(None).sleep(seconds)
    return {"ok": "it turns again"}
