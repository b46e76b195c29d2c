"""The cast stands while tests that need it follow one another: it is made once, not for each.

It stands in a transaction that is never committed. Each test runs inside, in the savepoint that
pytest-django takes back, and gets people of its own to change. A test that needs an empty office,
or commits, finds the cast gone; conftest.py puts such tests behind the others.
"""

import pickle
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import Cast, gather_cast


class StandingCast:
    """Made at the first test that wants it, once the tables are there."""

    def __init__(self) -> None:
        self.blocker: Any = None
        """Of pytest-django, which lets nothing near the database between two tests."""
        self._stage: transaction.Atomic | None = None
        self._people = b""

    def prepare(self, item: pytest.Item) -> None:
        """Before the fixtures of a test: come, stay or go."""
        if self.blocker is None or self._others_hold_the_database():
            return
        with self.blocker.unblock():
            if not wanted_by(item):
                self.leave()
            elif not self._stands():
                self.leave()
                self._come()

    def people(self) -> Cast:
        """As on the first day, whatever the test before did to its own."""
        if not self._stands():
            return gather_cast()
        cast: Cast = pickle.loads(self._people)
        return cast

    def leave(self) -> None:
        """Nothing of them stays in the database."""
        stage, self._stage = self._stage, None
        if stage is not None and stage in connection.atomic_blocks:
            with self.blocker.unblock():
                transaction.set_rollback(True)
                stage.__exit__(None, None, None)

    def _come(self) -> None:
        self._stage = transaction.atomic()
        self._stage.__enter__()
        self._people = pickle.dumps(gather_cast())

    def _stands(self) -> bool:
        return self._stage in connection.atomic_blocks and connection.is_usable()

    def _others_hold_the_database(self) -> bool:
        """A file of tests with a transaction of its own is under way."""
        return [block for block in connection.atomic_blocks if block is not self._stage] != []


def wanted_by(item: pytest.Item) -> bool:
    """Does the test need the cast, and take back what it writes?"""
    fixtures = getattr(item, "fixturenames", ())
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and (marker.args or marker.kwargs.get("transaction")))
    return "cast" in fixtures and not commits and "transactional_db" not in fixtures
