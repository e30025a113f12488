"""Whether the process is alive, and whether it can take requests."""

import logging

from fastapi import APIRouter, Response, status

from app import store

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/health", tags=["health"])


@router.get("")
def alive() -> dict[str, str]:
    """The process answers; that says nothing about the database."""
    return {"status": "ok"}


@router.get("/ready")
def ready(response: Response) -> dict[str, str]:
    """The database answers too. A release waits for this before it sends requests here."""
    try:
        store.ping()
    except Exception:  # whatever the reason, requests would fail
        logger.exception("the database does not answer")
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return {"status": "unavailable"}
    return {"status": "ok"}
