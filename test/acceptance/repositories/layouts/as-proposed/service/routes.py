from fastapi import APIRouter

from worker import greet

router = APIRouter(prefix="/greetings")


@router.get("/health")
def health():
    return {"text": "as it was"}


@router.get("/{name}")
def greeting(name: str):
    return {"text": greet.delay(name).get(timeout=20)}
