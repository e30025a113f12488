"""Request and response bodies."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, EmailStr, Field, StringConstraints

ObjectIdStr = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]
DocumentId = Annotated[str, BeforeValidator(str)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Domain = Annotated[
    str,
    StringConstraints(max_length=253, pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$"),
    BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
]


class LeadIn(BaseModel):
    name: Name
    email: EmailStr
    company_id: ObjectIdStr | None = None
    owner_id: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


class CompanyIn(BaseModel):
    name: Name
    domain: Domain


class Document(BaseModel):
    """A MongoDB document as the API shows it, `_id` becoming `id`."""

    model_config = ConfigDict(populate_by_name=True)

    id: DocumentId = Field(validation_alias="_id")
    created_at: datetime

    @classmethod
    def from_mongo(cls, document: dict[str, Any]) -> Self:
        return cls.model_validate(document)


class Lead(Document):
    name: str
    email: str
    company_id: DocumentId | None = None
    owner_id: str | None = None
    score: int | None = None


class Company(Document):
    name: str
    domain: str


class Health(BaseModel):
    status: str
    environment: str
    release: str


class Readiness(BaseModel):
    status: str
    mongodb: str
    redis: str


class TaskQueued(BaseModel):
    task_id: str


class TaskState(BaseModel):
    task_id: str
    status: str
    result: dict[str, Any] | None = None


class PipelineSnapshot(BaseModel):
    leads: int
    companies: int
    taken_at: datetime
