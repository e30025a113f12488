import os

import redis
from celery import Celery

celery = Celery("worker", broker=os.environ["CELERY_BROKER_URL"], backend=os.environ["CELERY_RESULT_BACKEND"])
store = redis.from_url(os.environ["CELERY_RESULT_BACKEND"])


@celery.task
def work(kind):
    store.rpush("ended", f"done {kind}")
    return True


def results():
    return [each.decode() for each in store.lrange("ended", 0, -1)]
