"""Processes of a test, found and ended by their mark."""

import uuid
from collections.abc import Iterator

import pytest

from tests.portal.processes import MARK, Marked


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Marked]:
    """Nothing a failed test started outlives it."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    processes = Marked(mark)
    yield processes
    processes.kill_all()
