"""Runs revisions on the connection that `riskdesk.data.upgrading` hands over; that module owns the transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
