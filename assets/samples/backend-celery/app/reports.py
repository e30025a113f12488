"""Reports: work that takes longer than a request should."""

from celery.result import AsyncResult
from fastapi import APIRouter, status
from pydantic import BaseModel

from app.celery_app import celery_app
from app.tasks import count_contacts

router = APIRouter(prefix="/api/reports", tags=["reports"])


class Report(BaseModel):
    """A report, and what came of it once it is done."""

    id: str
    done: bool
    contacts: int | None = None


@router.post("", status_code=status.HTTP_202_ACCEPTED)
def ask_for_report() -> Report:
    """Ask a worker for it."""
    return Report(id=count_contacts.delay().id, done=False)


@router.get("/{report_id}")
def get_report(report_id: str) -> Report:
    """How far it is."""
    result = AsyncResult(report_id, app=celery_app)
    done = result.successful()
    return Report(id=report_id, done=done, contacts=result.get() if done else None)
