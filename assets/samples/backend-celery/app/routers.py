"""The parts of the API."""

from app import contacts, reports

routers = [contacts.router, reports.router]
