"""The stage, set up once for each file of tests that uses it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.access.stage import Stage
from tests.cast import gather_cast
from tests.conftest import UNHURRIED, browser_of


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Stage]:
    plain = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    unblocked = django_db_blocker.unblock()  # type: ignore[attr-defined]
    with override_settings(STORAGES=plain, **UNHURRIED), unblocked, transaction.atomic():
        yield Stage(gather_cast(), browser_of)
        transaction.set_rollback(True)
