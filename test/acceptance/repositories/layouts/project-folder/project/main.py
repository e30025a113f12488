from fastapi import Body, FastAPI

from worker import results, work

app = FastAPI()


@app.get("/")
def home():
    return {"text": "Hello from web"}


@app.post("/tasks", status_code=201)
def begin(kind: int = Body(embed=True)):
    return {"task_id": work.delay(kind).id}


@app.get("/results")
def ended():
    return results()
