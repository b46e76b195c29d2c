"""An election moves when everything is there; a date moves with a reason; it stops for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.reminders.actions import replan
from committees.reminders.models import Reminder
from committees.reminders.states import Rule
from elections.timetable.models import Election
from elections.timetable.moving import MOVED, advance, call_off, retime, tick
from elections.timetable.preflight import lines
from jiedao.common.errors import Conflict, Refused
from tests.elections.makers import a_body, an_election

TODAY = timezone.localdate()


@pytest.fixture
def election(cast):
    return an_election(cast.east)


def a_whole_body(cast, election):
    """Seven members; the head has her posting."""
    members = a_body(election)
    members[0].posting = cast.east_director.postings.get()
    members[0].save()


def test_an_open_line_is_named_and_nothing_moves(cast, election):
    with pytest.raises(Refused) as refused:
        advance(election, "body", by=cast.east_director, on=TODAY)

    assert refused.value.reason == (
        "还不能进入“选举委员会产生”：选举委员会要 7 到 9 人，现在 0 人；"
        "选举委员会主任还没有定，或者没有账号。"
    )
    election.refresh_from_db()
    assert election.stage == "preparing"


def test_with_everything_there_it_moves_and_the_step_is_done(cast, election):
    a_whole_body(cast, election)

    advance(election, "body", by=cast.east_director, on=TODAY)

    election.refresh_from_db()
    assert election.stage == "body"
    assert election.steps.get(code="body").done_on == TODAY
    assert AuditEntry.objects.get(act="election.advance").object_label == "选举委员会产生"


@pytest.mark.parametrize("who", ["east_member", "west_director", "clerk", "east_owners"])
def test_whoever_does_not_lead_it_moves_nothing(cast, election, who):
    a_whole_body(cast, election)

    with pytest.raises(Refused, match="由本居委会的选举委员会来走"):
        advance(election, "body", by=getattr(cast, who), on=TODAY)


def test_there_is_no_way_around_a_stage(cast, election):
    with pytest.raises(Refused, match="不能改成“投票”"):
        advance(election, "polling", by=cast.east_director, on=TODAY)


def test_a_page_that_is_older_than_the_last_move_gets_a_conflict(cast, election):
    a_whole_body(cast, election)
    seen = election.version
    advance(election, "body", by=cast.east_director, on=TODAY, version=seen)

    with pytest.raises(Conflict):
        advance(election, "registration", by=cast.east_director, on=TODAY, version=seen)


def test_other_slices_hear_of_every_move(cast, election):
    heard = []

    def follower(moved):
        heard.append(moved.election.stage)
        return ""

    MOVED.join(follower)
    a_whole_body(cast, election)
    advance(election, "body", by=cast.east_director, on=TODAY)

    assert heard == ["body"]
    MOVED._joined.remove(follower)


def test_every_line_says_where_it_is_mended(cast, election):
    assert all(line.url for line in lines(election, "body", TODAY) if not line.ok)


def test_the_street_stops_it_with_a_reason(cast, election):
    with pytest.raises(Refused, match="由街道终止"):
        call_off(election, by=cast.east_director, why="换时间", on=TODAY)
    with pytest.raises(Refused, match="为什么终止"):
        call_off(election, by=cast.clerk, why=" ", on=TODAY)

    call_off(election, by=cast.clerk, why="换时间", on=TODAY)

    assert Election.objects.get().called_off_why == "换时间"
    assert an_election(cast.east).pk


# Dates


def test_a_date_moves_with_its_reason(cast, election):
    step = election.steps.get(code="nomination")
    later = step.due_on + timedelta(days=1)

    moved = retime(step, to=later, why="会场有别的事", by=cast.clerk, on=TODAY)

    assert (moved.due_on, moved.moved_why) == (later, "会场有别的事")
    assert AuditEntry.objects.filter(act="election.retime").count() == 1


@pytest.mark.parametrize(
    ("who", "code", "why", "words"),
    [
        ("east_director", "nomination", "有事", "日程由街道来改"),
        ("clerk", "nomination", " ", "为什么改期"),
        ("clerk", "polling", "有事", "选举日不能单独改"),
    ],
)
def test_a_date_does_not_move_otherwise(cast, election, who, code, why, words):
    step = election.steps.get(code=code)

    with pytest.raises(Refused, match=words):
        retime(step, to=step.due_on, why=why, by=getattr(cast, who), on=TODAY)


def test_what_happens_on_paper_is_ticked_once(cast, election):
    step = election.steps.get(code="seals")
    tick(step, by=cast.east_director, on=TODAY)

    with pytest.raises(Refused, match="已经记过"):
        tick(step, by=cast.east_director, on=TODAY)
    with pytest.raises(Refused, match="平台自己记"):
        tick(election.steps.get(code="roll"), by=cast.east_director, on=TODAY)


# Reminders


def test_those_who_lead_hear_the_day_before_and_with_the_street_the_day_after(cast, election):
    step = election.steps.get(code="nomination")

    told = Reminder.objects.filter(object_id=step.pk, rule="election")
    assert set(told.values_list("recipient__name", flat=True)) == {"周桂英", "陆书平", "顾小琴"}
    assert set(told.values_list("words", flat=True)) == {"明天到期", "已经超期"}
    street = Reminder.objects.filter(object_id=step.pk, rule="election_street")
    assert list(street.values_list("recipient__name", "words")) == [("李敏", "已经超期")]


def test_nobody_is_reminded_of_a_rehearsal_or_of_a_day_that_passes_by_itself(cast):
    an_election(cast.west, rehearsal=True)
    assert not Reminder.objects.filter(rule="election").exists()

    election = an_election(cast.east)
    cut_off = election.steps.get(code="proxies")
    assert not Reminder.objects.filter(rule="election", object_id=cut_off.pk).exists()


def test_a_moved_date_moves_its_reminders_and_a_done_step_has_none(cast, election):
    step = election.steps.get(code="nomination")
    retime(step, to=step.due_on + timedelta(days=1), why="有事", by=cast.clerk, on=TODAY)
    days = Reminder.objects.filter(rule="election", object_id=step.pk).values_list("event_at")
    assert {timezone.localdate(at) for (at,) in days} == {step.due_on + timedelta(days=1)}

    seals = election.steps.get(code="seals")
    tick(seals, by=cast.east_director, on=TODAY)
    assert not Reminder.objects.filter(rule="election", object_id=seals.pk).exists()


def test_before_the_last_day_of_nominations_those_who_lead_hear_of_it_and_never_after(
    cast, election
):
    step = election.steps.get(code="nomination_end")

    told = Reminder.objects.filter(object_id=step.pk, object_type="elections.step")

    assert set(told.values_list("rule", "words")) == {("election", "明天到期")}
    assert "自荐和提名截止" in told.first().text
    replan(Rule.ELECTION, now=timezone.now())
    assert set(told.values_list("rule", "words")) == {("election", "明天到期")}
