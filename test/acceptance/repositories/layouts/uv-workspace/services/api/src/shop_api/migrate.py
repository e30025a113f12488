import os
import sqlite3

with sqlite3.connect(os.environ["DATABASE"]) as database:
    database.execute("CREATE TABLE IF NOT EXISTS orders (cents INTEGER NOT NULL)")
