"""Contacts: who they are, and a new one."""

from fastapi import APIRouter, HTTPException, status

from app import store
from app.models import Contact, EmailTaken

router = APIRouter(prefix="/api/contacts", tags=["contacts"])


@router.get("")
def list_contacts() -> list[Contact]:
    """All of them, by name."""
    return store.all_contacts()


@router.post("", status_code=status.HTTP_201_CREATED)
def add_contact(contact: Contact) -> Contact:
    """Keep a new one."""
    try:
        store.add(contact)
    except EmailTaken as error:
        raise HTTPException(status.HTTP_409_CONFLICT, f"{contact.email} is taken") from error
    return contact
