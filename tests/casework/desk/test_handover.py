"""What one shift leaves to the next."""

import pytest

from casework.desk.handover import leave_point, reopen_point, settle_point, take_point
from casework.duty.models import HandoverPoint
from tests.casework.duty.conftest import NOW, at
from tests.casework.duty.test_leave import TOMORROW
from tests.casework.duty.test_rota import journal, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(cast):
    return leave_point(cast.east, "301 室漏水，等物业回电话", by=cast.east_member, at=NOW)


def test_a_point_is_left_taken_by_the_next_and_settled(cast, point):
    take_point(point, by=cast.east_director, at=at("13:35"))
    settle_point(point, by=cast.east_director, at=at("15:00"))

    point.refresh_from_db()
    assert (point.left_by, point.taken_by) == (cast.east_member, cast.east_director)
    assert (point.taken_at, point.settled_at) == (at("13:35"), at("15:00"))
    assert journal() == ["duty.point-leave", "duty.point-take", "duty.point-settle"]


def test_a_point_is_taken_once_and_not_by_whoever_left_it(cast, point):
    assert "由下一班的人来接" in refusal(take_point, point, by=cast.east_member, at=NOW)
    assert "不是您所在的" in refusal(take_point, point, by=cast.west_member, at=NOW)
    take_point(point, by=cast.east_station, at=NOW)
    assert "已经有人接下了" in refusal(take_point, point, by=cast.east_director, at=NOW)


def test_what_is_settled_stays_settled_but_for_a_slip_on_the_same_day(cast, point):
    settle_point(point, by=cast.east_member, at=NOW)
    assert "已经办完了" in refusal(settle_point, point, by=cast.east_director, at=NOW)
    assert "已经办完了" in refusal(take_point, point, by=cast.east_director, at=NOW)

    reopen_point(point, by=cast.east_director, at=at("17:00"))
    point.refresh_from_db()
    assert point.settled_at is None

    settle_point(point, by=cast.east_member, at=NOW)
    assert "当天办完的" in refusal(
        reopen_point, point, by=cast.east_director, at=at("8:00", TOMORROW)
    )


def test_an_empty_or_foreign_point_is_not_left(cast):
    assert "请写“没办完的事”" in refusal(leave_point, cast.east, " ", by=cast.east_member, at=NOW)
    assert "不是您所在的" in refusal(leave_point, cast.east, "灯", by=cast.west_member, at=NOW)
    assert not HandoverPoint.objects.exists()
