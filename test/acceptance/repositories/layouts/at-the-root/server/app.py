import os

from fastapi import Body, FastAPI
from pymongo import MongoClient

app = FastAPI()
students = MongoClient(os.environ["DATABASE_URL"]).get_default_database().students


@app.get("/")
def home():
    return {"text": "Hello from the root"}


@app.post("/students", status_code=201)
def add(name: str = Body(embed=True)):
    students.insert_one({"name": name})
    return {"name": name}


@app.get("/students")
def names():
    return [each["name"] for each in students.find()]
