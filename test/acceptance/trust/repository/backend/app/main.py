"""Says where a request seems to come from, and where it seems to go to."""

from fastapi import FastAPI, Request

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "healthy"}


@app.get("/api/where/")
def where(request: Request) -> dict[str, object]:
    return {
        "scheme": request.url.scheme,
        "host": request.headers["host"],
        "client": request.client.host if request.client else None,
        "headers": dict(request.headers),
    }
