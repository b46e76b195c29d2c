"""Expand first, contract a release later: the release before must run on the new tables (F15).

An office goes back by starting the release before, and with several machines both run side by side
for a while. So a migration only adds what the older program may leave alone. What is taken away is
taken in two releases: in the first the program forgets it (`SeparateDatabaseAndState`), in the next
the table loses it; that one is named in `IN_TIME`.
"""

import re
from collections.abc import Iterator, Sequence

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from jiedao.common.migrations import PostgresSQL

FIRST = {"0001_squashed_0027", "0001_squashed_0015", "0001_squashed_0019", "0001_initial"}
"""How the tables were when the office got them; before that there was no older release."""
IN_TIME: dict[tuple[str, str], str] = {
    ("casework", "0021_referrals_by_body"): "before the first release: no office ran without it",
    ("casework", "0022_private_entries"): "before the first release",
    ("committees", "0029_import_hidden_lines"): "before the first release",
}
"""(app, migration): since which release no program uses what it takes away, or why none minds."""

GONE = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
NARROWING_SQL = re.compile(r"\b(DROP (TABLE|COLUMN)|RENAME|SET NOT NULL)\b", re.IGNORECASE)


def strains(
    app: str, operations: Sequence[Operation], state: ProjectState, fresh: frozenset[str]
) -> Iterator[str]:
    """Why the older program could not go on after these operations; `state` goes along with them.

    `fresh`: models that begin in the same migration, which no older program knows.
    """
    for operation in operations:
        yield from strain(app, operation, state, fresh)
        operation.state_forwards(app, state)


def strain(
    app: str, operation: Operation, state: ProjectState, fresh: frozenset[str]
) -> Iterator[str]:
    name = getattr(operation, "model_name", getattr(operation, "name", "")).lower()
    words = operation.describe()
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        yield from strains(app, operation.database_operations, state.clone(), fresh)
    if name in fresh:
        return
    if isinstance(operation, GONE):
        yield f"{words}: the older program still asks for it"
    if isinstance(operation, migrations.AddField) and must_be_filled(operation.field):
        yield f"{words}: the older program leaves it out; give it db_default or null=True"
    if isinstance(operation, migrations.AlterField):
        yield from narrowing(words, field_before(state.models[app, name], operation), operation)
    if isinstance(operation, migrations.AddConstraint):
        yield f"{words}: the older program may write what it refuses"
    if isinstance(operation, migrations.RunSQL) and NARROWING_SQL.search(str(operation.sql)):
        yield f"{words}: the older program still asks for it"


def must_be_filled(field: models.Field) -> bool:
    return not (field.null or field.has_db_default() or field.many_to_many)


def field_before(model: ModelState, operation: migrations.AlterField) -> models.Field:
    return model.fields[operation.name]


def narrowing(words: str, old: models.Field, operation: migrations.AlterField) -> Iterator[str]:
    new = operation.field
    if old.null and must_be_filled(new):
        yield f"{words}: the older program may leave it empty"
    if old.get_internal_type() != new.get_internal_type():
        yield f"{words}: it becomes another kind of column"
    if (new.max_length or 10**9) < (old.max_length or 10**9):
        yield f"{words}: the older program may write more"
    if new.unique and not old.unique:
        yield f"{words}: the older program may write it twice"
    if new.db_column != old.db_column:
        yield f"{words}: the older program still asks for the old column"


def strains_of(migration: migrations.Migration, before: ProjectState) -> list[str]:
    fresh = frozenset(
        operation.name.lower()
        for operation in migration.operations
        if isinstance(operation, migrations.CreateModel)
    )
    return list(strains(migration.app_label, migration.operations, before.clone(), fresh))


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def later_migrations(loader: MigrationLoader) -> list[migrations.Migration]:
    ours = {"committees", "meetings", "casework", "elections"}
    return [
        migration
        for (app, name), migration in loader.graph.nodes.items()
        if app in ours and name not in FIRST
    ]


def test_the_release_before_runs_on_the_tables_of_each_migration(loader):
    found = {
        (migration.app_label, migration.name): strains_of(
            migration, loader.project_state((migration.app_label, migration.name), at_end=False)
        )
        for migration in later_migrations(loader)
    }

    assert {key: why for key, why in found.items() if why and key not in IN_TIME} == {}
    assert {key for key in IN_TIME if not found.get(key)} == set()


def test_each_migration_is_done_whole_and_can_be_taken_back(loader):
    wrong = [
        f"{migration}: {operation.describe()}"
        for migration in later_migrations(loader)
        for operation in migration.operations
        if not (operation.reversible and migration.atomic)
    ]

    assert wrong == []


# The rule itself, on a table with one column of each kind

CARD = ModelState(
    "committees",
    "Card",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("word", models.CharField(max_length=20)),
        ("note", models.CharField(max_length=20, null=True)),
    ],
)
TEXT = models.CharField(max_length=20)


def judged(*operations: Operation) -> list[str]:
    state = ProjectState()
    state.add_model(CARD.clone())
    migration = migrations.Migration("9999_next", "committees")
    migration.operations = list(operations)
    return strains_of(migration, state)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("card", "word"),
        migrations.RenameField("card", "word", "title"),
        migrations.DeleteModel("Card"),
        migrations.RenameModel("Card", "Sheet"),
        migrations.AlterModelTable("Card", "sheets"),
        migrations.AddField("card", "title", models.CharField(max_length=20, default="")),
        migrations.AlterField("card", "note", models.CharField(max_length=20, default="")),
        migrations.AlterField("card", "word", models.CharField(max_length=10)),
        migrations.AlterField("card", "word", models.IntegerField()),
        migrations.AlterField("card", "word", models.CharField(max_length=20, unique=True)),
        migrations.AlterField("card", "word", models.CharField(max_length=20, db_column="w")),
        migrations.AddConstraint("card", models.UniqueConstraint(fields=["word"], name="one")),
        migrations.RunSQL("ALTER TABLE card DROP COLUMN word"),
        PostgresSQL("ALTER TABLE card ALTER word SET NOT NULL"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RemoveField("card", "word")]
        ),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_release_before_could_not_live_with_is_named(operation):
    assert len(judged(operation)) == 1


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("card", "title", models.CharField(max_length=20, null=True)),
        migrations.AddField("card", "title", models.CharField(max_length=20, db_default="")),
        migrations.AlterField("card", "word", models.CharField(max_length=40)),
        migrations.AlterField(
            "card", "word", models.CharField(max_length=20, choices=[("a", "a")])
        ),
        migrations.AddIndex("card", models.Index(fields=["word"], name="by_word")),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("card", "word")]
        ),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_release_before_does_not_notice_passes(operation):
    assert judged(operation) == []


def test_a_table_that_begins_in_the_migration_may_be_as_strict_as_it_likes():
    sheet = migrations.CreateModel("Sheet", [("id", models.BigAutoField(primary_key=True))])
    unique = models.UniqueConstraint(fields=["word"], name="one_sheet")

    assert (
        judged(
            sheet,
            migrations.AddField("sheet", "word", TEXT),
            migrations.AddConstraint("sheet", unique),
        )
        == []
    )
