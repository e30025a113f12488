"""Liveness and readiness."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

from fastapi import APIRouter, Response, status

from app.api.dependencies import DatabaseDep, RedisDep
from app.schemas import Health, Readiness
from app.settings import get_settings

READINESS_TIMEOUT = 3.0

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/health", tags=["health"])


@router.get("")
async def liveness() -> Health:
    """The process answers; says nothing about its dependencies."""
    settings = get_settings()
    return Health(status="ok", environment=settings.environment, release=settings.release)


@router.get("/ready")
async def readiness(database: DatabaseDep, redis: RedisDep, response: Response) -> Readiness:
    """MongoDB and Redis answer too; otherwise 503."""
    mongodb_state, redis_state = await asyncio.gather(
        _check("MongoDB", database.command("ping")),
        _check("Redis", redis.ping()),
    )
    ready = mongodb_state == redis_state == "ok"
    if not ready:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return Readiness(
        status="ok" if ready else "unavailable",
        mongodb=mongodb_state,
        redis=redis_state,
    )


async def _check(name: str, ping: Awaitable[Any]) -> str:
    try:
        await asyncio.wait_for(ping, READINESS_TIMEOUT)
    except Exception as error:  # whatever the reason, the service is not ready
        logger.warning("%s is not ready: %r", name, error)
        return "error"
    return "ok"
