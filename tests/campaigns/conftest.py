"""Real Celery processes around the test's own database, and ways to hurt them."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from redis import Redis

from jiedao.env import ENV
from tests.portal.processes import MARK, ROOT, Marked

FAR_FROM_OTHERS = 32
"""Redis numbers of campaigns: nobody else's queue is flushed."""


class Engine:
    """Workers and beats of one campaign. `start` and `kill` are all there is to it."""

    def __init__(self, folder: Path) -> None:
        server, number = ENV.redis_url.rsplit("/", 1)
        self.redis_url = f"{server}/{int(number or 0) + FAR_FROM_OTHERS}"
        self.redis = Redis.from_url(self.redis_url)
        self.redis.flushdb()
        self.mail_port = 0
        self.lease_s = 300.0
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        """`worker`, or `beat-1`, `beat-2` … with a schedule file each."""
        for name in names:
            with (self._folder / f"{name}.log").open("ab") as log:
                self._running[name] = subprocess.Popen(
                    self._command(name),
                    cwd=ROOT,
                    env=self._environment(),
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def kill(self, name: str) -> None:
        """-9 for the process and every child it forked."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        for name in list(self._running):
            self.kill(name)

    def said(self) -> str:
        """The end of what the processes wrote: for the message of a failed test."""
        return "\n".join(path.read_text()[-2_000:] for path in sorted(self._folder.glob("*.log")))

    def _command(self, name: str) -> list[str]:
        celery = [sys.executable, "-m", "celery", "-q", "-A", "tests.campaigns.quick_office"]
        if name == "worker":
            options = "--concurrency 2 --without-gossip --without-mingle --loglevel WARNING"
            return [*celery, "worker", *options.split()]
        schedule = str(self._folder / name)
        return [*celery, "beat", "--pidfile=", "--schedule", schedule, "--loglevel", "WARNING"]

    def _environment(self) -> dict[str, str]:
        database = connection.settings_dict
        address = f"{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        return {
            **os.environ,
            "DATABASE_URL": f"postgres://{address}",
            "REDIS_URL": self.redis_url,
            "DATA_DIR": str(self._folder / "data"),
            "LEASE_SECONDS": str(self.lease_s),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail_port),
        }


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Nothing it started outlives the test."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    made = Engine(tmp_path)
    yield made
    made.kill_all()
    Marked(mark).kill_all()
    made.redis.flushdb()
    made.redis.close()
