"""From slots and people to a published month, and what happens when it changes."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.duty.drafting import complete_rota, copy_last_month, draft_rota, publish_rota
from casework.duty.leave import ask_leave
from casework.duty.models import Rota, RotaMember, Shift, SlotRule
from casework.duty.shifts import put_person, retime_shift
from casework.duty.slots import MemberLine, save_slot_rule, set_members, take_own_slots
from casework.duty.states import RotaState, Slot
from casework.duty.swaps import ask_swap
from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage, Reminder
from jiedao.common.errors import Conflict, Refused
from tests.casework.duty.conftest import NOW, TODAY, at

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def refusal(act, *args, **more) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return caught.value.reason


def journal() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


def texts_of(person) -> list[str]:
    rows = InboxMessage.objects.filter(recipient=person).order_by("pk")
    return list(rows.values_list("text", flat=True))


def reminded(shift) -> set:
    """Who will be reminded of the shift; news of a change is something else."""
    rows = Reminder.objects.filter(rule="duty", object_type="casework.shift", object_id=shift.pk)
    return set(rows.values_list("recipient_id", flat=True))


# Slots and people


def test_a_committee_takes_a_copy_of_the_street_s_slots_once(cast):
    first = take_own_slots(cast.east, by=cast.east_director)
    again = take_own_slots(cast.east, by=cast.east_director)

    assert [(rule.slot, rule.starts, rule.ends) for rule in first] == [
        ("morning", time(8, 30), time(11, 30)),
        ("holiday", time(9, 0), time(11, 0)),
        ("afternoon", time(13, 30), time(17, 0)),
    ]
    assert {rule.pk for rule in again} == {rule.pk for rule in first}
    assert journal() == ["duty.slots"]


def test_only_the_director_changes_slots_and_members(cast):
    rule = SlotRule(committee=cast.east, slot=Slot.NIGHT, starts=time(20), ends=time(8))
    line = MemberLine(cast.east_member, 1)

    for stranger in (cast.east_member, cast.west_director, cast.clerk, cast.east_branch):
        assert refusal(save_slot_rule, rule, by=stranger) == "排班由主任来定。"
        assert refusal(set_members, cast.east, [line], by=stranger, on=TODAY) == "排班由主任来定。"
    assert not SlotRule.objects.exclude(committee=None).exists()
    assert not RotaMember.objects.exists()


def test_who_is_taken_off_the_list_ends_the_day_before_and_may_come_back(ready):
    east, director = ready.east, ready.east_director
    stays = MemberLine(ready.east_member, 1, no_nights=True)

    set_members(east, [stays], by=director, on=TODAY)
    gone = RotaMember.objects.get(person=ready.east_second_member)
    assert gone.until == TODAY - timedelta(days=1)
    assert RotaMember.objects.get(person=ready.east_member).no_nights

    set_members(east, [MemberLine(ready.east_second_member, 2)], by=director, on=TODAY)
    gone.refresh_from_db()
    assert (gone.until, gone.since) == (None, TODAY)


# Drafting


def test_a_draft_fills_what_is_left_of_the_month(ready):
    rota = draft_rota(ready.east, NOVEMBER, by=ready.east_director, at=NOW)

    assert rota.state == RotaState.DRAFT
    assert rota.shifts.count() == 2 * 6  # 23 to 27 and 30 November, two slots a day
    assert not rota.shifts.filter(person=None).exists()
    assert min(rota.shifts.values_list("day", flat=True)) == TODAY
    assert not Reminder.objects.exists()
    assert "duty.draft" in journal()


def test_a_slot_that_began_today_is_not_drafted_any_more(ready):
    rota = draft_rota(ready.east, NOVEMBER, by=ready.east_director, at=at("9:00"))

    assert list(rota.shifts.filter(day=TODAY).values_list("slot", flat=True)) == ["afternoon"]


def test_drafting_again_replaces_the_draft(ready):
    draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)
    before = Shift.objects.count()

    draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)

    assert Shift.objects.count() == before
    assert Rota.objects.count() == 1


def test_a_draft_goes_around_leave_and_around_shifts_elsewhere(ready, made):
    east, away = ready.east, ready.east_member
    made(ready.east_director, date(2026, 12, 1), committee=ready.west)
    ask_leave(
        east,
        away,
        by=away,
        since=date(2026, 12, 7),
        until=date(2026, 12, 11),
        at=NOW,
    )

    rota = draft_rota(east, DECEMBER, by=ready.east_director, at=NOW)

    inside = rota.shifts.filter(day__gte=date(2026, 12, 7), day__lte=date(2026, 12, 11))
    assert away.pk not in inside.values_list("person_id", flat=True)
    first = rota.shifts.get(day=date(2026, 12, 1), slot=Slot.MORNING)
    assert first.person != ready.east_director


def test_what_earlier_months_asked_of_people_is_remembered(ready, made):
    for day in range(2, 7):
        made(ready.east_director, date(2026, 11, day))
        made(ready.east_second_member, date(2026, 11, day), Slot.AFTERNOON)

    rota = draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)

    counts = {
        person: rota.shifts.filter(person=person).count()
        for person in (ready.east_director, ready.east_member, ready.east_second_member)
    }
    assert counts[ready.east_member] - counts[ready.east_director] >= 4


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (date(2026, 10, 1), "这个月已经过去，不用再排。"),
        (date(2028, 1, 1), "最多提前一年排班。"),
    ],
)
def test_only_coming_months_are_drafted(ready, month, words):
    assert refusal(draft_rota, ready.east, month, by=ready.east_director, at=NOW) == words
    assert not Rota.objects.exists()


def test_without_people_there_is_no_draft_and_no_empty_rota(cast):
    words = refusal(draft_rota, cast.east, DECEMBER, by=cast.east_director, at=NOW)

    assert words == "先选好哪些人参加值班，再来排班。"
    assert not Rota.objects.exists()


def test_last_month_is_copied_by_weekday_and_the_rest_dealt_out(ready, made):
    made(ready.east_member, date(2026, 11, 3))  # the first Tuesday
    made(ready.east_member, date(2026, 11, 12), Slot.AFTERNOON)  # the second Thursday
    made(ready.stranger, date(2026, 11, 5))  # takes no part any more

    rota = copy_last_month(ready.east, DECEMBER, by=ready.east_director, at=NOW)

    of = {(one.day.day, one.slot): one.person for one in rota.shifts.select_related("person")}
    assert of[1, "morning"] == ready.east_member
    assert of[10, "afternoon"] == ready.east_member
    assert of[3, "morning"] not in (None, ready.stranger)
    assert None not in of.values()


def test_there_must_be_a_month_to_copy(ready):
    words = refusal(copy_last_month, ready.east, DECEMBER, by=ready.east_director, at=NOW)

    assert words == "11 月没有值班表，没法照着排，请用“生成草稿”。"


# Publishing


@pytest.fixture
def published(ready):
    draft = draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)
    return publish_rota(draft, by=ready.east_director, at=NOW)


def test_a_published_month_reminds_each_person_the_evening_before_and_an_hour_before(
    ready, published
):
    shift = published.shifts.select_related("person").first()
    rows = Reminder.objects.filter(rule="duty", object_type="casework.shift", object_id=shift.pk)

    assert {row.recipient for row in rows} == {shift.person}
    assert {row.due_at for row in rows} == {
        at("19:00", shift.day - timedelta(days=1)),
        shift.starts_at - timedelta(hours=1),
    }
    assert all("12月1日 星期二 上午 8:30–11:30，东苑居委会" in row.text for row in rows)
    assert rows[0].url == "/duty/?view=week&from=2026-12-01"
    assert not InboxMessage.objects.exists()
    assert journal()[-1] == "duty.publish"


@pytest.mark.parametrize("who", ["east_member", "west_director", "clerk"])
def test_only_the_director_publishes(ready, who):
    rota = draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)

    assert refusal(publish_rota, rota, by=getattr(ready, who), at=NOW) == "排班由主任来定。"
    rota.refresh_from_db()
    assert rota.state == RotaState.DRAFT


def test_nothing_is_published_twice_or_empty(ready, published):
    director = ready.east_director
    empty = Rota.objects.create(committee=ready.east, month=date(2027, 1, 1))

    assert "已经公布了" in refusal(publish_rota, published, by=director, at=NOW)
    assert "还没有排人" in refusal(publish_rota, empty, by=director, at=NOW)
    assert "已经公布" in refusal(draft_rota, ready.east, DECEMBER, by=director, at=NOW)


# Changing


def put(shift, person, by, **more):
    values = {"lead": None, "version": shift.version, "at": NOW, **more}
    return put_person(shift, by=by, person=person, **values)


def test_a_changed_published_shift_tells_those_affected_and_moves_the_reminders(ready, made):
    shift = made(ready.east_member, date(2026, 11, 25))

    put(shift, ready.east_second_member, ready.east_director)

    words = "值班有变动，11月25日 星期三 上午：原来王桂珍，现在赵国强。"
    assert texts_of(ready.east_member) == texts_of(ready.east_second_member) == [words]
    assert texts_of(ready.east_director) == texts_of(ready.east_branch) == []
    assert reminded(shift) == {ready.east_second_member.pk}


def test_a_cleared_seat_reminds_nobody(ready, made):
    shift = made(ready.east_member, date(2026, 11, 25))
    put(shift, ready.east_second_member, ready.east_director)
    shift.refresh_from_db()

    put(shift, None, ready.east_director, at=at("8:30"))

    assert reminded(shift) == set()
    assert texts_of(ready.east_second_member)[-1].endswith("原来赵国强，现在没有人。")


def test_a_changed_draft_tells_nobody(ready):
    rota = draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)
    shift = rota.shifts.filter(person=ready.east_member).first()

    put(shift, None, ready.east_director)

    shift.refresh_from_db()
    assert shift.person is None
    assert not InboxMessage.objects.exists()
    assert not Reminder.objects.exists()


def test_who_only_leads_is_changed_without_news(ready, made):
    shift = made(ready.east_member, date(2026, 11, 25))

    put(shift, ready.east_member, ready.east_director, lead=ready.east_director)

    shift.refresh_from_db()
    assert shift.lead == ready.east_director
    assert not InboxMessage.objects.exists()


def test_nobody_is_put_in_two_places_or_into_her_leave(ready, made):
    director, member = ready.east_director, ready.east_member
    made(member, date(2026, 11, 25))
    second_seat = made(None, date(2026, 11, 25), seat=2)
    night = made(None, date(2026, 11, 24), Slot.NIGHT)
    ask_leave(
        ready.east, member, by=member, since=date(2026, 11, 27), until=date(2026, 11, 27), at=NOW
    )
    on_leave = made(None, date(2026, 11, 27))
    night_into_leave = made(None, date(2026, 11, 26), Slot.NIGHT)

    assert refusal(put, second_seat, member, director) == "王桂珍 25 日上午已经值班。"
    put(night, member, director)  # ends at 8:00, before the morning of the 25th
    assert refusal(put, on_leave, member, director) == "王桂珍 27 日请假，请换一个人。"
    assert "请假" in refusal(put, night_into_leave, member, director)


def test_the_database_itself_refuses_a_person_twice_at_once(ready, made):
    made(ready.east_member, TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        made(ready.east_member, TODAY, committee=ready.west)
    with pytest.raises(IntegrityError), transaction.atomic():
        made(ready.east_second_member, TODAY)  # the same seat


def test_a_shift_that_began_to_be_worked_or_is_over_stays_as_it_is(ready, made):
    director = ready.east_director
    over = made(ready.east_member, date(2026, 11, 20))
    running = made(ready.east_member, TODAY, checked_in_at=at("8:15"))

    assert refusal(put, over, None, director) == "这一班已经过去，不能再改。"
    assert "请用“接替”" in refusal(put, running, None, director)


def test_the_second_of_two_savers_sees_the_conflict(ready, made):
    shift = made(ready.east_member, date(2026, 11, 25))
    old_version = shift.version
    put(shift, ready.east_second_member, ready.east_director)

    with pytest.raises(Conflict) as caught:
        put(shift, None, ready.east_director, version=old_version)

    assert caught.value.current.person == ready.east_second_member


def retime(shift, by, starts=time(14), ends=time(16), when=NOW):
    return retime_shift(shift, by=by, starts=starts, ends=ends, version=shift.version, at=when)


def test_other_hours_move_reminders_and_the_open_swap_stays_with_the_shift(ready, made):
    shift = made(ready.east_member, date(2026, 11, 25))
    swap = ask_swap(shift, by=ready.east_member, taker=ready.east_second_member, at=NOW)

    retime(shift, ready.east_director)

    shift.refresh_from_db()
    swap.refresh_from_db()
    assert (shift.starts_at, swap.state, swap.shift) == (at("14:00", shift.day), "asked", shift)
    ahead = Reminder.objects.filter(rule="duty")
    assert {row.event_at for row in ahead} == {shift.starts_at}
    assert texts_of(ready.east_member)[-1] == (
        "值班有变动，11月25日 星期三 上午：原来8:30–11:30，现在14:00–16:00。"
    )


def test_hours_that_are_gone_or_taken_are_refused(ready, made):
    director = ready.east_director
    shift = made(ready.east_member, TODAY)
    made(ready.east_member, TODAY, Slot.AFTERNOON)
    late = at("11:00")

    assert "已经过去" in refusal(retime, shift, director, time(8), time(10), late)
    assert "23 日下午已经值班" in refusal(retime, shift, director, time(14), time(16))


def test_places_that_a_new_slot_asks_for_are_added_to_the_published_month(ready, made):
    rota = draft_rota(ready.east, DECEMBER, by=ready.east_director, at=NOW)
    publish_rota(rota, by=ready.east_director, at=NOW)
    assert refusal(complete_rota, rota, by=ready.east_director, at=NOW) == "没有缺的班次。"
    before = rota.shifts.count()
    evening = SlotRule(committee=ready.east, slot=Slot.OFF_PEAK, starts=time(17), ends=time(18))
    save_slot_rule(evening, by=ready.east_director)
    retime(rota.shifts.first(), ready.east_director)  # moved hours lack nothing

    added = complete_rota(rota, by=ready.east_director, at=NOW)

    assert added == 23  # working days of December 2026
    assert rota.shifts.count() == before + added
    new = rota.shifts.filter(slot=Slot.OFF_PEAK, person=ready.east_member).first()
    assert reminded(new) == {ready.east_member.pk}
    assert any("原来没有这一班" in text for text in texts_of(ready.east_member))
