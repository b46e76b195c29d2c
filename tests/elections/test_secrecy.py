"""No way from a voter to a ballot: in tables, keys, times, journal, submissions (E4)."""

import uuid
from collections import deque

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse

from committees.journal.models import AuditEntry
from committees.submissions.models import Draft, Submission
from elections.counting.models import Paper, PaperMark, SheetLine
from elections.counting.rules import Entry
from elections.counting.tallying import Marked, claim, close_papers, count_again, save_paper
from tests.elections.polling import (
    CLEAR,
    at_the_count,
    batches,
    count_alike,
    finished,
    published,
    votes_of,
)

VOTERS_SIDE = (
    "elections.Voter",
    "elections.Issued",
    "elections.Proxy",
    "elections.MobileListing",
    "elections.DoubleIssue",
)
COUNTS_SIDE = (
    "elections.Batch",
    "elections.TallySheet",
    "elections.SheetLine",
    "elections.SheetSection",
    "elections.Paper",
    "elections.PaperMark",
)
SHARED_BY_ALL = {
    "elections.Round": "every voter and every ballot of a day is in the one round",
    "elections.Election": "the same for the whole election",
    "elections.Contest": "a post of the round",
    "committees.Committee": "the same for everybody in the estate",
    "committees.User": "who issued, who counted: hands, not voters",
    "elections.OnBallot": "a name that was voted for, whoever voted",
}
"""Tables that join everything to everything and therefore nobody to anything."""
TIMES = (models.DateTimeField, models.DateField, models.TimeField)
FORBIDDEN_COLUMNS = {"serial", "issued", "voter", "station"}


def neighbours():
    """Table -> tables one join away, by keys in both directions; the journal names any table."""
    found = {one._meta.label: set() for one in apps.get_models(include_auto_created=True)}
    for one in apps.get_models(include_auto_created=True):
        for field in [*one._meta.fields, *one._meta.many_to_many]:
            if field.related_model is not None:
                found[one._meta.label].add(field.related_model._meta.label)
                found[field.related_model._meta.label].add(one._meta.label)
    return found


def way_from(start, ends, joins):
    """The shortest path of joins that avoids what everybody shares; None if there is none."""
    paths = deque([[start]])
    seen = {start, *SHARED_BY_ALL}
    while paths:
        path = paths.popleft()
        if path[-1] in ends:
            return path
        for other in sorted(joins[path[-1]] - seen):
            seen.add(other)
            paths.append([*path, other])
    return None


@pytest.mark.parametrize("start", VOTERS_SIDE)
def test_no_joins_lead_from_a_voter_to_a_ballot(start):
    assert way_from(start, set(COUNTS_SIDE), neighbours()) is None


def test_control_one_key_too_many_is_found():
    joins = neighbours()
    joins["elections.Paper"].add("elections.Station")
    joins["elections.Station"].add("elections.Paper")

    assert way_from("elections.Issued", set(COUNTS_SIDE), joins) == [
        "elections.Issued",
        "elections.Station",
        "elections.Paper",
    ]


def test_a_paper_has_a_random_key_and_nothing_of_a_time_or_a_person():
    for table, columns in {
        Paper: {"id", "sheet", "number", "invalid"},
        PaperMark: {"id", "paper", "line"},
    }.items():
        assert {field.name for field in table._meta.fields} == columns
        assert isinstance(table._meta.pk, models.UUIDField)
        assert table._meta.pk.default is uuid.uuid4


@pytest.mark.parametrize("label", COUNTS_SIDE)
def test_no_table_of_the_count_has_a_time(label):
    table = apps.get_model(label)

    assert [field.name for field in table._meta.fields if isinstance(field, TIMES)] == []
    assert not {field.name for field in table._meta.fields} & FORBIDDEN_COLUMNS


def test_what_says_who_took_a_ballot_has_no_number_of_a_ballot():
    issued = {field.name for field in apps.get_model("elections.Issued")._meta.fields}

    assert issued == {"id", "round", "voter", "station", "way", "proxy", "minute", "by"}


@pytest.mark.django_db
def test_no_trigger_copies_a_ballot_elsewhere():
    if connection.vendor != "postgresql":
        pytest.skip("triggers are PostgreSQL's")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal "
            "AND tgrelid::regclass::text LIKE 'counting_%'"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_journal_of_the_count_names_batches_and_no_paper_and_keeps_no_figure(cast):
    poll = at_the_count(cast.east, issued=2, collected=2, roll=20)
    (batch,) = batches(poll)
    count_alike(poll, batch, Entry(blank=2))
    (batch,) = count_again([batch], by=poll.scrutineer)
    for teller in poll.tellers:
        sheet = claim(batch, by=teller)
        for number in (1, 2):
            save_paper(sheet, by=teller, number=number, marked=Marked())
        close_papers(sheet, by=teller)

    rows = AuditEntry.objects.filter(act__startswith="count.").exclude(act="count.boxes")
    assert rows.count() == 9
    assert set(rows.values_list("object_type", flat=True)) == {"elections.batch"}
    assert set(rows.values_list("object_label", "before", "after")) == {("第 1 批", "", "")}


@pytest.mark.django_db
def test_the_same_count_leaves_the_same_journal_whatever_was_counted(cast):
    """Nobody who reads the journal, keys and all, learns a figure before it is published."""
    said = []
    for committee, chair in ((cast.east, [40, 8]), (cast.west, [1, 30])):
        poll = at_the_count(committee, issued=50)
        (batch,) = batches(poll)
        before = AuditEntry.objects.count()
        count_alike(poll, batch, Entry(votes_of(poll, **CLEAR | {"chair": chair})))
        rows = AuditEntry.objects.order_by("id")[before:]
        said.append([(row.act, row.object_label, row.before, row.after) for row in rows])

    assert said[0] == said[1]


@pytest.mark.django_db
def test_a_finished_result_leaves_no_digest_before_it_is_published(cast):
    finished(cast.east)

    rows = AuditEntry.objects.filter(act__in=("results.finish", "count.wall"))
    assert set(rows.values_list("before", "after", "object_label")) == {("", "", "")}
    published(cast.west)
    assert AuditEntry.objects.get(act="results.publish").after


@pytest.mark.django_db
def test_no_draft_and_no_submission_tells_which_paper_was_typed(cast, enter):
    poll = at_the_count(cast.east, issued=2, collected=2, roll=20)
    (batch,) = batches(poll)
    count_alike(poll, batch, Entry(blank=2))
    (batch,) = count_again([batch], by=poll.scrutineer)
    teller = enter(poll.tellers[0])
    key = poll.election.key
    teller.post(reverse("count-claim", args=[key, batch.number]))
    there = reverse("count-batch", args=[key, batch.number])

    for number in (1, 2):
        sent = {"number": number, "idempotency_key": str(uuid.uuid4())}
        assert teller.post(there, sent).status_code == 303

    assert Paper.objects.count() == 2
    assert set(Submission.objects.values_list("location", flat=True)) == {there}
    assert not Draft.objects.exists()
    page = teller.get(there).content.decode()
    assert "data-draft" not in page.split("<main")[1]
    assert "data-outbox" not in page


@pytest.mark.django_db
def test_a_sheet_of_a_batch_is_not_sent_to_anybody_while_it_is_typed(cast, enter):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    claim(batch, by=poll.tellers[0])
    there = reverse("count-batch", args=[poll.election.key, batch.number])
    typed = {f"v{line.pk}": 3 for lines in poll.lines.values() for line in lines}

    page = enter(poll.tellers[0]).post(there, typed | {"check": "1"}).content.decode()

    assert "得票合计 6 票" in page
    assert not SheetLine.objects.exists()
