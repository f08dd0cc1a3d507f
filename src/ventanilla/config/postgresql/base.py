"""The database as Django asks for it: a module called `base` with a `DatabaseWrapper`."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

# All pages together have some hundreds of statements. With psycopg's hundred, a mixed load drops and plans anew
# what the next page needs, and planning fifteen joins takes as long as running them.
PREPARED = 400


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own but for how many statements stay prepared."""

    def _configure_connection(self, connection: Any) -> bool:
        connection.prepared_max = PREPARED
        commit: bool = super()._configure_connection(connection)  # type: ignore[misc]  # not in the stubs
        return commit
