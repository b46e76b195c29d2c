"""The supervisor, run for real: what dies comes back, what stops leaves nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.portal.processes import BACK_WITHIN, PATIENCE, ROOT, Marked, until

#: Runs the real supervisor on the programs of argv[1]; argv[2] is Python to run before it.
ROOF = """
import json, sys
from pathlib import Path
from jiedao.portal import supervisor
exec(sys.argv[2])
supervisor.Supervisor([
    supervisor.Program(name, tuple(command), Path(lock) if lock else None)
    for name, command, lock in json.loads(sys.argv[1])
]).run()
"""
PLAIN = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(300)"]
#: A program with a child of its own that does not listen to SIGTERM.
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time;"
    "code = 'import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(300)';"
    "subprocess.Popen([sys.executable, '-c', code, 'grandchild']); time.sleep(300)",
    "parent",
]
WITHOUT_GROUP_KILL = """
supervisor.kill_group = lambda group: None
supervisor.reap_group = lambda group: None
"""

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(marked: Marked) -> Iterator[Start]:
    """Start a supervisor of [name, command, lock] programs."""
    started: list[subprocess.Popen[str]] = []

    def begin(*programs: tuple[str, list[str], str], before: str = "") -> subprocess.Popen[str]:
        command = [sys.executable, "-c", ROOF, json.dumps(programs), before]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def named(name: str, *, lock: str = "") -> tuple[str, list[str], str]:
    return name, [*PLAIN, name], lock


def test_a_killed_worker_is_back_within_ten_seconds_and_beat_stays_one(start, marked, tmp_path):
    start(named("web"), named("worker"), named("beat", lock=str(tmp_path / "beat.lock")))
    until(lambda: marked.pids("worker") and marked.pids("beat"))
    worker, beat = marked.pids("worker"), marked.pids("beat")

    os.kill(worker[0], signal.SIGKILL)

    until(lambda: marked.pids("worker") not in ([], worker), BACK_WITHIN)
    assert len(marked.pids("worker")) == 1
    assert marked.pids("beat") == beat


def test_sigterm_and_ctrl_c_leave_no_process(start, marked):
    for number in (signal.SIGTERM, signal.SIGINT):
        roof = start(named("web"), ("worker", PARENT, ""))
        until(lambda: marked.pids("web") and marked.pids("grandchild"))

        roof.send_signal(number)

        assert roof.wait(PATIENCE) == 0
        assert [marked.pids(word) for word in ("web", "parent", "grandchild")] == [[], [], []]


def test_control_without_the_group_kill_a_grandchild_survives(start, marked):
    roof = start(("worker", PARENT, ""), before=WITHOUT_GROUP_KILL)
    until(lambda: marked.pids("grandchild"))

    roof.send_signal(signal.SIGTERM)

    assert roof.wait(PATIENCE) == 0
    assert marked.pids("parent") == []
    assert len(marked.pids("grandchild")) == 1


def test_what_a_killed_program_left_is_gone_before_its_successor_starts(start, marked):
    start(("worker", PARENT, ""))
    until(lambda: marked.pids("grandchild"))
    parent, orphan = marked.pids("parent"), marked.pids("grandchild")

    os.kill(parent[0], signal.SIGKILL)

    until(lambda: marked.pids("grandchild") not in ([], orphan), BACK_WITHIN)
    assert len(marked.pids("grandchild")) == 1
    assert marked.pids("parent") != parent


def test_a_supervisor_killed_with_minus_nine_takes_its_programs_along(start, marked):
    roof = start(named("web"), named("beat"))
    until(lambda: marked.pids("web") and marked.pids("beat"))

    roof.kill()

    until(lambda: not marked.pids("web") and not marked.pids("beat"))


def test_a_second_beat_refuses_to_start_and_takes_over_when_the_first_ends(start, marked, tmp_path):
    lock = str(tmp_path / "beat.lock")
    first = start(named("web"), named("beat", lock=lock))
    until(lambda: marked.pids("beat"))
    beat = marked.pids("beat")
    second = start(named("worker"), named("beat", lock=lock))
    until(lambda: "已经有一个在运行" in second.stdout.readline())
    assert marked.pids("beat") == beat

    first.send_signal(signal.SIGTERM)

    until(lambda: marked.pids("beat") not in ([], beat), BACK_WITHIN)
    assert len(marked.pids("beat")) == 1


def test_every_line_names_its_program(start):
    roof = start(named("web"), named("beat"))

    lines = {roof.stdout.readline(), roof.stdout.readline()}

    assert lines == {"web    | up\n", "beat   | up\n"}


def test_a_program_that_does_not_stay_up_waits_longer_each_time(start):
    roof = start(("web", [sys.executable, "-c", "raise SystemExit(3)"], ""))

    lines = [roof.stdout.readline().strip() for _ in range(3)]

    assert lines == [
        f"web    | 意外退出（3），{pause} 秒后重新启动。" for pause in ("0.2", "1", "2")
    ]
