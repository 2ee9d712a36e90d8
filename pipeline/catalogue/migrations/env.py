"""Runs migrations on the connection that pipeline.catalogue.schema hands over. Alembic imports this file."""

from alembic import context

from pipeline.catalogue.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
