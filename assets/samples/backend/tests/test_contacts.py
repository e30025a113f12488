"""The API, with a list in place of the database."""

import pytest
from fastapi.testclient import TestClient

from app import store
from app.main import app
from app.models import Contact, EmailTaken

ADA = {"name": "Ada", "email": "ada@example.com"}


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A client of the API."""
    kept: list[Contact] = []

    def add(contact: Contact) -> None:
        if contact.email in {each.email for each in kept}:
            raise EmailTaken
        kept.append(contact)

    monkeypatch.setattr(store, "add", add)
    monkeypatch.setattr(store, "all_contacts", lambda: kept)
    return TestClient(app)


def test_a_contact_is_kept(api: TestClient) -> None:
    assert api.post("/api/contacts", json=ADA).status_code == 201
    assert api.get("/api/contacts").json() == [ADA]


def test_two_contacts_cannot_have_one_address(api: TestClient) -> None:
    api.post("/api/contacts", json=ADA)
    assert api.post("/api/contacts", json={**ADA, "name": "Ada Lovelace"}).status_code == 409


def test_an_address_has_to_be_one(api: TestClient) -> None:
    assert api.post("/api/contacts", json={**ADA, "email": "ada"}).status_code == 422


def test_without_a_database_it_is_alive_and_not_ready(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ConnectionError

    monkeypatch.setattr(store, "ping", fail)
    assert api.get("/health").status_code == 200
    assert api.get("/health/ready").status_code == 503
