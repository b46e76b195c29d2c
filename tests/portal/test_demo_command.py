"""`manage.py demo`: what it prints, and when it leaves a database alone."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.log.models import LogEntry
from committees.territory.models import Committee, Street
from jiedao.portal.demo import territory
from jiedao.portal.demo.invariants import broken

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_the_command_prints_counts_and_says_the_second_time_that_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = territory.directory()[:1]
    monkeypatch.setattr(territory, "directory", lambda: few)
    out = StringIO()
    call_command("demo", days=5, today=TODAY, stdout=out)
    assert "log_entry" in out.getvalue()
    assert "共 " in out.getvalue()
    assert broken() == []
    before = LogEntry.objects.count()
    call_command("demo", days=5, today=TODAY, stdout=out)
    assert "已经装好了" in out.getvalue()
    assert LogEntry.objects.count() == before


def test_the_command_leaves_a_database_with_real_committees_alone() -> None:
    street = Street.objects.create(name="宝山街道")
    Committee.objects.create(
        street=street, code="310113003001", name="某居委会", short_name="某", slug="mou"
    )
    with pytest.raises(CommandError, match="真实的居委会"):
        call_command("demo", days=5)
    assert Committee.objects.count() == 1


def test_the_command_refuses_a_history_without_a_day() -> None:
    with pytest.raises(CommandError, match="年数要在"):
        call_command("demo", years=0)
    with pytest.raises(CommandError, match="天数至少"):
        call_command("demo", days=0)
