"""Migrations of a ledger's tables (Alembic); ``versions`` holds one module a step."""
