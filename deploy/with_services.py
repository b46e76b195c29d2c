#!/usr/bin/env python3
"""A PostgreSQL and a Redis that live as long as one command, and leave nothing behind.

    python deploy/with_services.py -- python manage.py bench

starts both on free ports, sets DATABASE_URL and REDIS_URL for the command and stops them after it.
`tests/services.py` uses the same two servers for the suite. Works as root (the PostgreSQL
binaries alone run as the user `postgres`) and as anybody else.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 20.0
STOP_SECONDS = 10.0
DATABASE = "jiedao"
POSTGRES_USER = "postgres"
#: A throwaway database may lose everything at a power cut, so nothing waits for the disk.
POSTGRES_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "listen_addresses=127.0.0.1",
    "log_min_messages=fatal",
)


class ServiceMissing(RuntimeError):
    """A program is not installed, or did not start; says in Chinese what to do."""


@dataclass(frozen=True)
class Addresses:
    """Where the two servers answer."""

    database_url: str
    redis_port: int

    def redis_url(self, number: int = 0) -> str:
        """Redis keeps numbered databases: each test worker uses its own."""
        return f"redis://127.0.0.1:{self.redis_port}/{number}"


@contextlib.contextmanager
def throwaway_services() -> Iterator[Addresses]:
    """Start both servers; stop them and remove their files whatever happens inside."""
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="jiedao-services-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        redis_port = free_port()
        stack.callback(stop, start_redis(folder, redis_port), signal.SIGTERM)
        postgres_port = free_port()
        stack.callback(stop, start_postgres(folder, postgres_port), signal.SIGINT)
        wait_for_redis(redis_port)
        create_database(postgres_port)
        url = f"postgres://{POSTGRES_USER}@127.0.0.1:{postgres_port}/{DATABASE}"
        yield Addresses(url, redis_port)


def start_postgres(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A new cluster in `folder`, owned by a user PostgreSQL agrees to run as."""
    data = folder / "postgres"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, POSTGRES_USER, POSTGRES_USER)
    initdb = subprocess.run(
        [
            *_as_postgres(),
            str(postgres_binary("initdb")),
            f"--pgdata={data}",
            f"--username={POSTGRES_USER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ],
        cwd=data,
        capture_output=True,
        text=True,
        check=False,
    )
    if initdb.returncode:
        raise ServiceMissing(f"PostgreSQL 没有建成：{initdb.stderr.strip()}")
    settings = [f"port={port}", f"unix_socket_directories={data}", *POSTGRES_SETTINGS]
    return _spawn(
        [
            *_as_postgres(),
            str(postgres_binary("postgres")),
            "-D",
            str(data),
            *(word for setting in settings for word in ("-c", setting)),
        ],
        cwd=data,
    )


def create_database(port: int) -> None:
    """The database of the address; retried until the server answers."""
    createdb = [
        str(postgres_binary("createdb")),
        "--host=127.0.0.1",
        f"--port={port}",
        f"--username={POSTGRES_USER}",
        DATABASE,
    ]
    deadline = time.monotonic() + START_SECONDS
    while True:
        answer = subprocess.run(createdb, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return
        if time.monotonic() > deadline:
            raise ServiceMissing(f"PostgreSQL 没有启动：{answer.stderr.strip()}")
        time.sleep(0.05)


def start_redis(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Redis in memory only."""
    binary = shutil.which("redis-server")
    if binary is None:
        raise ServiceMissing("没有找到 redis-server：apt-get install redis-server")
    settings = {"port": port, "bind": "127.0.0.1", "appendonly": "no", "databases": 64}
    words = [word for name, value in settings.items() for word in (f"--{name}", str(value))]
    home = folder / "redis"
    home.mkdir()
    return _spawn([binary, *words, "--save", "", "--dir", str(home)], cwd=home)


def wait_for_redis(port: int) -> None:
    """Until it answers a PING."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1) as line,
        ):
            line.sendall(b"PING\r\n")
            if line.recv(7) == b"+PONG\r\n":
                return
        time.sleep(0.02)
    raise ServiceMissing("Redis 没有启动")


def stop(process: subprocess.Popen[bytes], kindly: signal.Signals) -> None:
    """Ask, wait, then kill the whole group."""
    if process.poll() is None:
        process.send_signal(kindly)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def postgres_binary(name: str) -> Path:
    """The newest installed server's program; Debian keeps them off the PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    on_path = shutil.which(name)
    if found:
        return found[-1]
    if on_path:
        return Path(on_path)
    raise ServiceMissing("没有找到 PostgreSQL：apt-get install postgresql-15")


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _as_postgres() -> list[str]:
    """PostgreSQL refuses root; the change of user clears the death signal, so it is set again."""
    if os.geteuid() != 0:
        return []
    user = f"--reuid={POSTGRES_USER}"
    group = f"--regid={POSTGRES_USER}"
    return ["setpriv", user, group, "--init-groups", "--pdeathsig=SIGQUIT", "--"]


def _spawn(command: Sequence[str], *, cwd: Path) -> subprocess.Popen[bytes]:
    """In its own session: Ctrl-C reaches the suite first, which then stops the servers."""
    return subprocess.Popen(
        ["setpriv", "--pdeathsig=SIGTERM", "--", *command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command behind `--` and give back its exit code."""
    command = [word for index, word in enumerate(arguments) if not (index == 0 and word == "--")]
    if not command:
        print("用法：python deploy/with_services.py -- 命令 …", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with throwaway_services() as services:
            os.environ["DATABASE_URL"] = services.database_url
            os.environ["REDIS_URL"] = services.redis_url()
            return subprocess.run(command, check=False).returncode
    except ServiceMissing as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
