"""Between the count and its publication nobody outside the counting team finds a trace of it:
no name that only the voters' pens know, no figure, no page (E8, CONTRACTS)."""

import io
import zipfile

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.notices.models import Notice
from committees.reach.states import Role
from elections.candidates.models import OnBallot
from elections.counting.models import Batch
from elections.counting.opening import open_boxes
from elections.counting.rules import Entry
from elections.counting.tallying import Typed, claim, close_sheet
from elections.desk.facts import facts_of
from elections.results.finishing import finish_count, publish, sign
from elections.results.next_rounds import open_next_round
from elections.timetable.announcements import ANNOUNCEMENTS
from elections.timetable.announcing import draft_announcement
from elections.timetable.models import Announcement
from tests.elections.polling import (
    CLEAR,
    Poll,
    a_person,
    at_the_count,
    batches,
    close,
    count_alike,
    hand_out,
    opened,
    put_on_the_wall,
    votes_of,
)

pytestmark = pytest.mark.django_db

PEN = "欧阳笔"
"""On the roll, on no list: only whoever counts has read this name."""
SHOWN = (
    "",
    "desk/",
    "timetable/",
    "notices/",
    "officials/",
    "body/",
    "candidates",
    "nominations/",
    "ballot/",
    "ballot/sample/",
    "stations/",
    "seals/",
    "challenges/",
    "results",
)
HIDDEN = ("sheet.json", "archive.zip", "certificates/", "report/")
COUNTING = ("opening/", "count/", "count/1/", "settle/1/", "wall/", "result/", "recheck/")
OUTSIDE = ("clerk", "leader", "east_director", "east_member", "east_branch", "east_station")


@pytest.fixture
def poll(cast) -> Poll:
    """Agreed, on the wall and signed as far as the result; not published."""
    poll = at_the_count(cast.east, roll=60, issued=50)
    pen = poll.voters[-1]
    pen.name = PEN
    pen.save()
    votes, contest = votes_of(poll, **CLEAR), poll.lines["chair"][0].contest_id
    votes |= {(contest, poll.lines["chair"][0].pk): 33}
    (batch,) = batches(poll)
    for teller in poll.tellers:
        typed = Typed(Entry(votes), written={(contest, pen.pk): 7})
        close_sheet(claim(batch, by=teller), by=teller, typed=typed)
    line = OnBallot.objects.get(written_in=True)
    put_on_the_wall(poll, votes | {(contest, line.pk): 7})
    finish_count(poll.round, by=poll.scrutineer, at=timezone.now())
    return poll.fresh()


def everything(client, poll) -> str:
    """All that this person can read of the election, in one text."""
    pages = [client.get(f"/e/{poll.election.key}/{page}") for page in SHOWN]
    assert pages[0].status_code == 200
    return "".join(page.content.decode() for page in pages if page.status_code == 200)


def test_the_counting_team_reads_it(poll, enter):
    page = enter(poll.head).get(f"/e/{poll.election.key}/result/").content.decode()

    assert PEN in page
    assert ">33<" in page.replace(" 票", "")


@pytest.mark.parametrize("who", OUTSIDE)
def test_whoever_does_not_count_finds_no_trace(cast, poll, enter, who):
    client = enter(getattr(cast, who))

    found = everything(client, poll)

    assert PEN not in found
    assert "33 票" not in found
    assert poll.election.rounds.get().result.sha256 not in found
    for page in (*HIDDEN, *COUNTING):
        answer = client.get(f"/e/{poll.election.key}/{page}")
        assert answer.status_code in (403, 404), page
        assert PEN not in answer.content.decode()


def test_nor_do_residents_and_the_issuer(cast, poll, enter, client):
    for person in (client, enter(poll.issuer), enter(cast.stranger)):
        found = "".join(
            person.get(f"/e/{poll.election.key}/{page}", follow=True).content.decode()
            for page in (*SHOWN, *HIDDEN, *COUNTING)
        )
        assert PEN not in found
        assert "33 票" not in found


def test_the_journal_knows_batches_and_no_name(poll):
    assert AuditEntry.objects.filter(act="results.finish").exists()
    assert not AuditEntry.objects.filter(object_label__contains=PEN).exists()


def test_a_teller_reads_her_own_sheet_and_no_total(poll, enter):
    teller = enter(poll.tellers[0])

    assert teller.get(f"/e/{poll.election.key}/result/").status_code in (403, 404)
    assert teller.get(f"/e/{poll.election.key}/wall/").status_code in (403, 404)


def test_a_teller_of_another_committee_reads_nothing(cast, poll, enter):
    stranger = enter(a_person("外来", Role.TELLER, cast.west))

    for page in (*HIDDEN, *COUNTING):
        assert stranger.get(f"/e/{poll.election.key}/{page}").status_code in (403, 404), page


@pytest.mark.parametrize("known", ANNOUNCEMENTS, ids=lambda one: one.number)
def test_no_notice_drafted_now_says_anything_of_it(cast, poll, known):
    now = timezone.now()
    facts = facts_of(poll.election, known.number)

    made = draft_announcement(poll.election, known.number, facts, by=cast.east_director, at=now)

    assert PEN not in made.notice.body
    assert "33 票" not in made.notice.body


def test_while_a_run_off_is_counted_papers_of_the_first_round_say_nothing_of_it(cast, enter):
    """The first round is out; the second is counted."""
    poll = at_the_count(cast.east, roll=60, issued=50)
    entry = votes_of(poll, **CLEAR | {"member": [45, 43, 20, 12]})
    for batch in batches(poll):
        count_alike(poll, batch, Entry(entry))
    Batch.objects.update(way="single")
    put_on_the_wall(poll, entry)
    now, today = timezone.now(), timezone.localdate()
    result = finish_count(poll.round, by=poll.scrutineer, at=now)
    for person in (poll.scrutineer, poll.head):
        sign(result, by=person, at=now)
    publish(result, by=poll.head, at=now)
    open_next_round(result, by=poll.head, polling_on=today, on=today)
    poll = poll.fresh()
    lines = list(poll.round.contests.get().lines.order_by("order"))
    poll.lines, poll.stations = {"member": lines}, list(poll.round.stations.order_by("pk"))
    opened(poll)
    hand_out(poll, 40)
    close(poll)
    boxes = {station.pk: 20 for station in poll.stations}
    open_boxes(poll.round, by=poll.scrutineer, collected=boxes)
    entry = votes_of(poll, member=[29, 11])
    for batch in batches(poll.fresh()):
        count_alike(poll, batch, Entry(entry))
    put_on_the_wall(poll, entry)
    finish_count(poll.round, by=poll.scrutineer, at=now)

    clerk = enter(cast.clerk)
    bundle = clerk.get(f"/e/{poll.election.key}/archive.zip").content
    with zipfile.ZipFile(io.BytesIO(bundle)) as file:
        names = file.namelist()
        whole = b"".join(file.read(name) for name in names).decode()

    assert not [name for name in names if name.startswith("第2次投票")]
    assert ",29" not in whole
    assert "29 票" not in everything(clerk, poll)
    assert Announcement.objects.get(number="16").notice == Notice.objects.get(state="released")
