"""`manage.py serve` as a bare machine runs it: SQLite, the filesystem broker, real children."""

import os
import signal
import socket
import subprocess
import sys
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from deploy.with_services import free_port
from tests.portal.processes import BACK_WITHIN, PATIENCE, ROOT, until


@pytest.fixture
def office(marked, tmp_path, monkeypatch):
    """A running office of its own, on its own port and folder."""
    port = free_port()
    for name, value in {
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "JIEDAO_DEMO": "0",
        "DATA_DIR": str(tmp_path),
        "PORT": str(port),
    }.items():
        monkeypatch.setenv(name, value)
    log = (tmp_path / "serve.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--prepare"], cwd=ROOT, stdout=log, stderr=log
    )
    until(lambda: answers(port))
    until(lambda: leaders(marked, "worker") and leaders(marked, "beat"))
    yield process
    process.kill()
    process.wait()
    log.close()


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except HTTPError as error:
        return error.code < 600
    except (URLError, OSError):
        return False


def leaders(marked, word: str) -> list[int]:
    """Programs themselves, not the children they forked."""
    return [pid for pid in marked.pids(word) if os.getpgid(pid) == pid]


def test_a_killed_worker_returns_beat_stays_one_and_sigterm_leaves_nothing(office, marked):
    worker, beat = leaders(marked, "worker"), leaders(marked, "beat")
    assert [len(worker), len(beat)] == [1, 1]

    os.kill(worker[0], signal.SIGKILL)

    until(lambda: leaders(marked, "worker") not in ([], worker), BACK_WITHIN)
    assert leaders(marked, "beat") == beat

    office.send_signal(signal.SIGTERM)

    assert office.wait(PATIENCE) == 0
    assert marked.pids() == []


def test_a_taken_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        second = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "PORT": str(port)},
        )

    assert second.returncode == 1
    assert f"make run PORT={port + 1}" in second.stderr
