"""The stage of the access tests: one cast for a whole module, every request taken back.

All of it happens inside one transaction that is never committed, and each request inside a
savepoint of its own, so that rows cannot disturb each other and nothing has to be made twice.
What an answer must be like stands in opening.py and soundness.py.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test.client import Client, ClientHandler
from django.urls import reverse

from committees.people.models import User
from committees.territory.models import Committee
from tests.access.policy import Row
from tests.access.subjects import SUBJECTS
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
UNKNOWN = ("anonymous", "stranger")
"""Nobody the portal knows today: a posting that has ended ends the session."""
EAST, WEST = "暗号东", "暗号西"
TAG = "<b hx-get=/>"
MARKUP = f"{TAG}\"'{{{{7|add:7}}}}"
"""Stands in every text of East: it is to be shown as it is, and obeyed nowhere."""
CHANGES_EACH_TIME = re.compile(
    rb'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]*"|X-CSRFToken[^}]*|nonce="[^"]*"'
)
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
HANDLER = ClientHandler(enforce_csrf_checks=False)
"""One for all browsers, as a server has one: else each would load the middleware again."""
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
        client.handler = HANDLER
        if role in self.cookies:
            client.cookies["sessionid"] = self.cookies[role]
        return client

    def committee(self, side: str) -> Committee:
        return self.cast.east if side == EAST else self.cast.west

    def make(self, subject: str, side: str) -> dict[str, Any]:
        """One object of the committee that says its own secret word; the words of its address."""
        if not subject:
            return {}
        word = MARKUP if side == EAST else subject[:12]
        return SUBJECTS[subject](self.cast, self.committee(side), f"{side}{word}")

    def ask(self, role: str, method: str, url: str, **more: Any) -> "Answer":
        """The answer to one request, whose consequences are taken back."""
        with taken_back(), tables_written() as written:
            given = self.browser(role).generic(method.upper(), url, **more)
            return Answer.of(given, written)

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


@contextmanager
def tables_written() -> Iterator[set[str]]:
    """The tables that were written to meanwhile."""
    found: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := WRITES.match(sql):
            found.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@dataclass(frozen=True)
class Answer:
    """What came back, as it can be compared, and what was written for it."""

    status: int
    location: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    written: frozenset[str] = field(default=frozenset(), compare=False)

    @classmethod
    def of(cls, response: HttpResponseBase, written: set[str]) -> "Answer":
        stream = getattr(response, "streaming_content", None)
        body = b"".join(stream) if stream is not None else response.content  # type: ignore[attr-defined]
        headers = sorted(
            (name.lower(), str(value))
            for name, value in response.items()
            if name.lower() not in NOT_COMPARED
        )
        plain = CHANGES_EACH_TIME.sub(b"", body)
        location = response.get("Location", "")
        return cls(response.status_code, location, plain, tuple(headers), frozenset(written))

    def header(self, name: str) -> str:
        return dict(self.headers).get(name.lower(), "")

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
    if text.isdigit():  # a key of letters and digits may have no letter
        return "9" * len(text)
    return re.sub("[A-Za-z]", lambda letter: "Z" if letter[0].isupper() else "z", text)
