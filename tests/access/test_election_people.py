"""The four roles that live as long as an election: they reach its pages and nothing else.

The matrix asks twelve roles at every address; these four are asked where something may open for
them, and one of them everywhere else. What may open is written here by hand.
"""

from datetime import date

import pytest

from committees.people.models import Posting, User
from committees.reach.states import Role
from tests.access.policy import POLICY, SIGNED_IN, Row
from tests.access.stage import EAST, WEST, Stage, address, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = ("election-head", "scrutineer", "teller", "issuer")
ALL = frozenset(ROLES)
HEAD = frozenset({"election-head"})
TELLER, SCRUTINEER = frozenset({"teller"}), frozenset({"scrutineer"})
ISSUING = HEAD | {"issuer"}
SUPERVISING = HEAD | SCRUTINEER
COUNTING = SUPERVISING | TELLER
OPEN: dict[str, frozenset[str]] = {
    "election-desk": ALL,
    "election-timetable": ALL,
    "election-body": ALL,
    "election-officials": ALL,
    "election-next": HEAD,
    "election-tick": HEAD,
    "election-notices": HEAD,
    "election-body-new": HEAD,
    "election-body-head": HEAD,
    "election-body-leave": HEAD,
    "election-official-new": HEAD,
    "election-official-release": HEAD,
    "election-nominations": HEAD,
    "election-nominate": HEAD,
    "election-kin": HEAD,
    "kin-remove": HEAD,
    "election-candidate": HEAD,
    "candidate-answer": HEAD,
    "candidate-review": HEAD,
    "candidate-withdraw": HEAD,
    "candidate-present": HEAD,
    "nomination-photo": HEAD,
    "election-ballot": HEAD,
    "ballot-order": HEAD,
    "ballot-list": HEAD,
    "ballot-sample": HEAD,
    **dict.fromkeys(
        "roll roll-paper roll-text roll-line objections objection roll-changes freeze".split(), ALL
    ),
    **dict.fromkeys(
        (
            "roll-build roll-new roll-import roll-template roll-batch roll-batch-confirm "
            "roll-batch-drop roll-batch-undo roll-decide roll-edit roll-rule objection-new "
            "freeze-confirm freeze-withdraw freeze-reopen"
        ).split(),
        HEAD,
    ),
    "stations": HEAD,
    "station-new": HEAD,
    "station": HEAD,
    "station-remove": HEAD,
    "station-list": HEAD,
    "station-unlist": HEAD,
    "polling-open": HEAD,
    "polling-close": HEAD,
    "proxies": HEAD,
    "proxy-back": HEAD,
    "issue": ISSUING,
    "issue-back": ISSUING,
    "issue-double": ISSUING,
    "issue-close": ISSUING,
    "opening": SUPERVISING,
    "opening-again": SCRUTINEER,
    "count": COUNTING,
    "count-again": SCRUTINEER,
    "count-claim": TELLER,
    "wall": SUPERVISING,
    "result": SUPERVISING,
    "result-finish": SUPERVISING,
    "result-sign": SUPERVISING,
    "result-back": SUPERVISING,
    "result-publish": SUPERVISING,
    "result-office": SUPERVISING,
    "result-next": SUPERVISING,
    "recheck": SUPERVISING,
    "recheck-close": SUPERVISING,
    "correction": SUPERVISING,
    "correction-step": SUPERVISING,
    "result-report": ALL,
    "certificates": ALL,
    "election-archive": ALL,
    "seals": HEAD,
    "challenges": HEAD,
    "challenge-answer": HEAD,
}
"""A sheet opens for its own teller alone, and two sheets for 总监票人 once both are handed in:
tests/elections/counting/test_blind.py."""


@pytest.fixture(scope="module")
def people(stage: Stage) -> Stage:
    """The four of East, each signed in at a browser of the stage."""
    for number, role in enumerate(ROLES):
        person = User(name=f"选举{number}", phone=f"100000008{number:02}")
        person.set_unusable_password()
        person.save()
        since = date(2024, 1, 1)
        Posting.objects.create(user=person, role=Role(role), committee=stage.cast.east, since=since)
        stage.cookies[role] = stage.enter(person).cookies["sessionid"].value
    return stage


def open_for(row: Row) -> frozenset[str]:
    return ALL if row.who >= SIGNED_IN else OPEN.get(row.name, frozenset())


@pytest.mark.parametrize("row", POLICY, ids=[row.name for row in POLICY])
def test_the_address_opens_for_the_people_of_the_election_it_names(people: Stage, row: Row):
    allowed = open_for(row)
    with taken_back():
        here = address(row, people.make(row.subject, EAST))
        for role in sorted(allowed):
            opened = people.ask(role, row.method, here)
            assert opened.status not in (302, 404, 405), f"{role} at {row.name}: {opened.status}"
        for role in sorted(ALL - allowed)[-1:]:
            denied = people.ask(role, row.method, here)
            assert denied == people.nothing(role, row.method), f"{role} at {row.name}"
        if row.subject and "anonymous" not in row.who and not row.shared:
            west = address(row, people.make(row.subject, WEST)) if allowed else ""
            for role in sorted(allowed):
                assert people.ask(role, row.method, west).status == 404, f"{role}, of the other"


def test_every_address_named_here_is_one_of_the_policy():
    assert set(OPEN) <= {row.name for row in POLICY}
