"""The Celery application: `celery -A app.celery_app worker`, and `beat`, which starts what is scheduled."""

import os

from celery import Celery

COUNT_EVERY_SECONDS = 60.0

redis_url = os.environ.get("REDIS_URL", "redis://localhost:6379/0")

celery_app = Celery("app", broker=redis_url, backend=redis_url, include=["app.tasks"])
celery_app.conf.update(
    broker_connection_retry_on_startup=True,
    # a task that a worker did not finish is done by another one
    task_acks_late=True,
    result_expires=3600,
    beat_schedule={
        "count-contacts": {
            "task": "app.tasks.count_contacts",
            "schedule": COUNT_EVERY_SECONDS,
            # without a worker, they must not pile up
            "options": {"expires": COUNT_EVERY_SECONDS},
        },
    },
)
