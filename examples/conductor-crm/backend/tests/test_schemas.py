from datetime import UTC, datetime

import pytest
from bson import ObjectId
from pydantic import ValidationError

from app.schemas import CompanyIn, Lead


def test_lead_shows_object_ids_as_strings() -> None:
    lead_id, company_id = ObjectId(), ObjectId()
    lead = Lead.from_mongo(
        {
            "_id": lead_id,
            "name": "Ana Souza",
            "email": "ana@acme.com.br",
            "company_id": company_id,
            "owner_id": None,
            "score": None,
            "created_at": datetime(2026, 1, 2, tzinfo=UTC),
            "updated_at": datetime(2026, 1, 2, tzinfo=UTC),
        }
    )
    assert lead.model_dump(mode="json") == {
        "id": str(lead_id),
        "created_at": "2026-01-02T00:00:00Z",
        "name": "Ana Souza",
        "email": "ana@acme.com.br",
        "company_id": str(company_id),
        "owner_id": None,
        "score": None,
    }


def test_company_domain_is_normalised() -> None:
    assert CompanyIn(name="Acme", domain=" ACME.com.br ").domain == "acme.com.br"


@pytest.mark.parametrize("domain", ["acme", "http://acme.com", "-acme.com", "acme..com"])
def test_company_domain_is_checked(domain: str) -> None:
    with pytest.raises(ValidationError):
        CompanyIn(name="Acme", domain=domain)
