"""Keeps several programs running under one roof, and takes all of them down with it.

Each program leads its own session and process group. A dead one is swept up with its whole group
before it starts again, so nothing it left behind can run beside its successor. The kernel tells
the programs to stop when this process dies unannounced (PR_SET_PDEATHSIG). One thread only:
the death signal belongs to the thread that made the child, and a fork from one thread is safe.
"""

import ctypes
import fcntl
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
#: Pauses before the first, second … restart of a program that does not stay up.
PAUSE_SECONDS = (0.2, 1.0, 2.0, 4.0)
#: After this long a program counts as steady and its failures are forgotten.
STEADY_SECONDS = 30.0
#: The others wait for the first program at most this long.
FRONT_SECONDS = 5.0
#: From the polite request to the end.
GRACE_SECONDS = 8.0
TICK_SECONDS = 0.1
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

Write = Callable[[str], None]


@dataclass(frozen=True)
class Program:
    """What to run. `lock` is a file only one living program on this machine may hold."""

    name: str
    command: tuple[str, ...]
    lock: Path | None = None


class LockHeld(RuntimeError):
    """Another process on this machine runs the same program."""


class Child:
    """One program and its present process."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self.started_at = 0.0
        self.due_at = 0.0
        self.waits_for_lock = False
        self._rest = b""

    @property
    def output(self) -> IO[bytes] | None:
        return self.process.stdout if self.process else None

    def start(self, now: float) -> None:
        """Raises LockHeld where the program's lock is taken."""
        with held_lock(self.program.lock) as lock:
            parent = os.getpid()
            self.process = subprocess.Popen(
                self.program.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=lock,
                preexec_fn=lambda: die_with(parent),
            )
        os.set_blocking(self._pipe().fileno(), False)
        self.started_at = now
        self._rest = b""

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """The leader only: gunicorn and Celery let their own children finish what they hold."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def bury(self, now: float) -> int:
        """Sweep up what the process left, plan the next start, give back its exit code."""
        process = self._present()
        kill_group(process.pid)
        code = process.wait()
        reap_group(process.pid)
        self._pipe().close()
        self.process = None
        if now - self.started_at > STEADY_SECONDS:
            self.failures = 0
        self.postpone(now)
        return code

    def postpone(self, now: float) -> None:
        """Each failure in a row waits longer, up to the last of PAUSE_SECONDS."""
        self.due_at = now + PAUSE_SECONDS[min(self.failures, len(PAUSE_SECONDS) - 1)]
        self.failures += 1

    def lines(self) -> list[str]:
        """Whole lines written since the last call."""
        with suppress(BlockingIOError):
            self._rest += self._pipe().read() or b""
        *whole, self._rest = self._rest.split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in whole if line.strip()]

    def last_words(self) -> list[str]:
        """`lines`, and the unfinished one of a process that is no more."""
        found = self.lines()
        if self._rest:
            found.append(self._rest.decode(errors="replace").rstrip())
            self._rest = b""
        return found

    def _present(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise RuntimeError(f"{self.program.name} is not running")
        return self.process

    def _pipe(self) -> IO[bytes]:
        pipe = self._present().stdout
        if pipe is None:
            raise RuntimeError(f"{self.program.name} has no output")
        return pipe


class Supervisor:
    """Runs programs until SIGTERM, SIGINT or SIGHUP; a second signal cuts the grace short."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        is_open: Callable[[], bool] = lambda: True,
        when_open: Callable[[], None] = lambda: None,
        write: Write | None = None,
    ) -> None:
        self._children = [Child(program) for program in programs]
        self._is_open = is_open
        self._when_open = when_open
        self._write = write or write_line
        self._signals = 0

    def run(self) -> None:
        """Start the first program, the others once it is open; keep all up; stop on a signal."""
        become_subreaper()
        with self._listening():
            try:
                self._open_front()
                while not self._signals:
                    self._keep_up(self._children)
            finally:
                self._stop()

    def _open_front(self) -> None:
        """The page people wait for gets the machine to itself until it answers."""
        latest = time.monotonic() + FRONT_SECONDS
        opened = False
        while not (self._signals or opened or time.monotonic() > latest):
            self._keep_up(self._children[:1])
            opened = self._is_open()
        if opened:
            self._when_open()

    def _keep_up(self, children: Sequence[Child]) -> None:
        now = time.monotonic()
        for child in children:
            if child.process is None and now >= child.due_at:
                self._start(child, now)
        self._pass_on(TICK_SECONDS)
        for child in children:
            if child.process is not None and not child.is_alive():
                self._bury(child)

    def _start(self, child: Child, now: float) -> None:
        try:
            child.start(now)
            child.waits_for_lock = False
        except LockHeld:
            if not child.waits_for_lock:
                self._say(child, "没有启动：这台机器上已经有一个在运行，等它结束后再接手。")
            child.waits_for_lock = True
            child.postpone(now)

    def _bury(self, child: Child) -> None:
        for line in child.last_words():
            self._say(child, line)
        now = time.monotonic()
        code = child.bury(now)
        if not self._signals:
            self._say(child, f"意外退出（{code}），{child.due_at - now:g} 秒后重新启动。")

    def _pass_on(self, seconds: float) -> None:
        """Hand on what the programs say; wait for it at most `seconds`."""
        with selectors.DefaultSelector() as selector:
            for child in self._children:
                if child.output is not None:
                    selector.register(child.output, selectors.EVENT_READ, child)
            ready = selector.select(seconds)
        for key, _ in ready:
            for line in key.data.lines():
                self._say(key.data, line)
        if ready:
            time.sleep(TICK_SECONDS / 10)  # an output at its end is always ready

    def _stop(self) -> None:
        first = self._signals
        latest = time.monotonic() + GRACE_SECONDS
        running = [child for child in self._children if child.process is not None]
        for child in running:
            child.ask_to_stop()
        while any(child.is_alive() for child in running):
            if time.monotonic() > latest or self._signals > max(first, 1):
                break
            self._pass_on(TICK_SECONDS)
        for child in running:
            self._bury(child)

    def _say(self, child: Child, line: str) -> None:
        self._write(f"{child.program.name:<6} | {line}")

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
        for number, handler in before.items():
            # nohup is respected; that a shell's `&` ignores Ctrl-C on our behalf is not
            if number != signal.SIGHUP or handler != signal.SIG_IGN:
                signal.signal(number, self._count_signal)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _count_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1


@contextmanager
def held_lock(path: Path | None) -> Iterator[tuple[int, ...]]:
    """The open lock file for a child to inherit: it stays locked while the child lives."""
    if path is None:
        yield ()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise LockHeld(str(path)) from held
        yield (lock,)
    finally:
        os.close(lock)


def kill_group(group: int) -> None:
    """Kill whatever is left of a process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def reap_group(group: int) -> None:
    """Wait for the orphans of a killed group; needs `become_subreaper`."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-group, 0)


def become_subreaper() -> None:
    """Orphans of our programs become ours to wait for, not an init that may not exist."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with(parent: int) -> None:
    """Called in the child: SIGTERM when the parent dies, at once if it is dead already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    call = getattr(ctypes.CDLL(None), "prctl", None)
    if call is not None:
        call(option, value, 0, 0, 0)


def write_line(line: str) -> None:
    """To standard output; a reader that went away does not stop the office."""
    with suppress(BrokenPipeError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
