"""Finding what a test started: every process carries a mark in its environment.

So a test finds each one that still lives, wherever it stands in the process tree.
"""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MARK = "JIEDAO_SUPERVISED"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 150.0
BACK_WITHIN = 10.0


class Marked:
    """The living processes of one test."""

    def __init__(self, mark: str) -> None:
        self._entry = f"{MARK}={mark}".encode()

    def pids(self, word: str = "") -> list[int]:
        """Those with `word` on their command line; a zombie has no environment any more."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environment = (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes().split(b"\0")
                if self._entry in environment and (not word or word.encode() in command):
                    found.append(int(folder.name))
        return sorted(found)

    def kill_all(self) -> None:
        for pid in self.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Poll until it holds; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
