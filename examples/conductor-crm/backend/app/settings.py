"""Settings, read from the environment."""

import os
from functools import lru_cache
from pathlib import Path

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One field per environment variable; an empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,  # the values include secrets
    )

    environment: str = "development"
    # The release that started this process; empty in development.
    release: str = ""
    debug: bool = False
    log_dir: str = "logs"

    # The database is the one named in the URL's path.
    mongo_url: str = "mongodb://mongodb:27017/conductor"
    redis_url: str = "redis://redis:6379/0"

    frontend_url: str = ""
    secret_key: SecretStr = SecretStr("")

    # Optional integrations: an empty key switches the integration off.
    claude_api_key: SecretStr = SecretStr("")
    openai_api_key: SecretStr = SecretStr("")
    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    sentry_dsn: SecretStr = SecretStr("")

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def integrations(self) -> list[str]:
        """Names of the integrations that are configured."""
        configured = {
            "claude": self.claude_api_key,
            "openai": self.openai_api_key,
            "google": self.google_client_id and self.google_client_secret,
            "sentry": self.sentry_dsn,
        }
        return [name for name, value in configured.items() if value]

    @model_validator(mode="after")
    def _require_secret_key_in_production(self) -> "Settings":
        if self.is_production and not self.secret_key:
            raise ValueError("SECRET_KEY must be set when ENVIRONMENT is production")
        return self


def _secrets_in_files() -> dict[str, str]:
    """Secrets that are mounted as files: SECRET_KEY_FILE says where SECRET_KEY is."""
    files = {name: os.environ.get(f"{name.upper()}_FILE") for name in Settings.model_fields}
    return {name: Path(file).read_text().strip() for name, file in files.items() if file}


@lru_cache
def get_settings() -> Settings:
    return Settings(**_secrets_in_files())
