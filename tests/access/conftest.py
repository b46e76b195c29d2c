"""The stage, set up once for each file of tests that uses it; and coming in with a password."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from committees.people.models import User
from tests.access.crowd import gather
from tests.access.stage import Stage
from tests.access.whole_numbers import lived_in, whole_numbers
from tests.cast import Cast, gather_cast
from tests.conftest import browser_of

PASSWORD = "三楼的桂花又开了"


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Stage]:
    unblocked = django_db_blocker.unblock()  # type: ignore[attr-defined]
    with unblocked, transaction.atomic():
        yield Stage(gather_cast(), browser_of)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def inhabited(stage: Stage) -> Stage:
    """The stage where a household lives whose numbers nobody is to read."""
    lived_in(stage.cast)
    return stage


@pytest.fixture(scope="module")
def crowd(inhabited: Stage) -> Stage:
    """The stage with everything there is on it."""
    gather(inhabited)
    return inhabited


@pytest.fixture
def log_without_numbers(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What was asked meanwhile left none of them in the log."""
    with caplog.at_level("INFO"):
        yield
    assert whole_numbers(caplog.text) == []


@pytest.fixture
def known(cast: Cast) -> Cast:
    """The cast with passwords."""
    encoded = User(name="任何人")
    encoded.set_password(PASSWORD)
    User.objects.update(password=encoded.password)
    for person in vars(cast).values():
        if isinstance(person, User):
            person.refresh_from_db()
    return cast


def knock(client: Client, user: User | str, password: str = PASSWORD, **more: str):
    phone = user if isinstance(user, str) else user.phone
    return client.post("/sign-in/", {"phone": phone, "password": password, **more})
