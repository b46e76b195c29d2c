"""Asking for a page many times inside this process: server time, queries, bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from committees.people.models import Authenticator, User
from committees.people.sessions import SEEN, STARTED
from jiedao.portal.bench.pages import Page

WARM_UP = 3
"""Before every round: the connection is new, the cache empty."""


@dataclass(frozen=True)
class Figures:
    """Milliseconds of server time, the most queries of any request, bytes as sent (gzip).

    `rounds` holds the middle of each round.
    """

    p50: float
    p95: float
    queries: int
    size: int
    rounds: tuple[float, ...] = ()


@dataclass
class Counting:
    """How many statements went to the database while it was watching."""

    queries: int = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


@dataclass
class Samples:
    """One page of one database, asked for in several rounds by one visitor."""

    page: Page
    client: Client
    rounds: list[list[float]] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    def ask(self, requests: int) -> None:
        """One round: warm the page up, then time it. RuntimeError when it is not answered."""
        for _ in range(WARM_UP):
            self._get()
        times: list[float] = []
        self.rounds.append(times)
        for _ in range(requests):
            with _counting() as counting:
                started = perf_counter()
                self.size = self._get()
                times.append((perf_counter() - started) * 1_000)
            self.queries = max(self.queries, counting.queries)

    @property
    def figures(self) -> Figures:
        times = [time for each in self.rounds for time in each]
        middles = tuple(median(each) for each in self.rounds)
        return Figures(median(times), percentile(times, 95), self.queries, self.size, middles)

    def _get(self) -> int:
        response = self.client.get(self.page.path, secure=settings.SECURE_SSL_REDIRECT)
        if response.status_code != 200:
            raise RuntimeError(f"{self.page.path} 回答 {response.status_code}，不是 200。")
        return len(response.content)


def percentile(values: Sequence[float], percent: int) -> float:
    """By nearest rank: the smallest value that `percent` per cent do not exceed."""
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(rank, 1) - 1]


def visitor(user: User | None) -> Client:
    """A browser of its own; staff are past the second factor."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "accept-encoding": "gzip"})
    if user is not None:
        client.force_login(user, backend="committees.people.backends.PhoneBackend")
        session = client.session
        session[STARTED] = session[SEEN] = timezone.now().timestamp()
        if user.reach.needs_second_factor:
            device, _ = Authenticator.objects.update_or_create(
                user=user, defaults={"name": "bench", "confirmed": True}
            )
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return client


@contextmanager
def _counting() -> Iterator[Counting]:
    counting = Counting()
    with connection.execute_wrapper(counting):
        yield counting
