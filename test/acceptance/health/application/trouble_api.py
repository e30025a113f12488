"""What the health run needs of the API: a health path that can be broken and mended, and requests that take their time."""

import asyncio
import time

from fastapi import APIRouter, HTTPException

router = APIRouter(prefix="/api/trouble")
kind = "none"


async def in_health() -> None:
    """Called by the health path before it answers."""
    if kind == "error":
        raise HTTPException(500)
    while kind == "hang":
        await asyncio.sleep(0.1)


@router.post("/health/{new_kind}")
async def set_kind(new_kind: str) -> None:
    global kind
    kind = new_kind


@router.post("/block")
async def block_event_loop(seconds: float) -> None:
    time.sleep(seconds)


@router.get("/slow")
async def slow(seconds: float) -> dict[str, float]:
    await asyncio.sleep(seconds)
    return {"slept": seconds}
