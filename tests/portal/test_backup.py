"""backup, restore and drill, run for real: own process, own database, own folder."""

import os
import re

import pytest

from jiedao.portal.figures import Figures
from tests.portal.offices import SEED, NewOffice, Office

pytestmark = pytest.mark.django_db
LOOK = """
from committees.journal.actions import verify_chains
from committees.people.models import User
print([user.phone for user in User.objects.all()])
print([report.chain for report in verify_chains() if report.broken_at])
"""


@pytest.fixture(scope="module")
def office(new_office: NewOffice) -> Office:
    """A seeded office with one backup, `day.sealed`."""
    made = new_office()
    made.run("shell", "-v0", "-c", SEED)
    made.run("backup", "--to", str(made.folder / "day.sealed"))
    return made


def test_a_backup_is_private_and_says_what_is_in_it(office):
    path = office.folder / "two.sealed"

    said = office.run("backup", "--to", str(path))

    assert "35 条日志链，2 个上传的文件" in said
    assert "不在里面" in said
    assert path.stat().st_mode & 0o777 == 0o600
    content = path.read_bytes()
    for secret in (os.environ["FIELD_KEYS"], os.environ["INDEX_KEY"], "周桂英"):
        assert secret.encode() not in content


def test_a_drill_compares_everything_and_leaves_the_office_alone(office):
    before = office.state()

    said = office.run("drill", str(office.folder / "day.sealed"))

    assert "行数、校验和、日志链末端、文件全部一致" in said
    assert re.search(r"territory_committee\s+34 行", said)
    assert office.state() == before
    assert list((office.folder / "backups").glob(".drill-*")) == []


def test_a_drill_without_any_backup_makes_a_fresh_one(office):
    assert "fresh.sealed" in office.run("drill")


def test_an_empty_office_gets_everything_back(office, new_office):
    other = new_office()

    said = other.run("restore", str(office.folder / "day.sealed"))

    assert "和备份一致" in said
    assert other.state() == office.state()
    phones, broken = other.run("shell", "-v0", "-c", LOOK).strip().splitlines()
    assert (phones, broken) == ("['10000000001']", "[]")
    if not other.database:
        return
    guard = "from committees.journal.models import AuditEntry as A; A.objects.update(act='x')"
    assert "append-only" in other.run("shell", "-c", guard, ok=False)


def test_an_office_with_data_is_overwritten_only_with_yes_and_returns_to_that_day(
    office, new_office
):
    other = new_office()
    other.run("restore", str(office.folder / "day.sealed"))
    other.run(
        "shell",
        "-v0",
        "-c",
        "from committees.territory.models import Committee as C; C.objects.update(phone='021-1')",
    )
    (other.folder / "media" / "ab" / "照片.jpg").unlink()
    spoilt = other.state()
    assert spoilt != office.state()

    refused = other.run("restore", str(office.folder / "day.sealed"), ok=False)
    assert "加上 --yes" in refused
    assert other.state() == spoilt

    other.run("restore", str(office.folder / "day.sealed"), "--yes")
    assert other.state() == office.state()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"FIELD_KEYS": "another-key-" + "x" * 40}, "现在的 FIELD_KEYS 打不开这个备份"),
        ({"INDEX_KEY": "another-key-" + "x" * 40}, "INDEX_KEY 和做备份那天的不一样"),
    ],
)
def test_a_wrong_key_is_a_clear_sentence_and_changes_nothing(office, new_office, changes, reason):
    other = new_office()
    before = other.state()

    for command in ("restore", "drill"):
        assert reason in other.run(command, str(office.folder / "day.sealed"), ok=False, **changes)

    assert other.state() == before


def test_an_older_key_in_the_list_opens_the_backup(office, new_office):
    keys = f"newer-key-{'n' * 40},{os.environ['FIELD_KEYS']}"

    said = new_office().run("restore", str(office.folder / "day.sealed"), FIELD_KEYS=keys)

    assert "恢复好了" in said


def test_a_broken_or_missing_file_changes_nothing(office, new_office):
    other = new_office()
    before = other.state()
    content = bytearray((office.folder / "day.sealed").read_bytes())
    content[len(content) // 2] ^= 1
    broken = other.folder / "broken.sealed"
    broken.write_bytes(content)

    assert "不完整，或者被改动过" in other.run("restore", str(broken), ok=False)
    assert "打不开" in other.run("restore", str(other.folder / "none.sealed"), ok=False)

    assert other.state() == before


def test_a_backup_never_overwrites_another(office):
    path = office.folder / "day.sealed"
    before = path.read_bytes()

    assert "已经有了" in office.run("backup", "--to", str(path), ok=False)

    assert path.read_bytes() == before


def test_a_drill_fails_when_a_single_row_differs(office):
    """The comparison itself can fail: figures of another day do not agree."""
    figures, _ = office.state()
    changed = Figures(
        {**figures.tables, "people_user": [1, "0" * 64]},
        {**figures.chains, "street": [9, "f"]},
    )

    assert figures.differences(figures) == []
    assert [line.split("：")[0] for line in figures.differences(changed)] == [
        "表 people_user",
        "日志链 street 的末端不一样",
    ]
