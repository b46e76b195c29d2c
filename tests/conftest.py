"""Fixtures that every test may use: the cast, and a client already signed in as one of it."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import blocking_manager_key

from committees.people.models import User
from committees.people.sessions import DEMO, SEEN, STARTED
from tests.cast import Cast, gather_cast

Entrance = Callable[[User], Client]


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Pages of the test client need no collected files."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


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
        import_module("committees.migrations.0003_seed").seed(apps, None)
    if not apps.get_model("committees", "Regulation").objects.exists():
        import_module("committees.migrations.0009_regulation_models").seed(apps, None)
    if not apps.get_model("meetings", "Kind").objects.exists():
        import_module("meetings.migrations.0003_kinds").seed(apps, None)


@pytest.fixture
def cast(db: None) -> Cast:
    return gather_cast()


@pytest.fixture
def enter() -> Entrance:
    """A browser of its own for a person, past the second factor."""
    return browser_of


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="committees.people.backends.PhoneBackend")
    session = client.session
    session[STARTED] = session[SEEN] = timezone.now().timestamp()
    session[DEMO] = True
    session.save()
    return client
