"""Runs migrations on the connection that pipeline.catalogue.schema hands over. Alembic imports this file."""

from alembic import context

from pipeline.catalogue.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
context.run_migrations()
