"""Pytest plugin: a throwaway PostgreSQL and Redis, ready before Django reads its settings.

Loaded with `-p tests.services` (pyproject.toml), because a conftest would be too late.
`JIEDAO_TEST_DATABASE=sqlite` starts nothing: SQLite and the filesystem broker.
With xdist the controller starts the servers; each worker gets its own database from
pytest-django, and its own Redis number and DATA_DIR from here.
"""

import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest

from deploy.with_services import Addresses, ServiceMissing, throwaway_services

KEYS = {
    "SECRET_KEY": "test-secret-key-" + "k" * 48,
    "FIELD_KEYS": "test-field-key-" + "f" * 48,
    "INDEX_KEY": "test-index-key-" + "i" * 48,
}
#: What a developer's shell may carry; the suite must not depend on it.
FORGOTTEN = (
    "DATABASE_URL REDIS_URL ALLOWED_HOSTS SITE_NAME STREET_NAME HELP_PHONE HELP_HOURS BASE_PATH "
    "PORT JIEDAO_DEMO ADMIN_SITE EMAIL_HOST EMAIL_PORT EMAIL_USER EMAIL_PASSWORD EMAIL_FROM "
    "SITE_CODE ICP_RECORD POLICE_RECORD"
).split()
SERVICES = pytest.StashKey[Addresses]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before pytest-django imports the settings. A worker has all it needs from its controller."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up as after Ctrl-C
    cleanup = contextlib.ExitStack()
    early_config.add_cleanup(cleanup.close)
    folder = Path(tempfile.mkdtemp(prefix="jiedao-tests-"))
    cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
    for name in FORGOTTEN:
        os.environ.pop(name, None)
    os.environ.update(KEYS, DATA_DIR=str(folder / "main"))
    if not _needs_services(early_config):
        return
    try:
        services = cleanup.enter_context(throwaway_services())
    except ServiceMissing as missing:
        raise pytest.UsageError(str(missing)) from missing
    early_config.stash[SERVICES] = services
    os.environ.update(DATABASE_URL=services.database_url, REDIS_URL=services.redis_url())


def _needs_services(config: pytest.Config) -> bool:
    wanted = config.known_args_namespace
    only_talks = wanted.help or wanted.version
    return not only_talks and os.environ.get("JIEDAO_TEST_DATABASE") != "sqlite"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Give each worker its own folder and its own Redis number."""
    folder = Path(os.environ["DATA_DIR"]).parent
    services = config.stash.get(SERVICES, None)
    for number, spec in enumerate(specs, start=1):
        spec.env["DATA_DIR"] = str(folder / f"worker-{number}")
        if services:
            spec.env["REDIS_URL"] = services.redis_url(number)
