"""What Alembic runs: the steps, on the connection that the program hands over, inside its transaction."""

from alembic import context

from whence.ledger.tables import metadata

if __name__ == "env_py":  # the name under which Alembic runs this file; importing it does nothing
    context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
    context.run_migrations()
