"""Migration steps: SQL that only PostgreSQL understands, and many tables at once."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.operations.special import RunSQL
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """`CreateModels([CreateModel(…), …])`: the tables of an app, in any order, even in a circle.

    Between two plain `CreateModel`s Django renders again every model that hangs together with the
    new one: 160 models one after the other are 10 000 renderings, and most of the time of the
    first migration. Here all are known before the first is rendered, once.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # a cached property: rendered when next asked for
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, old: Any, new: Any
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, old, new)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, old: Any, new: Any
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, old, new)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"


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
