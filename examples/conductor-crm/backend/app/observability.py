"""Logging and error reporting, shared by the API and the Celery processes."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import sentry_sdk

from app.settings import Settings

LOG_FORMAT = "%(asctime)s %(levelname)s [%(processName)s] %(name)s: %(message)s"
LOG_FILE_BYTES = 5 * 1024 * 1024
LOG_FILE_BACKUPS = 3


def configure_logging(settings: Settings, level: int | str = logging.INFO) -> None:
    """Log to stdout and, where the directory allows it, to LOG_DIR/app.log."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stdout)]
    log_file = Path(settings.log_dir) / "app.log"
    file_error: OSError | None = None
    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(
                log_file,
                maxBytes=LOG_FILE_BYTES,
                backupCount=LOG_FILE_BACKUPS,
                encoding="utf-8",
            )
        )
    except OSError as error:
        file_error = error

    logging.basicConfig(level=level, format=LOG_FORMAT, handlers=handlers, force=True)
    if settings.debug:
        logging.getLogger("app").setLevel(logging.DEBUG)

    # Uvicorn brings handlers of its own: send its records through ours.
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True

    if file_error is not None:
        logging.getLogger(__name__).warning(
            "Cannot write %s (%s): logging to stdout only", log_file, file_error
        )


def init_sentry(settings: Settings) -> None:
    """Report errors to Sentry, if a DSN is configured."""
    if settings.sentry_dsn:
        sentry_sdk.init(
            dsn=settings.sentry_dsn.get_secret_value(),
            environment=settings.environment,
        )
