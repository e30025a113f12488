import os

BROKER = os.environ["CELERY_BROKER_URL"]
RESULTS = os.environ["CELERY_RESULT_BACKEND"]
GREETING = os.environ["GREETING"]
SECRET_KEY = os.environ["SECRET_KEY"]
