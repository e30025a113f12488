import os

from celery import Celery

app = Celery("worker", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
app.conf.beat_schedule = {"tick": {"task": "tick", "schedule": 2.0}}


@app.task(name="greet")
def greet():
    return "Hello from the worker"


@app.task(name="tick")
def tick():
    app.backend.client.set("ticked", "ticked")
