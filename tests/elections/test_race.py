"""Two desks and one voter, two tellers and one batch: exactly one outcome, over HTTP."""

from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from elections.ballots import issuing
from elections.ballots.models import Issued
from elections.counting import tallying
from elections.counting.models import Batch, TallySheet
from elections.electorate.models import Voter
from tests.cast import gather_cast
from tests.conftest import browser_of
from tests.elections.polling import a_person, at_the_count, at_the_poll, batches
from tests.racing import at_once, needs_postgresql

pytestmark = [needs_postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 6


@pytest.fixture
def cast(transactional_db):
    return gather_cast()


# One voter at two desks


def desks(poll, cast):
    """Two issuers, each in a browser of her own at a station of her own."""
    people = [poll.issuer, a_person("安平", "issuer", cast.east)]
    return list(zip([browser_of(one) for one in people], poll.stations, strict=True))


def both_take(poll, pairs, voter):
    there = reverse("issue", args=[poll.election.key])
    sent = {"voter": voter.pk, "way": "own"}
    return at_once(
        [
            lambda desk=desk, at=station: desk.post(there, sent | {"at": at.pk})
            for desk, station in pairs
        ]
    )


def test_one_voter_at_two_desks_gets_one_ballot_and_the_other_desk_hears_where(cast):
    poll = at_the_poll(cast.east)
    pairs = desks(poll, cast)
    for voter in poll.voters[:ROUNDS]:
        answers = both_take(poll, pairs, voter)

        mark = Issued.objects.select_related("station").get(voter=voter)
        assert sorted(one.status_code for one in answers) == [303, 422]
        refused = next(one for one in answers if one.status_code == 422)
        assert f"{mark.station.name}）" in refused.content.decode()
        assert "该选民已领取选票" in refused.content.decode()


@contextmanager
def without_the_unique_mark():
    """The table as it was before the database guarded it too."""
    constraint = next(one for one in Issued._meta.constraints if one.name == "issued_once")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Issued, constraint)
    try:
        yield
    finally:
        Issued.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Issued, constraint)


def test_control_without_the_lock_both_desks_hand_out_a_ballot(cast, monkeypatch):
    poll = at_the_poll(cast.east)
    pairs, both_have_looked = desks(poll, cast), Barrier(2)
    looked = issuing._has_papers

    def look_and_wait(station):
        looked(station)
        both_have_looked.wait(timeout=20)

    monkeypatch.setattr(issuing, "locked_voter", lambda pk: Voter.objects.get(pk=pk))
    monkeypatch.setattr(issuing, "_has_papers", look_and_wait)
    with without_the_unique_mark():
        answers = both_take(poll, pairs, poll.voters[0])

        assert [one.status_code for one in answers] == [303, 303]
        assert Issued.objects.filter(voter=poll.voters[0]).count() == 2


# Two tellers and one free sheet


def both_claim(poll, batch, people):
    there = reverse("count-claim", args=[poll.election.key, batch.number])
    browsers = [browser_of(one) for one in people]
    return at_once([lambda browser=browser: browser.post(there) for browser in browsers])


def test_of_three_tellers_who_claim_a_batch_at_once_two_get_a_sheet(cast):
    poll = at_the_count(cast.east, roll=130, issued=120)
    people = [*poll.tellers, a_person("麦秋", "teller", cast.east)]
    for batch in batches(poll):
        answers = both_claim(poll, batch, people)

        assert sorted(one.status_code for one in answers) == [303, 303, 422]
        held = TallySheet.objects.filter(batch=batch)
        assert sorted(held.values_list("hand", flat=True)) == ["a", "b"]


def test_one_teller_who_claims_twice_at_once_holds_one_sheet(cast):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)

    answers = both_claim(poll, batch, [poll.tellers[0], poll.tellers[0]])

    assert sorted(one.status_code for one in answers) == [303, 422]
    assert TallySheet.objects.get().hand == "a"


def test_control_without_the_lock_two_tellers_claim_the_same_hand(cast, monkeypatch):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    both_have_looked = Barrier(2)
    taken = []

    def careless(batch):
        rows = Batch.objects.select_related("round__election__committee")
        found = rows.get(pk=batch.pk)
        return found, found.round

    def note_and_wait(*args):
        """Instead of the row that the database would refuse: which hand each of them took."""

    class Sheets:
        @staticmethod
        def create(**values):
            both_have_looked.wait(timeout=20)
            taken.append(str(values["hand"]))
            return TallySheet(**values)

        filter = staticmethod(TallySheet.objects.filter)

    class Careless:
        objects = Sheets

    monkeypatch.setattr(tallying, "locked_batch", careless)
    monkeypatch.setattr(tallying, "TallySheet", Careless)
    monkeypatch.setattr(tallying, "note", note_and_wait)

    both_claim(poll, batch, poll.tellers)

    assert taken == ["a", "a"]
