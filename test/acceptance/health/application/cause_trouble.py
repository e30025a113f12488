"""Run by the health run in a container of the backend.

python -m app.cause_trouble block SECONDS NODE...           blocks the main loop of these workers
python -m app.cause_trouble occupy SECONDS QUEUE:COUNT...   sends so many tasks, and waits until every one of them runs
python -m app.cause_trouble done QUEUE                      how many tasks of this queue have ended, in all
python -m app.cause_trouble waiting QUEUE                   how many of our tasks wait in this queue
"""

import json
import sys
import time

from app.celery_app import celery_app
from app.connections import worker_redis


def begun(queue: str) -> int:
    return int(worker_redis().get(f"trouble:{queue}:begun") or 0)


def occupy(seconds: float, wishes: list[str]) -> None:
    awaited = {}
    for queue, count in (wish.split(":") for wish in wishes):
        awaited[queue] = begun(queue) + int(count)
        for _ in range(int(count)):
            celery_app.send_task("app.trouble_tasks.occupy", [f"trouble:{queue}", seconds], queue=queue)
    until = time.monotonic() + 20
    while any(begun(queue) < count for queue, count in awaited.items()):
        if time.monotonic() > until:
            sys.exit(f"not all tasks began: {({queue: begun(queue) for queue in awaited})} of {awaited}")
        time.sleep(0.1)


command, *arguments = sys.argv[1:]
if command == "block":
    seconds, *nodes = arguments
    celery_app.control.broadcast("block_main_loop", arguments={"seconds": int(seconds)}, destination=nodes)
elif command == "occupy":
    occupy(float(arguments[0]), arguments[1:])
elif command == "done":
    print(int(worker_redis().get(f"trouble:{arguments[0]}:done") or 0))
else:
    messages = (json.loads(message) for message in worker_redis().lrange(arguments[0], 0, -1))
    print(sum(message["headers"]["task"] == "app.trouble_tasks.occupy" for message in messages))
