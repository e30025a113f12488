"""What workers do."""

import logging

from app import store
from app.celery_app import celery_app

logger = logging.getLogger(__name__)


@celery_app.task
def count_contacts() -> int:
    """Count the contacts. It is asked for by the API, and scheduled in app/celery_app.py."""
    number = store.count()
    logger.info("there are %s contacts", number)
    return number
