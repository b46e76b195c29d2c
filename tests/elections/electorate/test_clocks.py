"""Objections and complaints: whoever must decide hears of the last day, in the act's own moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.people.models import Posting
from committees.reminders.models import Reminder
from elections.electorate.clocks import follow_election
from elections.electorate.models import Objection
from elections.electorate.objecting import Remedy, Words, decide_objection, file_objection
from elections.results.challenging import answer_challenge, file_challenge
from elections.timetable.models import Step
from elections.timetable.moving import Moved, call_off
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def election(cast):
    """The roll hangs since yesterday."""
    return hung(an_election(cast.east, stage="roll"))


def hung(election):
    Step.objects.filter(election=election, code="roll").update(done_on=TODAY - timedelta(days=1))
    return election


def filed(cast, election) -> Objection:
    words = Words("add", "王桂珍", "漏了", "邻居", TODAY)
    return file_objection(election, words, by=cast.east_member, today=TODAY)


def told(thing):
    label = thing._meta.label_lower
    rows = Reminder.objects.filter(object_id=thing.pk, object_type=label).exclude(state="moved")
    return set(rows.values_list("rule", "recipient__name", "words"))


LEADING = {"周桂英", "陆书平", "顾小琴"}
WHOLE = {("election", name, words) for name in LEADING for words in ("明天到期", "已经超期")} | {
    ("election_street", "李敏", "已经超期")
}


def test_an_objection_reminds_those_who_lead_before_its_last_day_and_the_street_after(
    cast, election
):
    objection = filed(cast, election)

    assert told(objection) == WHOLE
    row = Reminder.objects.filter(object_type="elections.objection", rule="election").first()
    assert timezone.localdate(row.event_at) == objection.due_on
    assert row.url == f"/e/{election.key}/objections/{objection.pk}/"
    assert row.text.startswith("东苑居委会选举：一条对名单的申诉要有答复（")
    assert "王桂珍" not in row.text


def test_once_decided_nobody_is_reminded(cast, election):
    objection = filed(cast, election)

    decide_objection(
        objection,
        "refused",
        "查过了",
        Remedy(),
        by=cast.east_director,
        at=timezone.now(),
        on=TODAY,
    )

    assert told(objection) == set()


def test_nobody_is_reminded_of_a_rehearsal(cast):
    election = hung(an_election(cast.east, stage="roll", rehearsal=True))

    assert told(filed(cast, election)) == set()


def test_of_an_election_that_was_called_off_nobody_hears(cast, election):
    objection = filed(cast, election)

    call_off(election, by=cast.clerk, why="名单要重做", on=TODAY)

    assert told(objection) == set()


def test_whoever_leads_after_a_move_hears_of_what_is_open(cast, election):
    objection = filed(cast, election)
    Posting.objects.filter(user=cast.east_branch).update(until=TODAY - timedelta(days=1))

    follow_election(Moved(election, cast.east_director, TODAY))

    assert {name for _, name, _ in told(objection)} == (LEADING | {"李敏"}) - {
        cast.east_branch.name
    }


def test_a_complaint_has_its_clock_too_and_an_answer_stops_it(cast, election):
    row = file_challenge(
        election, by=cast.east_member, filed_by="居民", words="唱票听不清", on=TODAY
    )
    assert told(row) == WHOLE

    answer_challenge(row, by=cast.east_director, answer="refused", reason="有录音", on=TODAY)

    assert told(row) == set()
