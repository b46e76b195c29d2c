from datetime import date

import pytest

from meetings.items.rules import Confirmer, link_closes_on, may_confirm, proof_of

MEETING = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due", "closes"),
    [
        ([], date(2026, 12, 23)),
        ([date(2026, 12, 10)], date(2027, 1, 9)),
        ([date(2026, 11, 1), date(2026, 12, 10)], date(2027, 1, 9)),
    ],
)
def test_a_link_opens_for_thirty_days_after_the_last_day_that_matters(due, closes):
    assert link_closes_on(MEETING, due) == closes


@pytest.mark.parametrize(
    ("proposer", "chair", "said_done", "here", "others_can", "may"),
    [
        (True, False, False, False, True, True),
        (False, True, False, True, True, True),
        (True, True, True, True, True, False),
        (False, False, False, True, True, False),
        (False, False, False, True, False, True),
        (False, False, True, True, False, False),
        (False, False, False, False, False, False),
    ],
)
def test_the_proposer_or_the_chair_confirms_and_never_whoever_said_done(
    proposer, chair, said_done, here, others_can, may
):
    person = Confirmer(proposer, chair, said_done, here)

    assert bool(may_confirm(person, others_can=others_can)) is may


@pytest.mark.parametrize(
    ("text", "photos", "enough"),
    [("", 0, False), (" ", 0, False), ("换好了", 0, True), ("", 1, True)],
)
def test_one_line_or_one_photo_is_proof(text, photos, enough):
    assert bool(proof_of(text, photos)) is enough
