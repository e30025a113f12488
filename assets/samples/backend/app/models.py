"""What the API takes and returns."""

from pydantic import BaseModel, Field


class Contact(BaseModel):
    """A person, known by an address."""

    name: str = Field(min_length=1, max_length=100)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)


class EmailTaken(Exception):
    """There is a contact with that address already."""
