"""The API: `uvicorn app.main:app`."""

from fastapi import FastAPI

from app import health
from app.routers import routers

app = FastAPI(title="Contacts")
for router in (health.router, *routers):
    app.include_router(router)
