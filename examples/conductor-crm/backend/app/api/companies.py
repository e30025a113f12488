"""Companies."""

from fastapi import APIRouter, HTTPException, status
from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError

from app.api.dependencies import DatabaseDep, Limit
from app.connections import utc_now
from app.schemas import Company, CompanyIn

router = APIRouter(prefix="/api/companies", tags=["companies"])


@router.get("")
async def list_companies(database: DatabaseDep, limit: Limit = 100) -> list[Company]:
    """Companies by name."""
    cursor = database.companies.find(sort=[("name", ASCENDING)])
    return [Company.from_mongo(document) async for document in cursor.limit(limit)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_company(body: CompanyIn, database: DatabaseDep) -> Company:
    """Add a company; its domain must not be taken (the unique index decides)."""
    document = {**body.model_dump(), "created_at": utc_now()}
    try:
        await database.companies.insert_one(document)
    except DuplicateKeyError as error:
        raise HTTPException(
            status.HTTP_409_CONFLICT, f"There is already a company with domain {body.domain}"
        ) from error
    return Company.from_mongo(document)
