"""The stage, set up once for each file of tests that uses it; and coming in with a password."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from committees.people.models import User
from tests.access.crowd import gather
from tests.access.stage import Stage
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
def crowd(stage: Stage) -> Stage:
    """The stage with everything there is on it."""
    gather(stage)
    return stage


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
