"""Progress of background tasks."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from app.celery_app import celery_app
from app.schemas import TaskState

router = APIRouter(prefix="/api/tasks", tags=["tasks"])


@router.get("/{task_id}")
async def get_task(task_id: UUID) -> TaskState:
    """A task's state; Celery reports an id it does not know as PENDING."""
    return await run_in_threadpool(_read_state, str(task_id))


def _read_state(task_id: str) -> TaskState:
    # One read of the backend, so that status and result belong together.
    meta = celery_app.backend.get_task_meta(task_id)
    succeeded = meta["status"] == "SUCCESS"
    return TaskState(
        task_id=task_id,
        status=meta["status"],
        result=meta["result"] if succeeded else None,
    )
