import os

from celery import Celery
from fastapi import FastAPI
from redis import Redis
from rq import Queue

app = FastAPI()
jobs = Queue(connection=Redis.from_url(os.environ["REDIS_URL"]))
celery = Celery("api", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])


@app.get("/")
def home():
    return {"text": "Hello from the API"}


@app.get("/greetings")
def greeting():
    return {"text": celery.send_task("greet").get(timeout=20)}


@app.get("/ticks")
def ticks():
    return {"text": celery.backend.client.get("ticked")}


@app.get("/jobs")
def job():
    return {"text": jobs.enqueue("jobs.work", result_ttl=60).latest_result(timeout=20).return_value}
