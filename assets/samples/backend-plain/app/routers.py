"""The parts of the API."""

from app import contacts

routers = [contacts.router]
