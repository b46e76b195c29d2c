"""Who opens an address, and what everybody else gets: own, foreign and missing."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from tests.access.policy import EVERYBODY, PARTNERS, WORK, Row
from tests.access.soundness import check_page, shows_its_markup
from tests.access.stage import (
    EAST,
    ROLES,
    UNKNOWN,
    WEST,
    Answer,
    Stage,
    address,
    nowhere,
    taken_back,
)

OF_A_COMMITTEE = WORK | PARTNERS


@dataclass
class Door:
    """One address of one row: East's own object, West's, and one that does not exist."""

    row: Row
    own: str
    foreign: str
    missing: str = ""
    takes_post: bool = True
    """Until it answers one with 405."""

    @classmethod
    def of(cls, stage: Stage, row: Row) -> "Door":
        words: dict[str, dict[str, Any]] = {
            side: stage.make(row.subject, side) for side in (EAST, WEST)
        }
        gone = address(row, nowhere(words[EAST])) if row.subject else ""
        return cls(row, address(row, words[EAST]), address(row, words[WEST]), gone)

    def answers(self, stage: Stage, role: str, place: str, method: str = "") -> Answer | None:
        """None for a POST that was refused before to somebody else as one, whoever sends it."""
        method = method or self.row.method
        if method == "post" and not self.takes_post:
            return None
        answer = stage.ask(role, method, place)
        if method == "post" != self.row.method and answer.status == 405:
            self.takes_post = False
            return None
        return answer


def is_public(row: Row) -> bool:
    return row.who >= EVERYBODY


def is_list(row: Row) -> bool:
    """A page about nothing in particular."""
    return row.method == "get" and not row.subject


def readers(row: Row) -> list[str]:
    return [role for role in ROLES if role in row.who]


def check_row(stage: Stage, row: Row) -> None:
    """Everything the policy says about one address. AssertionError names role and object.

    Whoever has no session is counted by machine, and here all of them sit at the same one.
    """
    cache.clear()
    with taken_back():
        door = Door.of(stage, row)
        opened = [role for role in ROLES if _may(row, role)]
        pages = [_check_allowed(stage, door, role) for role in opened]
        if row.subject and row.method == "get" and row.canary:
            assert shows_its_markup(pages), f"nobody reads the text of {row.name}"
        for role in [role for role in ROLES if role not in opened]:
            if role in UNKNOWN:
                _check_unknown(stage, door, role)
            else:
                _check_denied(stage, door, role)


def _may(row: Row, role: str) -> bool:
    return role in row.who or (role == "stranger" and "anonymous" in row.who)


def _check_allowed(stage: Stage, door: Door, role: str) -> Answer:
    """The own page, as it came."""
    row, who = door.row, f"{role} at {door.row.name}"
    own = stage.ask(role, row.method, door.own)
    _check_opened(row, own, who)
    if row.method == "get":
        check_page(row, role, own)
    if role in OF_A_COMMITTEE and not is_public(row):
        assert not own.says(WEST), f"{who}: the own page says the word of the other committee"
    if not row.subject:
        return own
    first = role == readers(row)[0]
    if row.method == "get" and first:
        _check_owner(row, own, role)
    missing = stage.ask(role, row.method, door.missing)
    assert missing.status == 404, f"{who}: a missing object is {missing.status}"
    foreign = stage.ask(role, row.method, door.foreign)
    if row.shared or "anonymous" in row.who or role not in OF_A_COMMITTEE:
        _check_opened(row, foreign, f"{who}, of the other committee")
        return own
    assert foreign == missing, f"{who}: a foreign object is not answered like a missing one"
    if first:
        fragment = stage.ask(role, row.method, door.foreign, headers={"HX-Request": "true"})
        assert fragment.status == 404, f"{who}: a fragment of a foreign object: {fragment.status}"
    if row.method != "post":
        written = door.answers(stage, role, door.foreign, "post")
        assert not written or written.status == 404, f"{who}: a foreign object takes a POST"
    return own


def _check_owner(row: Row, own: Answer, role: str) -> None:
    """Before any denial counts: whoever it belongs to sees it, with its secret word."""
    assert own.status == 200, f"{role} gets {own.status} for the own {row.subject}"
    assert own.says(EAST) or not row.canary, f"the own {row.subject} does not say its word"


def _check_opened(row: Row, answer: Answer, who: str) -> None:
    if row.method == "get":
        assert answer.status in (200, 303), f"{who}: {answer.status}"
    else:
        assert answer.status not in (404, 405), f"{who}: {answer.status}"
        assert answer.status < 500, f"{who}: {answer.status}"
    assert not answer.location.startswith("/sign-in/?"), f"{who} is sent to the sign-in page"


def _check_unknown(stage: Stage, door: Door, role: str) -> None:
    """Led to the sign-in page, whether or not the object exists."""
    for place in filter(None, (door.own, door.foreign, door.missing)):
        for method in {door.row.method, "post"}:
            who = f"{role} at {method} {place}"
            if door.row.outsiders == 404:
                assert stage.ask(role, method, place).status == 404, who
                continue
            answer = door.answers(stage, role, place, method)
            if answer is None:
                continue
            assert answer.status == 302, f"{who}: {answer.status}"
            assert answer.location.startswith("/sign-in/?next="), f"{who}: {answer.location}"
            assert not answer.says(WEST), f"{who} reads the secret word"
            assert not answer.says(EAST), f"{who} reads the secret word"


def _check_denied(stage: Stage, door: Door, role: str) -> None:
    """The 404 of a page there is not, byte for byte, for everything behind this address."""
    row = door.row
    nothing = stage.nothing(role, row.method)
    assert nothing.status == 404
    for place in dict.fromkeys((door.own, door.foreign)):
        answer = stage.ask(role, row.method, place)
        assert answer.status == 404, f"{role} at {row.name}: {answer.status}"
        assert answer == nothing, f"{role} at {row.name}: one sees that it is there"
    if row.method != "post":
        written = door.answers(stage, role, door.own, "post")
        assert not written or written.status == 404, f"{role} may POST to {row.name}"
