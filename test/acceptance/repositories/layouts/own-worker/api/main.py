import os

from celery import Celery
from fastapi import FastAPI

app = FastAPI()
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
