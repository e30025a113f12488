"""The Celery application: `celery -A app.celery_app worker` and `... beat`."""

from typing import Any

from celery import Celery
from celery.signals import setup_logging

from app.observability import configure_logging, init_sentry
from app.settings import get_settings

SNAPSHOT_SECONDS = 5.0

settings = get_settings()
init_sentry(settings)

celery_app = Celery(
    "conductor",
    broker=settings.redis_url,
    backend=settings.redis_url,
    include=["app.tasks"],
)
celery_app.conf.update(
    timezone="America/Sao_Paulo",
    broker_connection_retry_on_startup=True,
    task_acks_late=True,
    task_track_started=True,
    worker_prefetch_multiplier=1,
    result_expires=3600,
    # Give up on an unreachable Redis soon enough for an API request to answer.
    result_backend_transport_options={"retry_policy": {"timeout": 5.0}},
    # The working directory may be read-only; `beat --schedule` overrides this.
    beat_schedule_filename="/tmp/celerybeat-schedule",
    beat_schedule={
        "pipeline-snapshot": {
            "task": "app.tasks.take_pipeline_snapshot",
            "schedule": SNAPSHOT_SECONDS,
            # Without a worker, snapshots must not pile up in the queue.
            "options": {"expires": SNAPSHOT_SECONDS},
        },
    },
)


@setup_logging.connect
def _configure_logging(loglevel: int | str, **_: Any) -> None:
    """Log the way the API does, at the level of Celery's --loglevel."""
    configure_logging(settings, loglevel)
