"""Dateline, the system behind a news agency's page. `docs/flow.md` follows one story and one comment through it."""

__version__ = "0.1.0"
