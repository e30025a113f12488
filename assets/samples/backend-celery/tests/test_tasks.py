"""The tasks, called as functions."""

import pytest

from app import store
from app.celery_app import celery_app
from app.tasks import count_contacts


def test_contacts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "count", lambda: 3)
    assert count_contacts() == 3


def test_what_is_scheduled_is_a_task() -> None:
    celery_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}
    assert scheduled <= set(celery_app.tasks)
