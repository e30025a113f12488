from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings, get_settings


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


def test_a_secret_may_be_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "SECRET_KEY"
    file.write_text("from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(file))
    get_settings.cache_clear()
    assert get_settings().secret_key.get_secret_value() == "from a file"
    get_settings.cache_clear()
