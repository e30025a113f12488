"""Conductor CRM: API, background tasks and live events."""
