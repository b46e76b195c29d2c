"""One row for every act, chained: whatever somebody does to the table afterwards is found."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from committees.journal.actions import record, verify_chains
from committees.journal.models import AuditEntry, ChainHead
from committees.journal.rules import HASHED, link_hash
from jiedao.portal.management.commands.audit_verify import line_of
from tests.kept_rows import flushed_as_an_office_would
from tests.racing import at_once, needs_postgresql

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(cast):
    """Ten links on the chain of East, three on the street's."""
    for number in range(10):
        record("log.write", cast.east, by=cast.east_member, committee=cast.east, label=f"{number}")
    for _ in range(3):
        record("people.rename", cast.clerk, by=cast.admin)
    return f"committee-{cast.east.pk}"


@pytest.fixture
def unguarded():
    """Somebody with the rights of the database's owner."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")


def broken() -> dict[str, int]:
    return {
        report.chain: report.broken_at for report in verify_chains() if report.broken_at is not None
    }


def at(chain: str, sequence: int):
    return AuditEntry.objects.filter(chain=chain, sequence=sequence)


def test_an_untouched_journal_is_whole(chain):
    assert broken() == {}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    "column", [name for name in HASHED if name not in ("chain", "committee_id")]
)
def test_editing_any_column_of_a_link_is_found(cast, chain, column):
    changed = {
        "sequence": 99,
        "at": "2025-01-01T00:00:00Z",
        "by_id": cast.clerk.pk,
    }.get(column, "别的")

    at(chain, 4).update(**{column: changed})

    assert broken() == {chain: 4}


@pytest.mark.usefixtures("unguarded")
def test_moving_a_link_to_another_chain_is_found(cast, chain):
    at(chain, 4).update(committee=cast.west)

    assert broken() == {chain: 4}


@pytest.mark.usefixtures("unguarded")
def test_deleting_a_link_is_found(chain):
    at(chain, 4).delete()

    assert broken() == {chain: 4}


@pytest.mark.usefixtures("unguarded")
def test_a_link_put_in_between_is_found(cast, chain):
    for sequence in range(10, 4, -1):
        at(chain, sequence).update(sequence=sequence + 1)
    values = at(chain, 4).values(*HASHED, "hash").get()
    forged = {**values, "sequence": 5, "previous": values["hash"], "act": "case.close"}
    del forged["hash"]
    AuditEntry.objects.create(**forged, hash=link_hash(forged))

    assert broken() == {chain: 6}


@pytest.mark.usefixtures("unguarded")
def test_two_links_that_changed_places_are_found(chain):
    first, second = at(chain, 4).get(), at(chain, 5).get()
    at(chain, 4).update(sequence=1_000)
    AuditEntry.objects.filter(pk=second.pk).update(sequence=4)
    AuditEntry.objects.filter(pk=first.pk).update(sequence=5)

    assert broken() == {chain: 4}


@pytest.mark.usefixtures("unguarded")
def test_a_cut_tail_is_found(chain):
    AuditEntry.objects.filter(chain=chain, sequence__gt=7).delete()

    assert broken() == {chain: 8}


@pytest.mark.usefixtures("unguarded")
def test_a_chain_that_lost_its_head_or_all_its_links_is_found(chain):
    ChainHead.objects.filter(chain=chain).delete()
    assert broken() == {chain: 11}
    AuditEntry.objects.filter(chain="street").delete()
    assert broken() == {chain: 11, "street": 1}


@pytest.mark.usefixtures("unguarded")
def test_a_chain_rewritten_whole_is_found_by_the_lines_kept_elsewhere(cast, chain, tmp_path):
    kept = tmp_path / "heads.txt"
    kept.write_text("\n".join(map(line_of, verify_chains())))
    _rewrite(chain, act="log.edit")

    assert broken() == {}, "from inside everything fits"
    with pytest.raises(CommandError):
        verify("--against", str(kept))


def _rewrite(chain: str, **changes: str) -> None:
    previous = ""
    for row in AuditEntry.objects.filter(chain=chain).order_by("sequence"):
        values = {**{name: getattr(row, name) for name in HASHED}, **changes, "previous": previous}
        previous = link_hash(values)
        AuditEntry.objects.filter(pk=row.pk).update(
            **changes, previous=values["previous"], hash=previous
        )
    ChainHead.objects.filter(chain=chain).update(hash=previous)


def verify(*args: str) -> str:
    out = StringIO()
    call_command("audit_verify", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_a_line_a_chain(chain):
    lines = verify().splitlines()

    assert [line.split()[:3] for line in lines] == [["ok", chain, "10"], ["ok", "street", "3"]]
    assert all(len(line.split()[3]) == 64 for line in lines)


@pytest.mark.usefixtures("unguarded")
def test_the_command_ends_with_1_at_a_break(chain):
    at(chain, 4).update(act="别的")

    with pytest.raises(CommandError) as end:
        verify()

    assert end.value.returncode == 1


def test_lines_kept_earlier_still_fit_after_more_acts(cast, chain, tmp_path):
    kept = tmp_path / "heads.txt"
    kept.write_text(verify())
    record("log.write", cast.east, by=cast.east_member, committee=cast.east)

    assert verify("--against", str(kept)).startswith(f"ok {chain} 11")


@needs_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET act = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "TRUNCATE people_user CASCADE",
    ],
)
def test_postgresql_refuses_to_change_delete_or_empty(chain, statement):
    connection.check_constraints()  # nothing of this test waits to be looked at
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.count() == 13


@needs_postgresql
@pytest.mark.parametrize(
    "guard", ["journal_entry_append_only", "journal_entry_not_emptied"], ids=["rows", "table"]
)
def test_the_command_ends_with_1_when_a_guard_was_switched_off(guard):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE journal_entry DISABLE TRIGGER {guard}")
    out = StringIO()

    with pytest.raises(CommandError) as end:
        call_command("audit_verify", stdout=out)

    assert end.value.returncode == 1
    assert f"MISSING {guard}" in out.getvalue()


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_nobody_empties_the_database_by_manage_py_flush(chain):
    """The suite may, between its tests: tests/conftest.py says how."""
    with flushed_as_an_office_would(), pytest.raises(CommandError, match="be flushed"):
        call_command("flush", interactive=False, verbosity=0)

    assert AuditEntry.objects.count() == 13


def test_an_act_that_fails_leaves_no_row(cast, chain):
    with transaction.atomic():
        record("log.write", cast.east, by=cast.east_member, committee=cast.east)
        transaction.set_rollback(True)

    assert AuditEntry.objects.count() == 13
    assert broken() == {}


def test_a_row_never_holds_the_text_of_the_record(cast):
    entry = record("people.rename", cast.clerk, by=cast.admin)

    assert cast.clerk.phone not in str(AuditEntry.objects.filter(pk=entry.pk).values())
    assert len(entry.after) == 64


# Two acts at the same moment


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_never_overtake_each_other(cast):
    def write(number: int) -> None:
        record("log.write", cast.east, by=cast.east_member, committee=cast.east, label=str(number))

    for _ in range(5):
        at_once([partial(write, number) for number in range(8)])

    assert broken() == {}
    assert AuditEntry.objects.count() == 40


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_on_the_head_they_do(cast, monkeypatch):
    record("log.write", cast.east, by=cast.east_member, committee=cast.east)
    unlocked = lambda chain: ChainHead.objects.get(chain=chain)  # noqa: E731
    monkeypatch.setattr("committees.journal.actions._locked_head", unlocked)

    def write() -> bool:
        try:
            record("log.write", cast.east, by=cast.east_member, committee=cast.east)
        except DatabaseError:
            return False
        return True

    written = [done for _ in range(5) for done in at_once([write] * 8)]

    assert not all(written), "some link found its place taken"
