"""MongoDB and Redis clients: asynchronous for the API, synchronous for the workers."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pymongo import AsyncMongoClient, MongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.database import Database
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from app.settings import get_settings

DEFAULT_DATABASE = "conductor"
MONGO_OPTIONS: dict[str, Any] = {
    "appname": "conductor-crm",
    "tz_aware": True,
    "serverSelectionTimeoutMS": 5000,
}


def connect_mongo() -> tuple[AsyncMongoClient, AsyncDatabase]:
    """Open the API's client; the caller closes it."""
    client: AsyncMongoClient = AsyncMongoClient(get_settings().mongo_url, **MONGO_OPTIONS)
    return client, client.get_default_database(DEFAULT_DATABASE)


def connect_redis() -> AsyncRedis:
    """Open the API's client; the caller closes it."""
    # The retry replaces connections that a restart of Redis has left stale in the pool.
    return AsyncRedis.from_url(
        get_settings().redis_url,
        decode_responses=True,
        health_check_interval=30,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), retries=3),
        retry_on_error=[RedisConnectionError, RedisTimeoutError],
    )


@lru_cache
def worker_database() -> Database:
    """The worker's database. First called inside a task, so after the fork."""
    client: MongoClient = MongoClient(get_settings().mongo_url, **MONGO_OPTIONS)
    return client.get_default_database(DEFAULT_DATABASE)


@lru_cache
def worker_redis() -> Redis:
    """The worker's Redis. First called inside a task, so after the fork."""
    return Redis.from_url(get_settings().redis_url)


def utc_now() -> datetime:
    """The time to the millisecond, which is what MongoDB stores."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
