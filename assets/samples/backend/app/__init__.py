"""A small application to begin with: contacts, kept in a database."""
