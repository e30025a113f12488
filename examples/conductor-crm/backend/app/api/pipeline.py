"""The state of the sales pipeline."""

from fastapi import APIRouter, HTTPException, status
from pymongo import DESCENDING

from app.api.dependencies import DatabaseDep
from app.schemas import PipelineSnapshot

router = APIRouter(prefix="/api/pipeline", tags=["pipeline"])


@router.get("/snapshot")
async def latest_snapshot(database: DatabaseDep) -> PipelineSnapshot:
    """The latest snapshot taken by the scheduled task."""
    snapshot = await database.pipeline_snapshots.find_one(sort=[("taken_at", DESCENDING)])
    if snapshot is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No snapshot has been taken yet")
    return PipelineSnapshot.model_validate(snapshot)
