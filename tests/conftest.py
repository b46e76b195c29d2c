"""Fixtures that every test may use: the cast, and a client already signed in as one of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pytest_django.plugin import blocking_manager_key

import casework.first_rows
import committees.first_rows
import elections.first_rows
import meetings.first_rows
from committees.people.models import Authenticator, User
from committees.people.session_store import SessionStore
from committees.people.sessions import SEEN, STARTED
from tests.cast import Cast, gather_cast

Entrance = Callable[[User], Client]

PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
"""How long an example takes is the machine's affair."""
hypothesis.register_profile("suite", derandomize=True, **PATIENT)  # type: ignore[arg-type]
hypothesis.register_profile("explore", **PATIENT)  # type: ignore[arg-type]
hypothesis.load_profile("suite")  # the same examples each time; `make audit` looks for new ones


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Pages of the test client need no collected files."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


UNHURRIED = {
    "RECORDS_AN_HOUR": 10**9,
    "SEARCHES_AN_HOUR": 10**9,
    "REFUSALS_AN_HOUR": 10**9,
    "PASSWORD_HASHERS": ["tests.conftest.QuickArgon2"],
}
"""The suite opens in a minute what a person opens in a week, and guesses no password."""


class QuickArgon2(Argon2PasswordHasher):
    """The same hash with the least work: a password costs 0.2 s otherwise, as it should."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture(autouse=True)
def unhurried(settings: object) -> None:
    for name, value in UNHURRIED.items():
        setattr(settings, name, value)


@pytest.fixture(scope="session", autouse=True)
def may_empty_the_journal() -> Iterator[None]:
    """Between tests the suite empties every table; the journal's trigger refuses that to anybody.

    The suite is superuser of a server of its own and says for that one transaction that it is a
    replica, whose triggers rest. The portal's own role is no superuser and cannot say so; an
    owner who switches the trigger off instead is found by `audit_verify`.
    """
    with pytest.MonkeyPatch.context() as patch:
        plain = type(connection.ops).sql_flush
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", _as_replica(plain))
        yield


def _as_replica(sql_flush: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def emptying(*args: object, **options: object) -> list[str]:
        return ["SET LOCAL session_replication_role = replica;", *sql_flush(*args, **options)]

    emptying.plain = sql_flush  # type: ignore[attr-defined]
    return emptying


@contextmanager
def without_the_suites_own_way() -> Iterator[None]:
    """`flush` as an office would run it."""
    with pytest.MonkeyPatch.context() as patch:
        own = type(connection.ops).sql_flush
        patch.setattr(type(connection.ops), "sql_flush", own.plain)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits leaves every table empty: give the office its first rows back."""
    yield
    if nextitem is None:
        return
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
        with item.config.stash[blocking_manager_key].unblock():
            _seed_again()


def _seed_again() -> None:
    if not apps.get_model("committees", "SpecialDay").objects.exists():
        committees.first_rows.seed(apps)
    if not apps.get_model("casework", "SwapRule").objects.exists():
        casework.first_rows.seed(apps)
    if not apps.get_model("meetings", "Kind").objects.exists():
        meetings.first_rows.seed(apps)
    if not apps.get_model("elections", "RuleSet").objects.exists():
        elections.first_rows.seed(apps)


@pytest.fixture
def cast(db: None) -> Cast:
    return gather_cast()


@pytest.fixture
def enter() -> Entrance:
    """A browser of its own for a person, past the second factor."""
    return browser_of


BACKEND = "committees.people.backends.PhoneBackend"


def browser_of(user: User) -> Client:
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[STARTED] = session[SEEN] = timezone.now().timestamp()
    if user.reach.needs_second_factor:
        device, _ = Authenticator.objects.update_or_create(
            user=user, defaults={"name": "phone", "confirmed": True}
        )
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client
