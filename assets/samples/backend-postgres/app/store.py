"""Where contacts are kept: PostgreSQL. Its tables are made by app/migrate.py."""

import os
from functools import lru_cache

from psycopg.errors import UniqueViolation
from psycopg_pool import ConnectionPool

from app.models import Contact, EmailTaken


@lru_cache
def pool() -> ConnectionPool:
    """Connects when it is first used: a process must not share connections with its parent."""
    return ConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=5, timeout=5, open=True)


def ping() -> None:
    """Raises unless the database answers."""
    with pool().connection() as connection:
        connection.execute("select 1")


def all_contacts() -> list[Contact]:
    """All of them, by name."""
    with pool().connection() as connection:
        rows = connection.execute("select name, email from contacts order by name").fetchall()
    return [Contact(name=name, email=email) for name, email in rows]


def add(contact: Contact) -> None:
    """Keep a new one, whose address must not be taken."""
    try:
        with pool().connection() as connection:
            connection.execute(
                "insert into contacts (name, email) values (%s, %s)", (contact.name, contact.email)
            )
    except UniqueViolation as error:
        raise EmailTaken from error


def count() -> int:
    """How many there are."""
    with pool().connection() as connection:
        row = connection.execute("select count(*) from contacts").fetchone()
    return row[0] if row else 0
