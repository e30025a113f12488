from celery import Celery

from settings import BROKER, GREETING, RESULTS

celery = Celery("worker", broker=BROKER, backend=RESULTS)


@celery.task
def greet(name):
    return f"{GREETING} {name}"
