"""Old migrations stay for offices that are under way; new offices go along the squashed ones."""

import pytest
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

SQUASHED = {
    ("committees", "0001_squashed_0027"),
    ("meetings", "0001_squashed_0015"),
    ("casework", "0001_squashed_0019"),
}
LAST = [
    ("committees", "0027_open_sessions"),
    ("meetings", "0015_moved_from"),
    ("casework", "0019_case_notice"),
]


@pytest.fixture(scope="module")
def one_by_one():
    return MigrationLoader(None, replace_migrations=False)


def ahead_of_an_office_with(applied):
    """What `migrate` would do; the history is checked as `migrate` checks it."""
    MigrationRecorder.Migration.objects.all().delete()
    for app, name in applied:
        MigrationRecorder(connection).record_applied(app, name)
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {(migration.app_label, migration.name) for migration, backwards in plan}


def until(loader, *targets):
    return {step for target in targets for step in loader.graph.forwards_plan(target)}


def test_the_squashed_migrations_say_what_the_old_ones_say(one_by_one):
    old = one_by_one.graph.make_state(nodes=LAST, real_apps=one_by_one.unmigrated_apps)
    squashed = MigrationLoader(None).graph.make_state(
        nodes=sorted(SQUASHED), real_apps=one_by_one.unmigrated_apps
    )

    assert set(old.models) == set(squashed.models)
    assert MigrationAutodetector(old, squashed)._detect_changes() == {}


def test_a_new_office_goes_along_the_squashed_ones(db, one_by_one):
    ahead = ahead_of_an_office_with([])

    replaced = {step for key in SQUASHED for step in one_by_one.graph.nodes[key].replaces}
    assert ahead >= SQUASHED
    assert not ahead & replaced


@pytest.mark.parametrize(
    "reached",
    [
        [("committees", "0003_seed"), ("meetings", "0003_kinds"), ("casework", "0002_search")],
        [("committees", "0014_care_kinds"), ("casework", "0008_case_level")],
        [("meetings", "0012_dates"), ("casework", "0009_knocks_doors")],
        [("committees", "0021_calls_and_kinds"), ("casework", "0013_help_seed")],
    ],
)
def test_an_office_under_way_goes_on_along_the_old_ones(db, one_by_one, reached):
    applied = until(one_by_one, *reached)

    ahead = ahead_of_an_office_with(applied)

    assert ahead >= until(one_by_one, *LAST) - applied
    assert not ahead & (applied | SQUASHED)


def test_an_office_that_went_the_old_way_has_nothing_to_do(db, one_by_one):
    everything = until(one_by_one, *one_by_one.graph.leaf_nodes()) - SQUASHED

    assert ahead_of_an_office_with(everything) == set()
