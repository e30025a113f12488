"""Live events: published to Redis by any process, fanned out by each API replica."""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis import RedisError
from redis.asyncio import Redis as AsyncRedis

from app.connections import worker_redis

CHANNEL = "conductor:events"
CLIENT_BACKLOG = 100
RECONNECT_SECONDS = 2.0

logger = logging.getLogger(__name__)


def encode_event(event_type: str, data: dict[str, Any]) -> str:
    """The JSON text that WebSocket clients receive."""
    return json.dumps({"type": event_type, "data": data}, ensure_ascii=False)


def publish_from_worker(event_type: str, data: dict[str, Any]) -> None:
    """Publish an event from a Celery task. Events are best effort."""
    try:
        worker_redis().publish(CHANNEL, encode_event(event_type, data))
    except RedisError as error:
        logger.error("Event %s not published: %s", event_type, error)


class EventHub:
    """Hands the events of the Redis channel to this process's WebSocket clients."""

    def __init__(self, redis: AsyncRedis) -> None:
        self._redis = redis
        self._clients: set[asyncio.Queue[str]] = set()

    @contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[str]]:
        """A queue of the events that arrive within the context."""
        queue: asyncio.Queue[str] = asyncio.Queue(CLIENT_BACKLOG)
        self._clients.add(queue)
        try:
            yield queue
        finally:
            self._clients.discard(queue)

    async def publish(self, event_type: str, data: dict[str, Any]) -> None:
        """Publish an event from the API. Events are best effort."""
        try:
            await self._redis.publish(CHANNEL, encode_event(event_type, data))
        except RedisError as error:
            logger.error("Event %s not published: %s", event_type, error)

    async def run(self) -> None:
        """Listen until cancelled, subscribing again whenever Redis goes away."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                logger.warning("Event subscription lost (%s), trying again", error)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
            await pubsub.subscribe(CHANNEL)
            logger.info("Subscribed to %s", CHANNEL)
            while True:
                message = await pubsub.get_message(timeout=30.0)
                if message is not None:
                    self._broadcast(message["data"])

    def _broadcast(self, event: str) -> None:
        for queue in self._clients:
            if queue.full():  # a slow client loses its oldest events
                queue.get_nowait()
            queue.put_nowait(event)
