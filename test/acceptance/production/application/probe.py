"""What only the acceptance run needs: requests that take their time, and tasks that leave a trace."""

import asyncio
import os
import time

from fastapi import APIRouter

from app.api.dependencies import DatabaseDep
from app.celery_app import celery_app
from app.connections import worker_database

VERSION = "1"
CRASH_AFTER_SECONDS = 0.0

router = APIRouter(prefix="/api/probe")


@router.on_event("startup")
async def crash_later() -> None:
    if CRASH_AFTER_SECONDS:
        asyncio.get_running_loop().call_later(CRASH_AFTER_SECONDS, os._exit, 3)


@router.get("/version")
async def version() -> dict[str, str]:
    return {"version": VERSION}


@router.get("/slow")
async def slow(seconds: float = 2.0) -> dict[str, float]:
    await asyncio.sleep(seconds)
    return {"slept": seconds}


@celery_app.task
def take_a_second(number: int) -> None:
    database = worker_database()
    database.probe_tasks.insert_one({"number": number, "event": "begun"})
    time.sleep(1)
    database.probe_tasks.insert_one({"number": number, "event": "done"})


@router.post("/tasks", status_code=202)
def queue_tasks(count: int) -> dict[str, int]:
    for number in range(count):
        take_a_second.delay(number)
    return {"queued": count}


@router.get("/tasks")
async def traces(database: DatabaseDep) -> dict[str, list[int]]:
    found = [trace async for trace in database.probe_tasks.find()]
    return {
        event: sorted(trace["number"] for trace in found if trace["event"] == event)
        for event in ("begun", "done")
    }
