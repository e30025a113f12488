"""Brings the tables up to date: `python -m app.migrate`.

Runs at each start in development, and once for each release before it takes over: what it does must be right to do again, and the
release before must be able to work with the result. Alembic does the same for an application that grows.
"""

import os

import psycopg

STATEMENTS = [
    "create table if not exists contacts (email text primary key, name text not null)",
]


def main() -> None:
    """All of it, or nothing."""
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
        for statement in STATEMENTS:
            connection.execute(statement)


if __name__ == "__main__":
    main()
