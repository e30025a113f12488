import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_production_needs_a_secret_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("SECRET_KEY", "")
    with pytest.raises(ValidationError, match="SECRET_KEY"):
        Settings()


def test_empty_keys_switch_integrations_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("CLAUDE_API_KEY", "example")
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "example")
    monkeypatch.delenv("GOOGLE_CLIENT_SECRET", raising=False)
    monkeypatch.delenv("SENTRY_DSN", raising=False)
    assert Settings().integrations == ["claude"]
