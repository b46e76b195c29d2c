"""Leave."""

from datetime import date, timedelta

import pytest

from casework.duty.leave import ask_leave, cancel_leave
from casework.duty.models import Leave
from casework.duty.states import RotaState, Slot
from tests.casework.duty.conftest import NOW, TODAY
from tests.casework.duty.test_rota import journal, refusal

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def leave_of(cast, person, *, by=None, since=TOMORROW, until=TOMORROW):
    return ask_leave(cast.east, person, by=by or person, since=since, until=until, at=NOW)


def test_leave_frees_places_in_drafts_and_leaves_published_shifts_to_be_swapped(cast, made):
    published = made(cast.east_member, TOMORROW)
    draft = made(cast.east_member, date(2026, 12, 1), state=RotaState.DRAFT)
    other = made(cast.east_director, date(2026, 12, 1), Slot.AFTERNOON, state=RotaState.DRAFT)

    leave_of(cast, cast.east_member, until=date(2026, 12, 1))

    for shift in (published, draft, other):
        shift.refresh_from_db()
    assert published.person == cast.east_member
    assert draft.person is None
    assert other.person == cast.east_director


def test_leave_for_a_colleague_takes_an_elected_person(cast):
    assert "请主任或委员来记" in refusal(leave_of, cast, cast.east_member, by=cast.east_station)
    assert "不是您所在的" in refusal(leave_of, cast, cast.east_member, by=cast.west_director)

    assert leave_of(cast, cast.east_member, by=cast.east_director).person == cast.east_member


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (TOMORROW, TODAY, "不能早于开始"),
        (date(2026, 11, 1), date(2026, 11, 22), "已经过去了"),
        (TODAY, date(2027, 12, 1), "最长一年"),
    ],
)
def test_leave_has_its_bounds(cast, since, until, words):
    assert words in refusal(leave_of, cast, cast.east_member, since=since, until=until)
    assert not Leave.objects.exists()


def test_leave_is_cancelled_while_it_lasts(cast):
    leave = leave_of(cast, cast.east_member)
    assert "请主任或委员" in refusal(cancel_leave, leave, by=cast.east_station, on=TODAY)
    assert "已经过去了" in refusal(
        cancel_leave, leave, by=cast.east_member, on=TOMORROW + timedelta(days=1)
    )

    cancel_leave(leave, by=cast.east_member, on=TOMORROW)

    assert not Leave.objects.exists()
    assert journal()[-1] == "duty.leave-cancel"
