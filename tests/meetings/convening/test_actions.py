from datetime import timedelta

import pytest

from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage, LadderStep, Reminder
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.errors import Conflict, Refused
from meetings.convening.actions import (
    cancel_meeting,
    change,
    convene,
    link_digest,
    make_link,
    mark_held,
)
from meetings.convening.models import Meeting
from meetings.convening.querysets import public_meetings, representatives_held
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey


def messages_to(person):
    rows = InboxMessage.objects.filter(recipient=person).order_by("pk")
    return list(rows.values_list("text", flat=True))


def reminded():
    """Names of those who will hear of a meeting."""
    rows = Reminder.objects.filter(rule=Rule.MEETING)
    return set(rows.values_list("recipient__name", flat=True))


def test_a_called_meeting_invites_the_committee_and_the_bodies_ticked(cast, bodies, plan_of, now):
    plan = plan_of(bodies=[bodies["branch"], bodies["property"]])

    meeting = convene(cast.east, by=cast.east_director, plan=plan, at=now)

    assert meeting.facts().bodies == ("东苑居民区党总支", "东苑物业公司")
    assert meeting.facts().topics == ("12 号楼楼道灯", "车棚充电")
    assert reminded() == {"周桂英", "王桂珍", "赵国强", "陆书平", "陈工友"}
    assert "请您参加十一月联席会议" in messages_to(cast.east_member)[0]
    assert messages_to(cast.east_director) == []
    assert messages_to(cast.east_station) == []
    assert AuditEntry.objects.get(act="meeting.convene").committee == cast.east


def test_everybody_is_reminded_at_each_step_of_the_ladder(meeting, cast):
    steps = LadderStep.objects.filter(rule=Rule.MEETING, enabled=True).count()
    rows = Reminder.objects.filter(rule=Rule.MEETING, recipient=cast.east_member)

    assert steps == 3
    assert rows.count() == steps
    assert {row.event_at for row in rows} == {meeting.starts_at}


def test_a_partner_without_a_password_gets_no_address_of_a_page(meeting, cast):
    rows = Reminder.objects.filter(rule=Rule.MEETING)

    assert set(rows.filter(recipient=cast.east_property).values_list("url", flat=True)) == {""}
    assert set(rows.filter(recipient=cast.east_member).values_list("url", flat=True)) == {
        f"/meetings/{meeting.pk}/"
    }


def test_a_meeting_without_a_name_is_called_by_its_kind(cast, plan_of, now):
    plan = plan_of(kind=KindKey.REPRESENTATIVES, title="")

    assert convene(cast.east, by=cast.east_director, plan=plan, at=now).title == "居民代表会议"


def test_a_meeting_of_the_past_is_entered_and_nobody_is_told(cast, plan_of, now):
    plan = plan_of(starts_at=now - timedelta(days=30))

    convene(cast.east, by=cast.east_director, plan=plan, at=now)

    assert messages_to(cast.east_member) == []
    assert reminded() == set()


@pytest.mark.parametrize("who", ["east_member", "east_branch", "west_director", "clerk"])
def test_only_the_director_calls_a_meeting(cast, plan_of, now, who):
    with pytest.raises(Refused, match="由居委会主任召集"):
        convene(cast.east, by=getattr(cast, who), plan=plan_of(), at=now)

    assert not Meeting.objects.exists()


def test_a_body_of_another_committee_is_refused(cast, plan_of, now):
    foreign = PartnerBody.objects.filter(committee=cast.west).first()

    with pytest.raises(Refused, match="不属于本居委会"):
        convene(cast.east, by=cast.east_director, plan=plan_of(bodies=[foreign]), at=now)

    assert not Meeting.objects.exists()


def test_a_change_tells_what_was_and_what_is_and_moves_the_reminders(
    meeting, cast, bodies, plan_of, now
):
    later = meeting.starts_at + timedelta(days=1)
    plan = plan_of(starts_at=later, place="三楼", bodies=list(bodies.values()))

    changed = change(meeting, by=cast.east_director, plan=plan, version=1, at=now)

    told = messages_to(cast.east_member)[-1]
    assert "时间原来" in told
    assert "地点原来居委会二楼会议室，现在三楼" in told
    rows = Reminder.objects.filter(rule=Rule.MEETING, object_id=meeting.pk)
    assert {row.event_at for row in rows} == {later}
    assert changed.version == 2


def test_a_body_left_out_is_told_and_no_longer_reminded(meeting, cast, bodies, plan_of, now):
    plan = plan_of(bodies=[bodies["branch"], bodies["station"], bodies["owners"]])

    change(meeting, by=cast.east_director, plan=plan, version=1, at=now)

    assert messages_to(cast.east_property)[-1] == "十一月联席会议这次不用您参加了。"
    assert "陈工友" not in reminded()
    assert len(messages_to(cast.east_owners)) == 1


def test_a_change_that_concerns_nobody_sends_nothing(meeting, cast, bodies, plan_of, now):
    before = InboxMessage.objects.count()
    plan = plan_of(bodies=list(bodies.values()), is_public=True)

    change(meeting, by=cast.east_director, plan=plan, version=1, at=now)

    assert InboxMessage.objects.count() == before


def test_the_second_saver_meets_the_first_ones_text(meeting, cast, bodies, plan_of, now):
    change(meeting, by=cast.east_director, plan=plan_of(place="三楼"), version=1, at=now)

    with pytest.raises(Conflict) as conflict:
        change(meeting, by=cast.east_director, plan=plan_of(place="四楼"), version=1, at=now)

    assert conflict.value.current.place == "三楼"
    meeting.refresh_from_db()
    assert meeting.place == "三楼"


def test_cancelling_tells_the_reason_and_stops_the_reminders(meeting, cast, now):
    cancelled = cancel_meeting(meeting, by=cast.east_director, why="会议室漏水", at=now)

    assert cancelled.state == MeetingState.CANCELLED
    assert messages_to(cast.east_property)[-1].endswith("原因：会议室漏水。")
    assert reminded() == set()
    with pytest.raises(Refused, match="已取消"):
        change(meeting, by=cast.east_director, plan=None, version=2, at=now)


def test_a_meeting_counts_from_the_day_it_really_ran(meeting, cast):
    began = meeting.starts_at + timedelta(minutes=20)
    ended = began + timedelta(hours=1)

    held = mark_held(meeting, by=cast.east_director, started_at=began, ended_at=ended, at=ended)

    assert (held.state, held.starts_at, held.ends_at) == (MeetingState.HELD, began, ended)
    assert reminded() == set()
    with pytest.raises(Refused, match="已经是“已开”"):
        mark_held(meeting, by=cast.east_director, started_at=began, ended_at=None, at=ended)


def test_a_meeting_that_has_not_begun_is_not_held(meeting, cast, now):
    with pytest.raises(Refused, match="还没到开会的时间"):
        mark_held(
            meeting,
            by=cast.east_director,
            started_at=meeting.starts_at,
            ended_at=None,
            at=now,
        )


def test_a_new_link_replaces_the_old_one_and_only_its_digest_is_kept(meeting, cast):
    guest = meeting.guests()[-1]

    old = make_link(guest, by=cast.east_director)
    new = make_link(guest, by=cast.east_director)

    guest.refresh_from_db()
    assert guest.token_digest == link_digest(new) != link_digest(old)
    assert new not in guest.token_digest
    assert len(new) * 6 >= 128


def test_the_year_counts_held_representatives_meetings_only(
    cast, plan_of, now, django_assert_num_queries
):
    for kind, held in [("representatives", True), ("representatives", False), ("joint", True)]:
        plan = plan_of(kind=kind, title="", starts_at=now - timedelta(hours=2))
        meeting = convene(cast.east, by=cast.east_director, plan=plan, at=now)
        if held:
            mark_held(
                meeting,
                by=cast.east_director,
                started_at=meeting.starts_at,
                ended_at=None,
                at=now,
            )
    year = (now - timedelta(hours=2)).year

    with django_assert_num_queries(1):
        counted = representatives_held([cast.east, cast.west], year)

    assert counted == {cast.east.pk: 1, cast.west.pk: 0}
    assert Meeting.objects.representatives_of(year).count() == 1


def test_residents_see_public_meetings_to_come_and_that_one_is_cancelled(cast, plan_of, now):
    for title, public in [("公开的", True), ("内部的", False), ("取消的", True)]:
        meeting = convene(
            cast.east, by=cast.east_director, plan=plan_of(title=title, is_public=public), at=now
        )
    cancel_meeting(meeting, by=cast.east_director, why="下雨", at=now)
    convene(
        cast.east,
        by=cast.east_director,
        plan=plan_of(title="上周的", is_public=True, starts_at=now - timedelta(days=7)),
        at=now,
    )

    seen = {meeting.title: meeting.state for meeting in public_meetings(cast.east, now)}

    assert seen == {"公开的": "planned", "取消的": "cancelled"}
    assert not public_meetings(cast.west, now).exists()
