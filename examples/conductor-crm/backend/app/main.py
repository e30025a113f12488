"""The API: `uvicorn app.main:app`."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response, status
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from kombu.exceptions import OperationalError
from pymongo.errors import ConnectionFailure
from redis import RedisError
from starlette.middleware.base import RequestResponseEndpoint

from app.api import companies, health, leads, live, pipeline, tasks
from app.connections import connect_mongo, connect_redis
from app.events import EventHub
from app.observability import configure_logging, init_sentry
from app.settings import get_settings

settings = get_settings()
configure_logging(settings)
init_sentry(settings)
logger = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the connections, relay the live events, and close everything in the end."""
    logger.info(
        "Starting in %s, integrations: %s",
        settings.environment,
        ", ".join(settings.integrations) or "none",
    )
    client, app.state.database = connect_mongo()
    app.state.redis = connect_redis()
    app.state.hub = EventHub(app.state.redis)
    relay = asyncio.create_task(app.state.hub.run())
    try:
        yield
    finally:
        relay.cancel()
        with suppress(asyncio.CancelledError):
            await relay
        await app.state.redis.aclose()
        await client.close()
        logger.info("Stopped")


app = FastAPI(
    title="Conductor CRM",
    debug=settings.debug,
    lifespan=lifespan,
    docs_url="/docs",
    redoc_url=None,
    openapi_url=None if settings.is_production else "/openapi.json",
)
if settings.frontend_url:
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[settings.frontend_url.rstrip("/")],
        allow_methods=["*"],
        allow_headers=["*"],
    )


@app.middleware("http")
async def name_release(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Say which release answers: during a deploy there are two."""
    response = await call_next(request)
    if settings.release:
        response.headers["X-Release"] = settings.release
    return response


for module in (health, leads, companies, tasks, pipeline, live):
    app.include_router(module.router)


@app.exception_handler(ConnectionFailure)
@app.exception_handler(OperationalError)
@app.exception_handler(RedisError)
async def service_unavailable(request: Request, error: Exception) -> JSONResponse:
    """MongoDB, Redis or the task queue cannot be reached: worth trying again later."""
    logger.error("%s %s failed: %r", request.method, request.url.path, error)
    return JSONResponse(
        {"detail": "A service the API depends on is not available"},
        status.HTTP_503_SERVICE_UNAVAILABLE,
    )
