"""Leads, and the request to enrich one."""

from bson import ObjectId
from fastapi import APIRouter, HTTPException, status
from fastapi.concurrency import run_in_threadpool
from pymongo import DESCENDING

from app.api.dependencies import DatabaseDep, HubDep, LeadId, Limit
from app.connections import utc_now
from app.schemas import Lead, LeadIn, TaskQueued
from app.tasks import enrich_lead

router = APIRouter(prefix="/api/leads", tags=["leads"])


@router.get("")
async def list_leads(database: DatabaseDep, limit: Limit = 100) -> list[Lead]:
    """The newest leads first."""
    cursor = database.leads.find(sort=[("created_at", DESCENDING), ("_id", DESCENDING)])
    return [Lead.from_mongo(document) async for document in cursor.limit(limit)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_lead(body: LeadIn, database: DatabaseDep, hub: HubDep) -> Lead:
    """Add a lead and tell the connected clients."""
    company_id = ObjectId(body.company_id) if body.company_id else None
    if company_id and not await database.companies.find_one({"_id": company_id}, {"_id": True}):
        raise HTTPException(
            status.HTTP_422_UNPROCESSABLE_CONTENT, f"There is no company {company_id}"
        )
    now = utc_now()
    document = {
        **body.model_dump(),
        "company_id": company_id,
        "score": None,
        "created_at": now,
        "updated_at": now,
    }
    await database.leads.insert_one(document)
    lead = Lead.from_mongo(document)
    await hub.publish("lead.created", lead.model_dump(mode="json"))
    return lead


@router.post("/{lead_id}/enrichment", status_code=status.HTTP_202_ACCEPTED)
async def request_enrichment(lead_id: LeadId, database: DatabaseDep) -> TaskQueued:
    """Queue the enrichment; its progress is at /api/tasks/{task_id}."""
    if not await database.leads.find_one({"_id": ObjectId(lead_id)}, {"_id": True}):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no lead {lead_id}")
    try:
        task = await run_in_threadpool(enrich_lead.delay, lead_id)
    except RuntimeError as error:  # what Celery raises when its result backend is gone
        raise HTTPException(
            status.HTTP_503_SERVICE_UNAVAILABLE, "The task queue is not available"
        ) from error
    return TaskQueued(task_id=task.id)
