"""The stage of the access tests: one cast for a whole module, every request taken back.

All of it happens inside one transaction that is never committed, and each request inside a
savepoint of its own, so that rows cannot disturb each other and nothing has to be made twice.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from committees.people.models import User
from committees.territory.models import Committee
from tests.access.policy import EVERYBODY, PARTNERS, WORK, Row
from tests.access.subjects import SEEDS, SUBJECTS
from tests.cast import Cast

PLAYERS = {
    "director": "east_director",
    "member": "east_member",
    "branch": "east_branch",
    "station": "east_station",
    "owners": "east_owners",
    "property": "east_property",
    "clerk": "clerk",
    "leader": "leader",
    "admin": "admin",
    "auditor": "auditor",
    "stranger": "stranger",
}
ROLES = (*PLAYERS, "anonymous")
OF_A_COMMITTEE = WORK | PARTNERS
EAST, WEST = "暗号东", "暗号西"
CHANGES_EACH_TIME = re.compile(
    rb'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]*"|X-CSRFToken[^}]*|nonce="[^"]*"'
)
NOWHERE = "/there-is-no-such-page/"
NOT_COMPARED = {"set-cookie", "content-length"}


@dataclass
class Stage:
    """The cast, the browsers they sit at, and what they ask for."""

    cast: Cast
    enter: Callable[[User], Client]
    cookies: dict[str, str] = field(default_factory=dict)
    nothings: dict[tuple[str, str], "Answer"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role, name in PLAYERS.items():
            entered = self.enter(getattr(self.cast, name))
            self.cookies[role] = entered.cookies["sessionid"].value

    def browser(self, role: str) -> Client:
        """A browser in which this player is signed in; the same session each time."""
        client = Client()
        if role in self.cookies:
            client.cookies["sessionid"] = self.cookies[role]
        return client

    def committee(self, side: str) -> Committee:
        return self.cast.east if side == EAST else self.cast.west

    def make(self, subject: str, side: str) -> dict[str, Any]:
        """One object of the committee that says its own secret word; the words of its address."""
        if not subject:
            return {}
        return SUBJECTS[subject](self.cast, self.committee(side), f"{side}{subject[:12]}")

    def ask(self, role: str, method: str, url: str, **more: Any) -> "Answer":
        """The answer to one request, whose consequences are taken back."""
        with taken_back():
            given = self.browser(role).generic(method.upper(), url, **more)
            return Answer.of(given)

    def nothing(self, role: str, method: str) -> "Answer":
        """What this player gets where there is no page at all; asked once."""
        if (role, method) not in self.nothings:
            self.nothings[role, method] = self.ask(role, method, NOWHERE)
        return self.nothings[role, method]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Answer:
    """What came back, as it can be compared."""

    status: int
    location: str
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, response: HttpResponseBase) -> "Answer":
        stream = getattr(response, "streaming_content", None)
        body = b"".join(stream) if stream is not None else response.content  # type: ignore[attr-defined]
        headers = sorted(
            (name.lower(), str(value))
            for name, value in response.items()
            if name.lower() not in NOT_COMPARED
        )
        plain = CHANGES_EACH_TIME.sub(b"", body)
        return cls(response.status_code, response.get("Location", ""), plain, tuple(headers))

    def says(self, word: str) -> bool:
        """Does the word stand anywhere, in the body or in a header?"""
        return word.encode() in self.body or any(word in value for _, value in self.headers)


# Addresses


def address(row: Row, words: dict[str, Any]) -> str:
    return reverse(row.name, kwargs=words)


def nowhere(words: dict[str, Any]) -> dict[str, Any]:
    """The same address with an object that does not exist."""
    return {name: _nothing_like(value) for name, value in words.items()}


def _nothing_like(value: Any) -> Any:
    if isinstance(value, int):
        return 987_654_321
    text = str(value)
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        return "00000000-0000-4000-8000-000000000000"
    return re.sub("[A-Za-z]", lambda letter: "Z" if letter[0].isupper() else "z", text)


# Expectations


def check_row(stage: Stage, row: Row) -> None:
    """Everything the policy says about one address. AssertionError names role and object."""
    with taken_back():
        words = {side: stage.make(row.subject, side) for side in (EAST, WEST)}
        places = {side: address(row, words[side]) for side in (EAST, WEST)}
        gone = address(row, nowhere(words[EAST])) if row.subject else ""
        allowed = [role for role in ROLES if _may(row, role)]
        for role in allowed:
            _check_allowed(stage, row, role, places, gone)
        for role in [role for role in ROLES if role not in allowed]:
            if role in ("anonymous", "stranger"):
                _check_outsider(stage, row, role, [*places.values(), gone])
            else:
                _check_denied(stage, row, role, list(places.values()))


def _may(row: Row, role: str) -> bool:
    return role in row.who or (role == "stranger" and "anonymous" in row.who)


def _check_allowed(stage: Stage, row: Row, role: str, places: dict[str, str], gone: str) -> None:
    who = f"{role} at {row.name}"
    own = stage.ask(role, row.method, places[EAST])
    _check_opened(row, own, who)
    if not row.subject:
        return
    if row.method == "get" and role == next(one for one in ROLES if one in row.who):
        _check_owner(row, own, role)
    missing = stage.ask(role, row.method, gone)
    assert missing.status == 404, f"{who}: a missing object is {missing.status}"
    foreign = stage.ask(role, row.method, places[WEST])
    if row.shared or "anonymous" in row.who or role not in OF_A_COMMITTEE:
        _check_opened(row, foreign, f"{who}, of the other committee")
        return
    assert not own.says(WEST), f"{who}: the own page says the word of the other committee"
    assert foreign == missing, f"{who}: a foreign object is not answered like a missing one"
    fragment = stage.ask(role, row.method, places[WEST], headers={"HX-Request": "true"})
    assert fragment.status == 404, f"{who}: a fragment of a foreign object is {fragment.status}"
    written = stage.ask(role, "post", places[WEST])
    assert written.status in (404, 405), f"{who}: a foreign object takes a POST: {written.status}"


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


def _check_outsider(stage: Stage, row: Row, role: str, places: list[str]) -> None:
    """Led to the sign-in page, whether or not the object exists."""
    for place in filter(None, places):
        for method in {row.method, "post"}:
            answer = stage.ask(role, method, place)
            who = f"{role} at {method} {place}"
            if row.outsiders == 404:
                assert answer.status == 404, f"{who}: {answer.status}"
                continue
            if method != row.method and answer.status == 405:
                continue
            assert answer.status == 302, f"{who}: {answer.status}"
            assert answer.location.startswith("/sign-in/?next="), f"{who}: {answer.location}"
            assert not answer.says(WEST), f"{who} reads the secret word"
            assert not answer.says(EAST), f"{who} reads the secret word"


def _check_denied(stage: Stage, row: Row, role: str, places: list[str]) -> None:
    """The 404 of a page there is not, byte for byte, for everything behind this address."""
    nothing = stage.nothing(role, row.method)
    assert nothing.status == 404
    for place in filter(None, places):
        answer = stage.ask(role, row.method, place)
        assert answer.status == 404, f"{role} at {row.name}: {answer.status}"
        assert answer == nothing, f"{role} at {row.name}: one sees that it is there"
    written = stage.ask(role, "post", places[0])
    assert written.status in (404, 405), f"{role} may POST to {row.name}: {written.status}"


def check_lists(stage: Stage, rows: list[Row], subjects: list[str]) -> None:
    """No page about nothing in particular says a word of the other committee."""
    with taken_back():
        for subject in subjects:
            with transaction.atomic():
                stage.make(subject, WEST)
        for seed in SEEDS:
            seed(stage.cast, stage.cast.west, WEST)
        for row in rows:
            for role in ("director", "member", "branch", "station", "owners", "property"):
                if role in row.who:
                    answer = stage.ask(role, "get", address(row, {}))
                    assert not answer.says(WEST), f"{role} reads the other committee at {row.name}"


def is_public(row: Row) -> bool:
    return row.who >= EVERYBODY
