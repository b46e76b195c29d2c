"""The roll is frozen while somebody is being added: what was frozen is what stands there."""

from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from elections.electorate.building import build_roll
from elections.electorate.canonical import digest_of
from elections.electorate.freezing import roll_text
from elections.electorate.models import Freeze, Voter
from elections.electorate.opened import why_closed
from elections.timetable.models import Election
from tests.cast import gather_cast
from tests.elections.electorate.people import a_resident, hang
from tests.elections.makers import an_election
from tests.racing import at_once, needs_postgresql

pytestmark = [needs_postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 5
ADDED = {
    "name": "李外",
    "born_on": "1970-05-01",
    "ground": "habitual",
    "why": "本人申请",
    "evidence": "申请书",
}


@pytest.fixture
def cast(transactional_db: None) -> Any:
    return gather_cast()


def ready(cast) -> Election:
    """A rehearsal whose roll may be frozen at once."""
    election = an_election(cast.east, rehearsal=True)
    build_roll(election, by=cast.east_director)
    Election.objects.filter(pk=election.pk).update(stage="roll")
    hang(election)
    election.refresh_from_db()
    return election


def stands(election) -> bool:
    """Is the roll the one whose digest was made?"""
    freeze = Freeze.objects.get(election=election)
    listed = Voter.objects.on_roll().filter(election=election).count()
    return (freeze.digest, freeze.entitled) == (digest_of(roll_text(election)), listed)


def test_who_freezes_and_who_adds_at_once_agree_on_the_roll(cast, enter):
    a_resident(cast.east, "张文娟")
    adds, freezes = enter(cast.east_member), enter(cast.east_director)
    for _ in range(ROUNDS):
        election = ready(cast)

        added, frozen = at_once(
            [
                partial(adds.post, reverse("roll-new", args=[election.key]), ADDED),
                partial(freezes.post, reverse("freeze", args=[election.key])),
            ]
        )

        assert frozen.status_code == 303
        there = Voter.objects.filter(election=election, name="李外").exists()
        assert (added.status_code, there) in [(303, True), (422, False)]
        assert stands(election)


def test_control_without_the_lock_a_voter_slips_past_the_digest(cast):
    """The same race against the mistake it guards from: the test must see it."""
    a_resident(cast.east, "张文娟")
    election = ready(cast)
    both = Barrier(2)

    def careless_add() -> bool:
        with transaction.atomic():
            assert not why_closed(election)
            Voter.objects.create(election=election, name="李外")
            both.wait(timeout=20)
        return True

    def careless_freeze() -> bool:
        with transaction.atomic():
            text = roll_text(election)
            both.wait(timeout=20)
            Freeze.objects.create(
                election=election,
                entitled=1,
                digest=digest_of(text),
                made_by=cast.east_director,
                made_at=timezone.now(),
            )
        return True

    assert at_once([careless_add, careless_freeze]) == [True, True]
    assert not stands(election)


def test_two_who_freeze_at_once_make_one_version(cast, enter):
    a_resident(cast.east, "张文娟")
    election = ready(cast)
    browsers = [enter(cast.east_member), enter(cast.east_director)]

    answers = at_once(
        [partial(browser.post, reverse("freeze", args=[election.key])) for browser in browsers]
    )

    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert Freeze.objects.filter(election=election).count() == 1
