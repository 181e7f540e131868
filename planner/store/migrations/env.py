"""Run the revisions on the connection that was given, or on the application's own database."""

from alembic import context
from sqlalchemy import Connection

from planner.store.migrating import is_compared
from planner.store.tables.every_table import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
        include_name=is_compared,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    from planner.store.database import db

    with db.engine.begin() as own:
        run(own)
