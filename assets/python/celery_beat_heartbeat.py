"""The scheduler of Celery beat, which also touches a file with every tick that is good. The health check reads its age."""

import os
from pathlib import Path

from kombu.utils.imports import symbol_by_name

HEARTBEAT = Path("/tmp/celery-beat.heartbeat")


class Scheduler(symbol_by_name(os.environ.get("CELERY_BEAT_SCHEDULER", "celery.beat:PersistentScheduler"))):
    failed = False

    def tick(self, *args, **kwargs):
        seconds_to_next = super().tick(*args, **kwargs)
        # the next task may be due in a day: after one that could not be sent, the broker is asked
        if not self.failed or self.reaches_broker():
            self.failed = False
            HEARTBEAT.touch()
        return seconds_to_next

    def apply_async(self, *args, **kwargs):
        self.failed = True
        result = super().apply_async(*args, **kwargs)
        self.failed = False
        return result

    def reaches_broker(self):
        try:
            with self.app.connection_for_write() as connection:
                connection.ensure_connection(max_retries=1, timeout=5)
        except Exception:  # noqa: BLE001 (whatever it is, the broker was not reached)
            return False
        return True
