import logging
import os
import sqlite3

from fastapi import Body, FastAPI
from shop_prices import shown

logging.basicConfig(filename="logs/app.log")
app = FastAPI()


def database():
    return sqlite3.connect(os.environ["DATABASE"])


@app.get("/")
def home():
    return {"free": shown(0)}


@app.post("/orders", status_code=201)
def order(cents: int = Body(embed=True)):
    with database() as opened:
        opened.execute("INSERT INTO orders VALUES (?)", [cents])
    return {"price": shown(cents)}


@app.get("/orders")
def orders():
    with database() as opened:
        return [shown(cents) for (cents,) in opened.execute("SELECT cents FROM orders")]
