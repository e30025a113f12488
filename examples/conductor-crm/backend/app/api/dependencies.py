"""What the routes need, taken from the application's state."""

from typing import Annotated

from fastapi import Depends, Path, Query
from fastapi.requests import HTTPConnection
from pymongo.asynchronous.database import AsyncDatabase
from redis.asyncio import Redis

from app.events import EventHub


def get_database(connection: HTTPConnection) -> AsyncDatabase:
    return connection.app.state.database


def get_redis(connection: HTTPConnection) -> Redis:
    return connection.app.state.redis


def get_hub(connection: HTTPConnection) -> EventHub:
    return connection.app.state.hub


DatabaseDep = Annotated[AsyncDatabase, Depends(get_database)]
RedisDep = Annotated[Redis, Depends(get_redis)]
HubDep = Annotated[EventHub, Depends(get_hub)]

LeadId = Annotated[str, Path(pattern=r"^[0-9a-f]{24}$")]
Limit = Annotated[int, Query(ge=1, le=500)]
