"""A migration of the acceptance run: counts how often it ran, or fails."""

import sys

from app.connections import worker_database

FAILS = False

if FAILS:
    sys.exit("migration 0042 failed: column does not exist")
worker_database().probe_migrations.insert_one({})
