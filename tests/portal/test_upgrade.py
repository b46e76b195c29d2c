"""A new release, and the way back to the one before: real commands, tables and locks (F15)."""

import json
from dataclasses import replace

import psycopg
import pytest
from django.db import connection

from tests.portal.offices import SEED, NewOffice, Office, newest_of, next_release
from tests.portal.processes import until

pytestmark = pytest.mark.django_db
ADD_A_COLUMN = (
    'migrations.AddField("committee", "motto", models.CharField(max_length=40, db_default=""))'
)
ADD_THEN_FAIL = f"{ADD_A_COLUMN}, migrations.RunPython(fail, migrations.RunPython.noop)"
#: What the program of a release does all day: writes, and says how it is.
WORK = """
from committees.journal.actions import record, verify_chains
from committees.people.models import User
from committees.territory.models import Committee
east = Committee.objects.first()
person = User(name="吴建国", phone="10000000002"); person.set_unusable_password(); person.save()
record("test.act", east, by=person, committee=east)
another = Committee(**{f.attname: getattr(east, f.attname) for f in Committee._meta.fields})
another.pk = None; another.code = another.slug = another.name = "another"; another.save()
print([report.chain for report in verify_chains() if report.broken_at])
"""
HEALTH = """
import json
from django.test import Client
answer = Client().get("/healthz")
print(json.dumps({"status": answer.status_code, **json.loads(answer.content)}))
"""
#: Impatient, so that a test need not wait as long as an office does.
UPGRADE = """
from django.utils import timezone
from jiedao.portal import upgrade
upgrade.LOCK_WAIT, upgrade.TRIES, upgrade.PAUSE_S = "300ms", {tries}, 0.2
upgrade.upgrade(print, at=timezone.now())
"""
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no table locks"
)


@pytest.fixture
def office(new_office: NewOffice) -> Office:
    """At work with this release."""
    made = new_office()
    made.run("shell", "-v0", "-c", SEED)
    return made


@pytest.fixture
def upgraded(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same office with the next release's program, not started yet."""
    return replace(office, program=next_release(tmp_path_factory.mktemp("next"), ADD_A_COLUMN))


def health(office: Office) -> dict[str, object]:
    found: dict[str, object] = json.loads(office.run("shell", "-v0", "-c", HEALTH).splitlines()[0])
    return found


def backups(office: Office) -> list[str]:
    return sorted(path.name for path in (office.folder / "backups").glob("before-*.sealed"))


def test_the_release_before_works_on_the_new_tables_and_a_backup_brings_the_old_ones_back(
    office, upgraded
):
    before = office.state()

    assert "先备份" in upgraded.run("prepare")

    assert health(upgraded)["status"] == 200
    chains, its_health = office.run("shell", "-v0", "-c", WORK + HEALTH).splitlines()[:2]
    assert (chains, json.loads(its_health)["status"]) == ("[]", 200)
    assert office.state() != before

    (backup,) = backups(office)
    office.run("restore", str(office.folder / "backups" / backup), "--yes")

    assert office.state() == before
    assert "还差 1 步" in str(health(upgraded)["reasons"])


@pytest.mark.audit
def test_control_the_release_before_stumbles_over_a_column_it_does_not_know_and_must_fill(
    office, tmp_path
):
    """What `tests/test_releases.py` refuses."""
    must_fill = ADD_A_COLUMN.replace("db_default", "default")
    replace(office, program=next_release(tmp_path, must_fill)).run("migrate", "-v0")

    said = office.run("shell", "-v0", "-c", WORK, ok=False)

    assert "IntegrityError" in said
    assert "motto" in said


@pytest.mark.audit
def test_a_migration_is_taken_back_and_done_again_without_a_changed_row(office, upgraded):
    before, _ = office.state()
    upgraded.run("migrate", "-v0")
    there, _ = office.state()

    upgraded.run("migrate", "committees", newest_of("committees"), "-v0")
    back, _ = office.state()
    upgraded.run("migrate", "-v0")
    again, _ = office.state()

    assert back.differences(before) == []
    assert again.tables["territory_committee"] == there.tables["territory_committee"]


def test_a_step_that_fails_leaves_nothing_of_itself_and_one_backup_however_often_it_is_tried(
    office, tmp_path
):
    before = office.state()
    failing = replace(office, program=next_release(tmp_path, ADD_THEN_FAIL))

    for _ in range(2):
        said = failing.run("prepare", ok=False)
        assert "committees.9999_next 没有做成，这一步已经整个退回" in said
        assert "a mistake of ours" in said

    assert office.state() == before
    assert len(backups(office)) == 1
    assert health(office)["status"] == 200


def test_without_a_backup_nothing_is_changed(office, upgraded):
    before = office.state()
    (office.folder / "backups").write_text("a file where the folder should be")

    assert "备份没有写成" in upgraded.run("prepare", ok=False)

    (office.folder / "backups").unlink()
    assert office.state() == before


@on_postgresql
def test_a_table_somebody_keeps_is_said_in_words_and_nobody_waits_behind_it(office, upgraded):
    before = office.state()
    with psycopg.connect(office.environment["DATABASE_URL"]) as reader:
        reader.execute("SELECT count(*) FROM territory_committee")

        said = upgraded.run("shell", "-v0", "-c", UPGRADE.format(tries=2), ok=False)

        assert "committees.9999_next 试了 2 次都没有轮到" in said
        assert "manage.py prepare" in said
    assert office.state() == before


@pytest.mark.audit
@on_postgresql
def test_a_table_that_becomes_free_is_migrated_at_the_next_try(office, upgraded):
    with psycopg.connect(office.environment["DATABASE_URL"]) as reader:
        reader.execute("SELECT count(*) FROM territory_committee")
        waiting = upgraded.start("shell", "-v0", "-c", UPGRADE.format(tries=100))
        with psycopg.connect(office.environment["DATABASE_URL"], autocommit=True) as watcher:
            until(lambda: waits_for_a_table(watcher))

    said, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, said
    assert health(upgraded)["status"] == 200


@pytest.mark.audit
@on_postgresql
def test_of_two_machines_that_start_together_one_migrates(office, upgraded):
    both = [upgraded.start("shell", "-v0", "-c", UPGRADE.format(tries=1)) for _ in range(2)]

    said = [process.communicate(timeout=120)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert sum("更新数据表" in one for one in said) == 1
    assert len(backups(office)) == 1


def waits_for_a_table(watcher: "psycopg.Connection[tuple[object, ...]]") -> bool:
    asked = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
    return watcher.execute(asked).fetchone() is not None
