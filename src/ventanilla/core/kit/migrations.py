"""The first migration of each of our apps, without the seconds that Django takes for them."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class AllAtOnce(migrations.Migration):
    """Makes all tables of an app from the models as they are after its last operation.

    Django builds every model that is related to a table anew for each table: ten seconds for a hundred. It has only
    operations that make something out of nothing; a field that is added is part of its table from the beginning.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> Any:
        """Make the tables; returns the state of all models afterwards."""
        if collect_sql:  # shown by `sqlmigrate`, one operation after the other
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if not isinstance(operation, migrations.AddField):
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
