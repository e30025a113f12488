"""Where contacts are kept: MongoDB. Its collections and indexes are said in .projenrc.ts."""

import os
from functools import lru_cache
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from app.models import Contact, EmailTaken


@lru_cache
def database() -> Database[dict[str, Any]]:
    """Connects when it is first used: a process must not share connections with its parent."""
    client: MongoClient[dict[str, Any]] = MongoClient(
        os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000
    )
    return client.get_default_database()


def ping() -> None:
    """Raises unless the database answers."""
    database().command("ping")


def all_contacts() -> list[Contact]:
    """All of them, by name."""
    return [Contact(**each) for each in database().contacts.find({}, {"_id": False}).sort("name")]


def add(contact: Contact) -> None:
    """Keep a new one, whose address must not be taken."""
    try:
        database().contacts.insert_one(contact.model_dump())
    except DuplicateKeyError as error:
        raise EmailTaken from error


def count() -> int:
    """How many there are."""
    return database().contacts.count_documents({})
