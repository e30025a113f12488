"""The WebSocket on which clients receive live events."""

import asyncio

from fastapi import APIRouter, WebSocket

from app.api.dependencies import HubDep

router = APIRouter()


@router.websocket("/ws")
async def live_events(websocket: WebSocket, hub: HubDep) -> None:
    """Send every event until the client leaves or the server stops."""
    await websocket.accept()
    with hub.subscribe() as queue:
        sender = asyncio.create_task(_send(websocket, queue))
        receiver = asyncio.create_task(_drain(websocket))
        try:
            await asyncio.wait({sender, receiver}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sender.cancel()
            receiver.cancel()
            await asyncio.gather(sender, receiver, return_exceptions=True)


async def _send(websocket: WebSocket, queue: asyncio.Queue[str]) -> None:
    while True:
        await websocket.send_text(await queue.get())


async def _drain(websocket: WebSocket) -> None:
    """Ignore what the client sends; return when it has gone."""
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass
