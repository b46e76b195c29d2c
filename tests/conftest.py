"""Fixtures that every test may use: the cast, and a client already signed in as one of it."""

import gc
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from committees.people.models import Authenticator, User
from committees.people.session_store import SessionStore
from committees.people.sessions import SEEN, STARTED
from tests import kept_rows
from tests.cast import Cast
from tests.standing_cast import StandingCast, wanted_by

Entrance = Callable[[User], Client]

PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
"""How long an example takes is the machine's affair."""
hypothesis.register_profile("suite", derandomize=True, **PATIENT)  # type: ignore[arg-type]
hypothesis.register_profile("explore", **PATIENT)  # type: ignore[arg-type]
hypothesis.load_profile("suite")  # the same examples each time; `make audit` looks for new ones


AS_IN_AN_OFFICE = settings.STORAGES
"""Static files by hashed names, which `collectstatic` writes: only a browser asks for them."""
UNHURRIED = {
    "STORAGES": {
        **AS_IN_AN_OFFICE,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "RECORDS_AN_HOUR": 10**9,
    "SEARCHES_AN_HOUR": 10**9,
    "REFUSALS_AN_HOUR": 10**9,
    "PASSWORD_HASHERS": ["tests.conftest.QuickArgon2"],
}
"""The suite opens in a minute what a person opens in a week, and guesses no password."""


class QuickArgon2(Argon2PasswordHasher):
    """The same hash with the least work: a password costs 0.2 s otherwise, as it should."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def pytest_configure() -> None:
    """Once, before anybody has asked for a file or a hash."""
    for name, value in UNHURRIED.items():
        setattr(settings, name, value)


STANDING = StandingCast()


def pytest_itemcollected(item: pytest.Item) -> None:
    """What asks no database gives the same answer beside either."""
    of_tables = {"db", "transactional_db", "django_db_setup"}
    asks = of_tables & set(getattr(item, "fixturenames", ()))
    if not asks and not item.get_closest_marker("django_db"):
        item.add_marker("once")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After pytest-django has put the tests that commit behind the others."""
    items.sort(key=lambda item: (not wanted_by(item), not item.get_closest_marker("long")))


def pytest_collection_finish() -> None:
    """A million things are loaded by now and stay to the end: nobody need look through them for
    rubbish again and again, which was an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    STANDING.prepare(item)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """A test that commits leaves the tables as they were on the first day (kept_rows.py)."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        kept_rows.keep()
    STANDING.blocker = django_db_blocker
    with kept_rows.comes_back():
        yield
    STANDING.leave()


@pytest.fixture
def cast(db: None) -> Cast:
    return STANDING.people()


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
