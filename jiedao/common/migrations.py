"""Migration steps for what only PostgreSQL has; on SQLite they do nothing."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.special import RunSQL


class PostgresSQL(RunSQL):
    """`PostgresSQL(sql, reverse_sql)`: run literal SQL when the database is PostgreSQL."""

    def __init__(self, sql: str, reverse_sql: str = RunSQL.noop) -> None:
        super().__init__(sql, reverse_sql)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.sql, self.reverse_sql], {}

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, old: Any, new: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, old, new)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, old: Any, new: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, old, new)
