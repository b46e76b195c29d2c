"""敲门没人应 (R2): it opens at once, goes round, and ends in somebody's words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.undoing import take_back_entry
from casework.knocks.actions import call_off, reopen, write_seen, write_step
from casework.knocks.ladder import rungs_of
from casework.knocks.models import Knock
from casework.knocks.rules import alarming, nearest_first, seen_fits
from casework.log.actions import edit_entry, remove_entry, restore_entry, write_entry
from casework.log.rules import EntryWords
from committees.delivery.sending import send_due
from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import Rule, State
from committees.residents.models import Resident, ResidentsGroup
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from tests.casework.care import contact, label
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def home(cast):
    """刘桂芳 lives alone at 3-502."""
    made = move_in(cast.east, "3-502", "刘桂芳", phone="10000000031")
    label(made, by=cast.east_member)
    return made


def knock_at(cast, home, *, nobody=True, by=None, days=0, at=NOW):
    words = EntryWords(
        "home", "", "" if nobody else "身体好", TODAY - timedelta(days=days), nobody_home=nobody
    )
    return write_entry(cast.east, by=by or cast.east_member, words=words, household=home, at=at)


def opened(cast, home, **more):
    knock = knock_at(cast, home, **more).knock
    assert knock is not None
    return knock


# Opening


@pytest.mark.parametrize(
    ("knocked", "met", "wanted"),
    [(0, None, True), (0, 5, True), (3, 3, True), (3, 2, False), (0, 0, True)],
)
def test_a_closed_door_alarms_unless_she_was_met_on_a_later_day(knocked, met, wanted):
    met_on = None if met is None else TODAY - timedelta(days=met)
    assert alarming(TODAY - timedelta(days=knocked), met_on) is wanted


def test_it_opens_in_the_act_that_writes_the_visit(cast, home):
    entry = knock_at(cast, home)
    knock = Knock.objects.get()
    assert entry.knock == knock
    assert (knock.state, knock.resident.name, knock.opened_by) == (
        "open",
        "刘桂芳",
        cast.east_member,
    )
    assert AuditEntry.objects.filter(act="knocks.open").count() == 1


@pytest.mark.parametrize("key", ["lives-alone", "childless-elder", "aged", "cannot-manage"])
def test_every_kind_of_the_table_that_says_so_alarms(cast, key):
    made = move_in(cast.east, "4-101", "张慧芳")
    label(made, key, by=cast.east_member)
    assert opened(cast, made).is_open


def test_nobody_with_such_a_label_opens_nothing(cast):
    plain = move_in(cast.east, "4-101", "张慧芳")
    label(plain, "minimum-living", by=cast.east_member)
    assert knock_at(cast, plain).knock is None


def test_an_opened_door_opens_nothing(cast, home):
    assert knock_at(cast, home, nobody=False).knock is None


@pytest.mark.parametrize("ends", ["label", "person"])
def test_a_label_that_is_over_or_somebody_who_left_opens_nothing(cast, home, ends):
    person = home.residents.get()
    if ends == "label":
        person.labels.update(until=TODAY - timedelta(days=1))
    else:
        Resident.objects.filter(pk=person.pk).update(departed_on=TODAY, departure="died")
    assert knock_at(cast, home).knock is None


def test_a_visit_written_late_alarms_unless_she_was_met_since(cast, home):
    knock_at(cast, home, nobody=False, days=1)
    assert knock_at(cast, home, days=3).knock is None
    assert knock_at(cast, home, days=1).knock is not None


def test_a_second_closed_door_belongs_to_the_same_alarm(cast, home):
    first, second = opened(cast, home), opened(cast, home, by=cast.east_director)
    assert first == second
    assert Knock.objects.count() == 1


def test_the_whole_committee_hears_of_it_at_once_and_nothing_private_leaves_the_house(cast, home):
    opened(cast, home)
    heard = InboxMessage.objects.values_list("recipient", flat=True)
    working = {cast.east_director, cast.east_member, cast.east_second_member}
    assert {one.pk for one in working} | {cast.east_branch.pk, cast.east_station.pk} == set(heard)
    text = InboxMessage.objects.first().text
    assert "刘" not in text
    assert "502" not in text


def test_director_then_street_are_told_even_at_night(cast, home):
    night = NOW.astimezone(timezone.get_current_timezone()).replace(hour=22, minute=0)
    opened(cast, home, at=night)
    due = dict(
        Reminder.objects.filter(rule__in=[Rule.KNOCK, Rule.KNOCK_STREET], step__endswith="m")
        .order_by("due_at")
        .values_list("rule", "due_at")
        .reverse()
    )
    assert due == {
        "knock": night + timedelta(minutes=15),
        "knock_street": night + timedelta(minutes=60),
    }
    send_due(night + timedelta(minutes=61))
    director = InboxMessage.objects.filter(recipient=cast.east_director)
    clerk = InboxMessage.objects.filter(recipient=cast.clerk)
    assert director.count() == 3
    assert "一个小时了，还没见到本人" in clerk.get().text
    assert clerk.get().url == "/street/knocks/"


# Asking on


def test_a_call_is_one_line_with_its_time(cast, home):
    knock = opened(cast, home)
    step = write_step(
        knock,
        by=cast.east_director,
        rung="contact",
        whom="王丽（女儿）",
        outcome="no_answer",
        at=NOW,
    )
    assert (step.at, step.by, step.get_outcome_display()) == (NOW, cast.east_director, "没人接")
    assert Knock.objects.get().is_open


def test_a_line_that_says_nothing_is_refused(cast, home):
    with pytest.raises(Refused, match="别的情况"):
        write_step(opened(cast, home), by=cast.east_member, rung="other", words=" ", at=NOW)


def test_strangers_write_nothing(cast, home):
    knock = opened(cast, home)
    for act in (
        lambda: write_step(knock, by=cast.west_member, rung="phone", outcome="reached", at=NOW),
        lambda: write_seen(knock, by=cast.clerk, who="我", how="好", seen_at=NOW, at=NOW),
        lambda: call_off(knock, by=cast.west_director, words="好", at=NOW),
    ):
        with pytest.raises(Refused, match="不在这个居委会"):
            act()


def test_the_ladder_offers_everybody_in_order(cast, home, django_assert_num_queries):
    contact(home.residents.get(), "王丽", "女儿", "10000000032")
    move_in(cast.east, "3-501", "陈大有", phone="10000000033")
    move_in(cast.east, "3-503", "周文")
    move_in(cast.east, "3-509", "远邻")
    home.dwelling.building.dwellings.update(floor=5)
    group = ResidentsGroup.objects.create(
        committee=cast.east, name="第一小组", leader_name="孙组长", leader_phone="10000000034"
    )
    home.dwelling.building.dwellings.update(group=group)
    PartnerBody.objects.filter(committee=cast.east, kind="property").update(
        night_phone="021-0000 0099"
    )
    knock = Knock.objects.select_related("household__dwelling__group__leader").get(
        pk=opened(cast, home).pk
    )
    step = write_step(
        knock, by=cast.east_member, rung="contact", whom="王丽（女儿）", outcome="no_answer", at=NOW
    )
    with django_assert_num_queries(5):
        rungs = rungs_of(knock, [step])
    assert [(row.rung.value, [(one.whom, one.dial) for one in row.people]) for row in rungs] == [
        ("phone", [("刘桂芳", "10000000031")]),
        ("contact", [("王丽（女儿）", "10000000032")]),
        ("leader", [("孙组长（第一小组楼组长）", "10000000034")]),
        ("neighbour", [("陈大有（501 室）", "10000000033"), ("周文（503 室）", "")]),
        ("property", [("东苑物业公司（夜间）", "02100000099")]),
        ("rescue", [("110（报警）", "110"), ("120（急救）", "120")]),
    ]
    assert [one.asked for row in rungs for one in row.people] == [0, 1, 0, 0, 0, 0, 0, 0]


def test_the_nearest_doors_come_first():
    assert sorted(["509", "501", "503"], key=lambda room: nearest_first("502", room)) == [
        "501",
        "503",
        "509",
    ]


# The end


def test_seen_takes_it_off_and_everybody_learns(cast, home):
    knock = opened(cast, home)
    write_seen(knock, by=cast.east_member, who="王桂珍", how="买菜去了", seen_at=NOW, at=NOW)
    knock.refresh_from_db()
    assert (knock.state, knock.seen_by, knock.words) == ("seen", "王桂珍", "买菜去了")
    waiting = Reminder.objects.filter(rule__in=[Rule.KNOCK, Rule.KNOCK_STREET])
    assert not waiting.filter(state=State.WAITING).exists()
    told = InboxMessage.objects.filter(recipient=cast.east_director).order_by("-pk").first()
    assert "见到本人" in told.text


def test_the_street_that_was_alarmed_learns_that_it_is_over(cast, home):
    knock = opened(cast, home)
    send_due(NOW + timedelta(minutes=61))
    later = NOW + timedelta(minutes=70)
    write_seen(knock, by=cast.east_member, who="我", how="好", seen_at=later, at=later)
    assert "见到本人" in InboxMessage.objects.filter(recipient=cast.clerk).last().text


@pytest.mark.parametrize(
    ("shift", "sentence"),
    [(timedelta(hours=1), "不能晚于现在"), (timedelta(days=-2), "不能早于敲门那天")],
)
def test_she_cannot_be_seen_before_the_knock_or_tomorrow(shift, sentence):
    assert sentence in seen_fits(NOW + shift, NOW, TODAY).reason


@pytest.mark.parametrize(("who", "how"), [("", "好"), ("王桂珍", " ")])
def test_who_and_how_must_be_said(cast, home, who, how):
    knock = opened(cast, home)
    with pytest.raises(Refused, match="请写"):
        write_seen(knock, by=cast.east_member, who=who, how=how, seen_at=NOW, at=NOW)
    assert Knock.objects.get().is_open


def test_a_false_alarm_is_ended_in_words_and_kept(cast, home):
    knock = opened(cast, home)
    with pytest.raises(Refused, match="怎么回事"):
        call_off(knock, by=cast.east_member, words="", at=NOW)
    call_off(knock, by=cast.east_member, words="本人接了电话，在女儿家", at=NOW)
    assert Knock.objects.get().get_state_display() == "不用找了"


def test_what_is_over_takes_no_more_lines(cast, home):
    knock = opened(cast, home)
    call_off(knock, by=cast.east_member, words="在女儿家", at=NOW)
    with pytest.raises(Refused, match="王桂珍已经写了“不用找了”"):
        write_seen(knock, by=cast.east_director, who="我", how="好", seen_at=NOW, at=NOW)


def test_the_end_is_undone_the_same_day_and_what_was_said_stays(cast, home):
    knock = opened(cast, home)
    write_seen(knock, by=cast.east_member, who="王桂珍", how="好", seen_at=NOW, at=NOW)
    with pytest.raises(Refused, match="当天"):
        reopen(knock, by=cast.east_member, at=NOW + timedelta(days=1))
    reopen(knock, by=cast.east_director, at=NOW)
    knock.refresh_from_db()
    assert (knock.state, knock.ended_by) == ("open", None)
    assert "撤销了“见到本人”（王桂珍，好）" in knock.steps.get().words
    assert Reminder.objects.filter(rule=Rule.KNOCK, state=State.WAITING).exists()


def test_a_door_with_a_newer_alarm_is_not_opened_twice(cast, home):
    knock = opened(cast, home)
    call_off(knock, by=cast.east_member, words="在女儿家", at=NOW)
    opened(cast, home)
    with pytest.raises(Refused, match="又在找人"):
        reopen(knock, by=cast.east_member, at=NOW)


# The visit is taken back or written in other words


def test_undo_of_the_visit_takes_an_untouched_alarm_along(cast, home):
    entry = knock_at(cast, home)
    take_back_entry(entry, by=cast.east_member, at=NOW)
    assert Knock.objects.get().state == "withdrawn"
    restore_entry(entry, by=cast.east_member, at=NOW)
    assert [one.state for one in Knock.objects.order_by("pk")] == ["withdrawn", "open"]


def test_undo_leaves_an_alarm_on_which_something_was_written(cast, home):
    entry = knock_at(cast, home)
    write_step(entry.knock, by=cast.east_director, rung="phone", outcome="no_answer", at=NOW)
    remove_entry(entry, by=cast.east_member, at=NOW)
    assert Knock.objects.get().is_open


def test_undo_leaves_an_alarm_to_which_another_visit_belongs(cast, home):
    first = knock_at(cast, home)
    knock_at(cast, home)
    remove_entry(first, by=cast.east_member, at=NOW)
    assert Knock.objects.get().is_open


def edit(cast, entry, home, *, nobody):
    words = EntryWords("home", "", "说了几句", TODAY, nobody_home=nobody)
    return edit_entry(
        entry, by=cast.east_member, version=entry.version, words=words, household=home, at=NOW
    )


def test_a_visit_that_becomes_a_closed_door_alarms_and_back_again_withdraws(cast, home):
    entry = edit(cast, knock_at(cast, home, nobody=False), home, nobody=True)
    assert entry.knock.is_open
    edit(cast, entry, home, nobody=False)
    assert Knock.objects.get().state == "withdrawn"


def test_other_words_for_the_same_closed_door_change_no_alarm(cast, home):
    entry = knock_at(cast, home)
    call_off(entry.knock, by=cast.east_member, words="在女儿家", at=NOW)
    edit(cast, entry, home, nobody=True)
    assert Knock.objects.get().state == "called_off"


def test_another_door_takes_the_alarm_to_itself(cast, home):
    other = move_in(cast.east, "4-101", "张慧芳")
    label(other, "aged", by=cast.east_member)
    edit(cast, knock_at(cast, home), other, nobody=True)
    assert {(one.household, one.state) for one in Knock.objects.all()} == {
        (home, "withdrawn"),
        (other, "open"),
    }
