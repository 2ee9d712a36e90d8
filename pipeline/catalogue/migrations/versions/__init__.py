"""Migrations of the catalogue, run by Alembic: one file for each version of the schema."""
