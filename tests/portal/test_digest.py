"""The morning list: today, late, soon; one a day for whoever has something on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.duty.models import Rota, Shift
from committees.delivery import digest
from committees.delivery.digest import MOST_LINES, Heading, Line, full_text, morning_digest
from committees.delivery.heartbeat import last_beat
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.rules import SHANGHAI
from committees.reminders.states import Channel, Rule
from committees.tasks import morning_digest_of_today
from tests.committees.reminders.conftest import clock
from tests.gatherings import a_meeting

SEVEN = clock("2026-11-23T07:00")


def shift(cast, state="published"):
    rota = Rota.objects.create(committee=cast.east, month=SEVEN.date().replace(day=1), state=state)
    starts = clock("2026-11-23T08:30")
    return Shift.objects.create(
        committee=cast.east,
        rota=rota,
        day=starts.date(),
        slot="morning",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        person=cast.east_director,
    )


def meeting(cast, state="planned"):
    return a_meeting(
        cast.east,
        title="小区联席会议",
        starts_at=clock("2026-11-23T14:00"),
        place="二楼会议室",
        convened_by=cast.east_director,
        state=state,
    )


def case(cast, number, day, **changes):
    values = {
        "committee": cast.east,
        "year": 2026,
        "number": number,
        "title": "7 号楼漏水",
        "kind": "issue",
        "owner": cast.east_director,
        "opened_by": cast.east_director,
        "due_on": clock(day).date(),
    }
    return Case.objects.create(**{**values, **changes})


def list_of(person):
    return InboxMessage.objects.get(recipient=person)


def test_the_director_reads_shift_meeting_and_cases_in_one_message(cast):
    shift(cast)
    meeting(cast)
    case(cast, 31, "2026-11-21")
    case(cast, 32, "2026-11-23")
    case(cast, 33, "2026-11-26")
    case(cast, 34, "2026-11-27")

    morning_digest(SEVEN)

    message = list_of(cast.east_director)
    assert message.text == "今天 3 件，超期 1 件，快到期 1 件"
    assert message.body == (
        "今天\n"
        "· 8:30–11:30 上午值班\n"
        "· 下午 2:00 小区联席会议，二楼会议室\n"
        "· 事项 26-32 今天到期\n\n"
        "超期\n· 事项 26-31 超 2 天\n\n"
        "快到期\n· 事项 26-33 还有 3 天"
    )
    assert message.url == "/today/"


def test_what_a_case_is_about_stays_in_the_house(cast):
    case(cast, 31, "2026-11-21", title="张阿婆家漏水")

    morning_digest(SEVEN)

    assert "张阿婆" not in list_of(cast.east_director).body


def test_who_has_nothing_today_gets_nothing(cast):
    shift(cast, state="draft")
    meeting(cast, state="cancelled")
    case(cast, 31, "2026-11-21", state="closed", closed_at=timezone.now())

    assert morning_digest(SEVEN) == 0
    assert not InboxMessage.objects.exists()


def test_the_list_of_a_committee_reaches_its_people_and_nobody_else(cast):
    meeting(cast)

    morning_digest(SEVEN)

    told = set(InboxMessage.objects.values_list("recipient__name", flat=True))
    assert told == {"周桂英", "王桂珍", "赵国强", "陆书平", "顾小琴"}


def test_the_list_comes_once_a_day_however_often_the_job_runs(cast, time_machine):
    meeting(cast)
    time_machine.move_to(SEVEN, tick=False)

    morning_digest_of_today()
    morning_digest_of_today()
    time_machine.move_to(SEVEN + timedelta(minutes=5), tick=False)
    morning_digest_of_today()

    assert InboxMessage.objects.filter(recipient=cast.east_director).count() == 1
    assert last_beat("digest") == SEVEN


def test_a_round_that_died_half_way_goes_on_where_it_stopped(cast):
    meeting(cast)
    morning_digest(SEVEN)
    lost = Reminder.objects.filter(rule=Rule.DIGEST, recipient=cast.east_member)
    InboxMessage.objects.filter(reminder__in=lost).delete()
    lost.delete()

    assert morning_digest(SEVEN + timedelta(minutes=5)) == 1
    assert InboxMessage.objects.filter(recipient=cast.east_director).count() == 1
    assert InboxMessage.objects.filter(recipient=cast.east_member).count() == 1


@pytest.mark.parametrize(("hour", "comes"), [(6, False), (7, True), (11, True), (12, False)])
def test_it_comes_from_seven_and_after_an_outage_before_noon(cast, hour, comes):
    meeting(cast)

    told = morning_digest(SEVEN.replace(hour=hour))

    assert (told is not None) == comes


def test_who_wants_email_gets_the_list_by_email_too(cast):
    cast.east_director.email, cast.east_director.reminded_by = "zhou@example.org", "email"
    cast.east_director.save()
    shift(cast)

    morning_digest(SEVEN)

    letter = Reminder.objects.get(rule=Rule.DIGEST, channel=Channel.EMAIL)
    assert "上午值班" in letter.body


def test_a_long_list_names_the_first_and_counts_the_rest():
    lines = [Line(Heading.LATE, f"事项 {number}") for number in range(MOST_LINES + 3)]

    text = full_text(lines)

    assert text.splitlines()[-1] == "· 还有 3 件"
    assert len(text.splitlines()) == MOST_LINES + 2


def test_sources_are_registered_once(cast):
    from jiedao.portal.digest import register

    before = list(digest.SOURCES)
    register()

    assert before == digest.SOURCES
    assert len(before) >= 3
    assert SEVEN.tzinfo == SHANGHAI
