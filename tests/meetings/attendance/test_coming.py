"""Who stands on the list, what they answer, and how they sign in."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from committees.delivery.sending import send_due
from committees.people.models import Posting
from committees.reminders.models import Call, Reminder
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.keys import ALPHABET
from meetings.attendance.actions import (
    Reply,
    Stay,
    answer,
    answer_for_body,
    close_doors,
    open_meeting,
    sign_in_by_code,
    tick,
    walk_in,
)
from meetings.attendance.models import Attendee
from meetings.attendance.quorum import parties, quorum_line
from meetings.attendance.roster import plan_questions
from meetings.attendance.states import Capacity, Signed
from meetings.convening.actions import MeetingPlan, make_link
from meetings.convening.states import Answer
from meetings.desk.actions import call_off, change_meeting
from meetings.kinds.models import Kind, KindRules
from meetings.representatives.models import Seat
from tests.meetings.conftest import NOW

COMING, EXCUSED, SENDS = Answer.COMING, Answer.EXCUSED, Answer.SENDS


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def names(meeting) -> list[str]:
    return list(Attendee.objects.filter(meeting=meeting).values_list("name", flat=True))


def row_of(meeting, user) -> Attendee:
    return Attendee.objects.get(meeting=meeting, user=user)


def everybody_comes(meeting, by, most=100):
    rows = Attendee.objects.filter(meeting=meeting)[:most]
    stays = {row.pk: Stay(NOW) for row in rows}
    tick(meeting, by=by, stays=stays, signed=Signed.TICK, at=NOW)


def seats(committee, count):
    return [
        Seat.objects.create(
            committee=committee,
            board="representative",
            group=f"{number % 9 + 1}组",
            name=f"代表{number}",
            since=NOW.date() - timedelta(days=90),
        )
        for number in range(count)
    ]


# The list


def test_a_joint_meeting_lists_members_and_the_people_of_the_bodies(cast, called):
    meeting = called("joint")

    assert set(names(meeting)) == {
        "周桂英", "王桂珍", "赵国强", "陆书平", "顾小琴", "何业安", "陈工友",
    }  # fmt: skip
    assert all(row.capacity == Capacity.ATTENDS for row in meeting.attendees.all())


def test_a_body_of_which_nobody_is_known_still_stands_on_the_list(cast, called):
    Posting.objects.filter(user=cast.east_property).delete()

    meeting = called("joint")

    assert "东苑物业公司" in names(meeting)


def test_representatives_come_from_the_roster_and_guests_only_listen(cast, called):
    seats(cast.east, 4)
    Seat.objects.filter(name="代表0").update(user=cast.east_member)
    Seat.objects.filter(name="代表3").update(until=NOW.date() - timedelta(days=1))
    branch = cast.east.bodies.get(kind="branch")

    meeting = called("representatives", bodies=[branch])

    rows = {row.name: row for row in meeting.attendees.all()}
    assert {"代表0", "代表1", "代表2", "周桂英", "赵国强", "陆书平"} == set(rows)
    assert rows["陆书平"].capacity == Capacity.OBSERVES
    assert rows["代表0"].user_id == cast.east_member.pk


def test_a_change_of_the_meeting_changes_the_list_but_forgets_no_answer(cast, called):
    meeting = called(
        "committee", bodies=list(cast.east.bodies.all()), starts_at=NOW + timedelta(days=5)
    )
    excused = row_of(meeting, cast.east_owners)
    answer(excused, by=cast.east_director, reply=Reply(EXCUSED, "出差"), at=NOW)

    change_meeting(
        meeting,
        by=cast.east_director,
        plan=MeetingPlan(Kind.objects.get(key="committee"), meeting.starts_at, "三楼"),
        version=meeting.version,
        at=NOW,
    )

    assert set(names(meeting)) == {"周桂英", "王桂珍", "赵国强", "何业安"}


def test_to_a_meeting_of_the_street_every_director_comes_and_only_the_clerk_calls(cast, called):
    with pytest.raises(Refused, match="街道"):
        called("exchange")

    meeting = called("exchange", by=cast.clerk)

    assert set(names(meeting)) == {"周桂英", "吴秀兰"}
    assert meeting in type(meeting).objects.visible_to(cast.west_director)


# Answers


@pytest.mark.parametrize(("said", "words"), [(EXCUSED, "原因"), (SENDS, "换谁")])
def test_an_excuse_is_written(cast, called, said, words):
    mine = row_of(called(), cast.east_member)

    with pytest.raises(Refused, match=words):
        answer(mine, by=cast.east_member, reply=Reply(said), at=NOW)


def test_a_stranger_answers_for_nobody(cast, called):
    mine = row_of(called(), cast.east_member)

    with pytest.raises(Refused):
        answer(mine, by=cast.west_member, reply=Reply(COMING), at=NOW)


def test_who_has_not_answered_is_phoned_the_day_before_and_nobody_else(cast, called):
    meeting = called("committee", starts_at=NOW + timedelta(days=5))
    answer(row_of(meeting, cast.east_member), by=cast.east_member, reply=Reply(COMING), at=NOW)

    send_due(NOW + timedelta(days=4, hours=12))

    phoned = set(Call.objects.values_list("recipient__name", flat=True))
    assert phoned == {"周桂英", "赵国强"}
    late = row_of(meeting, cast.east_second_member)
    answer(late, by=cast.east_director, reply=Reply(COMING), at=NOW)
    assert set(Call.objects.values_list("recipient__name", flat=True)) == {"周桂英"}


def test_who_has_no_account_is_phoned_by_the_number_of_the_roster_or_the_body(cast, called, enter):
    """Representative 2 left no number; nobody of the property company is known by name."""
    seats(cast.east, 3)
    for name, phone in (("代表0", "021-0000 1110"), ("代表1", "021-0000 1111")):
        seat = Seat.objects.get(name=name)
        seat.phone = phone
        seat.save()
    Posting.objects.filter(user=cast.east_property).delete()
    company = cast.east.bodies.get(kind="property")
    PartnerBody.objects.filter(pk=company.pk).update(phone="021-0000 2222")
    meeting = called("representatives", bodies=[company], starts_at=NOW + timedelta(days=5))
    said = Reply(COMING)
    answer(meeting.attendees.get(name="代表1"), by=cast.east_member, reply=said, at=NOW)

    send_due(NOW + timedelta(days=4, hours=12))

    unknown = Call.objects.filter(recipient=None)
    assert {(call.who, call.phone) for call in unknown} == {
        ("代表0", "021-0000 1110"),
        (company.name, "021-0000 2222"),
    }
    page = enter(cast.east_member).get("/calls/").content.decode()
    assert "tel:021-0000 1110" in page
    plan_questions(meeting, meeting.attendees.all(), NOW)
    send_due(NOW + timedelta(days=4, hours=13))
    assert unknown.count() == 2


def test_nobody_is_phoned_about_a_meeting_that_is_off(cast, called):
    meeting = called("committee", starts_at=NOW + timedelta(days=5))
    assert Reminder.objects.filter(channel="call").count() == 3

    call_off(meeting, by=cast.east_director, why="停电", at=NOW)

    assert not Reminder.objects.filter(channel="call").exists()


def test_a_body_answers_through_its_link(cast, called):
    meeting = called()
    guest = meeting.invited_bodies.get(body__kind="property")
    address = f"/i/{make_link(guest, by=cast.east_director)}/"
    browser = Client()

    assert browser.get(address).status_code == 200
    refused = browser.post(f"{address}answer/", {"answer": "excused", "note": ""})
    answered = browser.post(f"{address}answer/", {"answer": "sends", "note": "刘经理"})

    assert (refused.status_code, answered.status_code) == (422, 303)
    assert "换人：刘经理" in browser.get(address).content.decode()
    row = row_of(meeting, cast.east_property)
    assert (row.answer, row.answer_note) == (SENDS, "刘经理")
    assert row.read_at is not None


def test_an_old_link_says_so_in_a_sentence(cast, called):
    meeting = called()
    guest = meeting.invited_bodies.get(body__kind="property")
    token = make_link(guest, by=cast.east_director)
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=NOW - timedelta(days=200))

    page = Client().get(f"/i/{token}/")

    assert page.status_code == 410
    assert "这个链接过期了" in page.content.decode()
    with_answer = Client().post(f"/i/{token}/answer/", {"answer": "coming"})
    assert with_answer.status_code == 410


def test_the_secretary_writes_down_who_phoned_and_touches_nobody_else(cast, enter, called):
    meeting = called("committee")
    mine, other = row_of(meeting, cast.east_member), row_of(meeting, cast.east_second_member)
    answer(other, by=cast.east_second_member, reply=Reply(EXCUSED, "住院"), at=NOW)
    sent = {
        f"was-{mine.pk}": "|", f"answer-{mine.pk}": "coming", f"note-{mine.pk}": "",
        f"was-{other.pk}": "|", f"note-{other.pk}": "",
    }  # fmt: skip

    result = enter(cast.east_director).post(f"/meetings/{meeting.pk}/answers/", sent)

    assert result.status_code == 303
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.answer, other.answer) == (COMING, EXCUSED)


# Opening and signing in


def test_opening_draws_a_code_without_look_alikes(cast, opened):
    meeting = opened()

    assert len(meeting.code) == 4
    assert set(meeting.code) <= set(ALPHABET)


def test_a_meeting_is_not_opened_days_before_nor_twice_nor_by_a_member(cast, called, opened):
    with pytest.raises(Refused, match="还早"):
        open_meeting(called(starts_at=NOW + timedelta(days=3)), by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="主任"):
        open_meeting(called(), by=cast.east_member, at=NOW)
    with pytest.raises(Refused):
        open_meeting(opened(), by=cast.east_director, at=NOW)


def test_the_chair_may_open_and_what_was_opened_by_mistake_goes_back(cast, called):
    meeting = open_meeting(called(chair=cast.east_branch), by=cast.east_branch, at=NOW)

    meeting = close_doors(meeting, by=cast.east_director, at=NOW)

    assert (meeting.state, meeting.code) == ("planned", "")


def test_with_the_code_and_her_name_somebody_signs_in_in_any_width_and_case(cast, opened):
    meeting = opened()

    row = sign_in_by_code(f" {meeting.code.lower()} ", "王 桂珍", at=NOW)

    assert row.user_id == cast.east_member.pk
    assert (row.signed, row.arrived_at) == (Signed.CODE, NOW)


def test_a_deputy_signs_for_whom_she_comes(cast, opened):
    meeting = opened()
    guest = meeting.invited_bodies.get(body__kind="property")
    answer_for_body(guest, reply=Reply(SENDS, "刘经理"), at=NOW)

    assert sign_in_by_code(meeting.code, "刘经理", at=NOW).name == "陈工友"


def test_a_wrong_code_and_a_wrong_name_get_the_same_answer(cast, opened):
    meeting = opened()

    with pytest.raises(Refused) as wrong_name:
        sign_in_by_code(meeting.code, "没有这个人", at=NOW)
    with pytest.raises(Refused) as wrong_code:
        sign_in_by_code("2222" if meeting.code != "2222" else "3333", "王桂珍", at=NOW)

    assert wrong_name.value.reason == wrong_code.value.reason


def test_representatives_stand_by_group_and_groups_by_their_number(cast, called):
    for group in ("第十居民小组", "第二居民小组", "第一居民小组", "第七居民小组"):
        Seat.objects.create(
            committee=cast.east,
            board="representative",
            group=group,
            name=f"{group[1]}组的人",
            since=timezone.localdate(NOW) - timedelta(days=30),
        )

    seated = [name for name in names(called("representatives")) if name.endswith("组的人")]

    assert seated == ["一组的人", "二组的人", "七组的人", "十组的人"]


def test_who_is_signed_in_needs_not_type_her_own_name(cast, enter, opened):
    opened()

    page = enter(cast.east_member).get("/attend/").content.decode()

    assert f'value="{cast.east_member.name}"' in page
    assert cast.east_member.name not in Client().get("/attend/").content.decode()


def test_after_five_mistakes_the_page_waits_and_success_is_not_counted(cast, opened):
    meeting = opened()
    browser = Client()
    right = {"code": meeting.code, "name": "王桂珍"}

    assert [browser.post("/attend/", right).status_code for _ in range(7)] == [303] * 7
    for _ in range(5):
        browser.post("/attend/", {"code": "AAAA", "name": "王桂珍"})
    page = browser.post("/attend/", right)

    assert page.status_code == 422
    assert "试得太多了" in page.content.decode()


def test_at_an_open_meeting_residents_are_registered_and_the_number_entitled_is_asked(
    cast, enter, called
):
    meeting = called("residents", at=NOW - timedelta(days=9))
    director = enter(cast.east_director)

    assert "应到多少" in director.get(f"/meetings/{meeting.pk}/open/").content.decode()
    director.post(f"/meetings/{meeting.pk}/open/", {"entitled": "3"})
    meeting.refresh_from_db()
    sign_in_by_code(meeting.code, "路过居民", at=NOW)
    sign_in_by_code(meeting.code, "第二位", at=NOW)

    rows = list(meeting.attendees.select_related("body"))
    assert quorum_line(meeting, rows) == "应到 3，实到 2，可以开会（过半数是 2）"


def test_ticks_late_and_early_are_kept_and_an_old_page_undoes_nothing(cast, enter, opened):
    meeting = opened("committee")
    mine, other = row_of(meeting, cast.east_member), row_of(meeting, cast.east_second_member)
    tick(meeting, by=cast.east_director, stays={other.pk: Stay(NOW)}, signed=Signed.TICK, at=NOW)
    sent = {
        f"was-{mine.pk}": "||", f"here-{mine.pk}": "on",
        f"came-{mine.pk}": "14:20", f"left-{mine.pk}": "15点",
        f"was-{other.pk}": "||", f"came-{other.pk}": "", f"left-{other.pk}": "",
    }  # fmt: skip

    answered = enter(cast.east_second_member).post(f"/meetings/{meeting.pk}/attendance/", sent)

    assert answered.status_code == 303
    mine.refresh_from_db()
    other.refresh_from_db()
    assert f"{timezone.localtime(mine.arrived_at):%H:%M}" == "14:20"
    assert f"{timezone.localtime(mine.left_at):%H:%M}" == "15:00"
    assert other.arrived_at == NOW


def test_who_leaves_before_she_came_is_a_mistake(cast, opened):
    meeting = opened("committee")
    mine = row_of(meeting, cast.east_member)

    with pytest.raises(Refused, match="王桂珍：离会时间要晚于到会时间"):
        tick(
            meeting,
            by=cast.east_director,
            stays={mine.pk: Stay(NOW, NOW - timedelta(minutes=5))},
            signed=Signed.TICK,
            at=NOW,
        )


def test_the_quorum_line_and_the_parties_speak_in_words(cast, opened):
    KindRules.objects.filter(kind__key="joint").update(quorum="2/3")
    meeting = opened()
    rows = Attendee.objects.filter(meeting=meeting).exclude(user=cast.east_property)
    tick(
        meeting,
        by=cast.east_director,
        stays={row.pk: Stay(NOW) for row in rows},
        signed=Signed.PAPER,
        at=NOW,
    )

    rows = list(Attendee.objects.filter(meeting=meeting).select_related("body").order_by("pk"))
    assert quorum_line(meeting, rows) == "应到 7，实到 6，可以开会（三分之二是 5）"
    said = [party.words for party in parties(meeting, rows)]
    assert said == [
        "居委会 3", "居民区党组织 1", "社区工作站 1", "业委会 1", "物业服务企业（未到）",
    ]  # fmt: skip


def test_one_more_from_a_body_counts_at_the_joint_table_and_a_guest_listens(cast, opened):
    joint, usual = opened(), opened("committee")
    body = cast.east.bodies.get(kind="owners")

    one = walk_in(joint, by=cast.east_member, name="业委会小李", body=body, at=NOW)
    other = walk_in(usual, by=cast.east_member, name="社区民警", at=NOW)

    assert (one.capacity, other.capacity) == (Capacity.ATTENDS, Capacity.OBSERVES)


def test_the_street_reads_the_list_with_residents_masked_and_ticks_nobody(cast, enter, called):
    seats(cast.east, 1)
    meeting = called("representatives")
    clerk = enter(cast.clerk)

    page = clerk.get(f"/meetings/{meeting.pk}/attendance/").content.decode()

    assert "代表0" not in page
    assert "周桂英" in page
    assert clerk.post(f"/meetings/{meeting.pk}/attendance/", {}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    cast, enter, opened, count, django_assert_num_queries
):
    seats(cast.east, count)
    meeting = opened("representatives")
    director = enter(cast.east_director)

    with django_assert_num_queries(9):
        assert director.get(f"/meetings/{meeting.pk}/attendance/").status_code == 200
