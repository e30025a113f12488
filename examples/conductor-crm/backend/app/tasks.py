"""Celery tasks. They may run twice (late acknowledgement), so each is idempotent."""

import logging
from datetime import timedelta
from typing import Any

from bson import ObjectId
from celery import Task
from pymongo import ReturnDocument
from pymongo.errors import PyMongoError

from app.celery_app import celery_app
from app.connections import utc_now, worker_database
from app.events import publish_from_worker
from app.schemas import Lead
from app.scoring import email_domain, is_corporate, score_lead

SCORING_VERSION = "1"
SNAPSHOT_RETENTION = timedelta(days=1)

logger = logging.getLogger(__name__)


class LeadNotFoundError(Exception):
    """The lead to enrich no longer exists."""


@celery_app.task(
    bind=True,
    autoretry_for=(PyMongoError,),
    retry_backoff=True,
    max_retries=3,
)
def enrich_lead(self: Task, lead_id: str) -> dict[str, Any]:
    """Match the lead to a company by its e-mail's domain, and score it."""
    database = worker_database()
    lead = database.leads.find_one({"_id": ObjectId(lead_id)})
    if lead is None:
        raise LeadNotFoundError(lead_id)

    company_id = lead.get("company_id")
    domain = email_domain(lead["email"])
    if company_id is None and is_corporate(domain):
        company = database.companies.find_one({"domain": domain}, {"_id": True})
        company_id = company and company["_id"]

    now = utc_now()
    score = score_lead(lead["name"], lead["email"], known_company=company_id is not None)
    enriched = database.leads.find_one_and_update(
        {"_id": lead["_id"]},
        {"$set": {"score": score, "company_id": company_id, "updated_at": now}},
        return_document=ReturnDocument.AFTER,
    )
    # The task's id as the key: a task delivered again does not add a second activity.
    database.activities.replace_one(
        {"_id": self.request.id},
        {
            "type": "lead.enriched",
            "lead_id": lead["_id"],
            "details": {"score": score, "scoring_version": SCORING_VERSION},
            "created_at": now,
        },
        upsert=True,
    )
    publish_from_worker("lead.enriched", Lead.from_mongo(enriched).model_dump(mode="json"))
    logger.info("Lead %s enriched: score %d", lead_id, score)
    return {
        "lead_id": lead_id,
        "score": score,
        "company_id": str(company_id) if company_id else None,
        "scoring_version": SCORING_VERSION,
    }


@celery_app.task(ignore_result=True)
def take_pipeline_snapshot() -> None:
    """Count what is in the pipeline, and forget the snapshots of earlier days."""
    database = worker_database()
    now = utc_now()
    database.pipeline_snapshots.insert_one(
        {
            "leads": database.leads.count_documents({}),
            "companies": database.companies.count_documents({}),
            "taken_at": now,
        }
    )
    database.pipeline_snapshots.delete_many({"taken_at": {"$lt": now - SNAPSHOT_RETENTION}})
