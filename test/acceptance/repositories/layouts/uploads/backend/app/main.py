import shutil
from pathlib import Path

from fastapi import FastAPI, UploadFile

from wording import HELLO

app = FastAPI()
FOLDER = Path("uploads")


@app.get("/api/health")
def health():
    return {"text": HELLO}


@app.post("/api/files", status_code=201)
def keep(file: UploadFile):
    with (FOLDER / Path(file.filename).name).open("wb") as kept:
        shutil.copyfileobj(file.file, kept)
    return {"bytes": (FOLDER / Path(file.filename).name).stat().st_size}


@app.get("/api/files")
def names():
    return sorted(each.name for each in FOLDER.iterdir())
