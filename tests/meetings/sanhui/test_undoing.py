"""What was written by mistake today is taken back, the last step first; nothing older."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.reminders.models import Reminder
from jiedao.common.errors import Refused
from meetings.sanhui.actions import close_matter
from meetings.sanhui.appraising import file_plan, look_again, write_appraisal
from meetings.sanhui.coordinating import (
    add_deed,
    add_side,
    finish_deed,
    sign_agreement,
    tell_side,
    write_agreement,
)
from meetings.sanhui.rules import Line
from meetings.sanhui.undoing import slips_of, take_back
from tests.meetings.sanhui.conftest import DAY


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def undo(cast, now):
    """`undo(matter, row)`: as the member who wrote it."""

    def do(matter, row, *, by=cast.east_member, at=now):
        return take_back(matter, by=by, key=f"{row._meta.model_name}-{row.pk}", at=at)

    return do


@pytest.fixture
def signed(cast, taken_up, today, now):
    """A coordination whose agreement was signed today."""
    matter = taken_up("coordination", starts_at=now - DAY)
    write_agreement(matter, by=cast.east_member, text="装减震垫", version=0, at=now)
    return sign_agreement(matter, by=cast.east_member, signed_on=today, unsigned_why="", at=now)


def words(matter, user, at):
    return [slip.words for slip in slips_of(matter, user, at)]


def test_a_party_goes_step_by_step(cast, taken_up, undo, today, now):
    matter = taken_up("coordination")
    side = add_side(matter, by=cast.east_member, name="楼上一户", body=None, at=now)
    tell_side(side, by=cast.east_member, told_on=today, at=now)

    assert undo(matter, side) == "已经书面通知：楼上一户"
    assert words(matter, cast.east_member, now) == ["写一方：楼上一户"]
    assert undo(matter, side) == "写一方：楼上一户"

    assert not matter.sides.exists()
    assert words(matter, cast.east_member, now) == []
    assert AuditEntry.objects.filter(act="sanhui.remove", committee=cast.east).count() == 2


def test_a_step_that_was_not_done_is_owed_again(cast, signed, undo, today, now):
    matter, due = signed.matter, today + 5 * DAY
    known = {"what": "装减震垫", "who": "楼上一户", "due_on": due}
    deed = add_deed(matter, by=cast.east_member, at=now, **known)
    finish_deed(deed, by=cast.east_member, done_on=today, note="装好了", at=now)
    owed = Reminder.objects.filter(object_type="meetings.deed", state="waiting")
    assert not owed.exists()

    undo(matter, deed)

    deed.refresh_from_db()
    assert (deed.done_on, deed.note) == (None, "")
    assert owed.exists()
    undo(matter, deed)
    assert not owed.exists()


def test_a_signature_stays_while_something_was_promised_on_it(cast, signed, undo, today, now):
    matter = signed.matter
    known = {"what": "装减震垫", "who": "楼上一户", "due_on": today}
    deed = add_deed(matter, by=cast.east_member, at=now, **known)
    with pytest.raises(Refused, match="已经有了后面的步骤"):
        undo(matter, signed)
    undo(matter, deed)

    undo(matter, signed)

    signed.refresh_from_db()
    assert signed.is_open


def test_a_plan_comes_back_as_owed_and_a_look_stands_in_its_way(cast, taken_up, undo, today, now):
    matter = taken_up("appraisal", starts_at=now - DAY)
    by = {"by": cast.east_member, "at": now}
    write_appraisal(
        matter,
        present=30,
        lines=[Line("服务", 20, 5, 1)],
        opinions="",
        made_on=today,
        version=0,
        **by,
    )
    filed = file_plan(matter, filed_on=today, text="换保洁", file=None, file_name="", **by)
    look = look_again(matter, on=today, text="楼道干净了", **by)
    with pytest.raises(Refused):
        undo(matter, filed)

    undo(matter, look)
    undo(matter, filed)

    filed.refresh_from_db()
    assert (filed.plan_filed_on, filed.plan_text) == (None, "")
    assert Reminder.objects.filter(object_type="meetings.appraisal", state="waiting").exists()


def test_only_the_director_opens_a_closed_matter_again(cast, taken_up, undo, today, now):
    matter = taken_up("coordination")
    side = add_side(matter, by=cast.east_member, name="楼上一户", body=None, at=now)
    known = {"closed_on": today, "note": "双方满意", "owing": "", "at": now}
    matter = close_matter(matter, by=cast.east_director, **known)
    for row in (side, matter):
        with pytest.raises(Refused):
            undo(matter, row)

    assert undo(matter, matter, by=cast.east_director) == "办结"

    matter.refresh_from_db()
    assert (matter.closed_on, matter.closed_note) == (None, "")


def test_what_was_written_yesterday_stays(cast, taken_up, undo, now):
    matter = taken_up("coordination")
    side = add_side(matter, by=cast.east_member, name="楼上一户", body=None, at=now)
    with pytest.raises(Refused, match="今天没有写过"):
        undo(matter, side, at=now + timedelta(days=1))
    assert matter.sides.exists()


def test_the_page_offers_it_and_tells_when_it_is_too_late(cast, taken_up, enter, now):
    matter = taken_up("coordination")
    side = add_side(matter, by=cast.east_member, name="楼上一户", body=None, at=now)
    browser, page = enter(cast.east_second_member), f"/meetings/{matter.meeting_id}/outcome/"
    address = f"{page}undo/side-{side.pk}/"
    assert address in browser.get(page).content.decode()
    assert address not in enter(cast.clerk).get(page).content.decode()

    assert "撤销了：写一方：楼上一户。" in browser.post(address, follow=True).content.decode()
    assert "不能撤销" in browser.post(address, follow=True).content.decode()
