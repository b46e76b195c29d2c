"""A consistent copy of the database, out and back in.

PostgreSQL goes by its own tools, SQLite by its backup API. Both kinds offer the same three acts:
`dump` (figures and bytes of one moment), `fill` (replace everything, in one transaction) and
`scratch` (fill a throwaway database and take its figures).
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

import psycopg
from django.db import connection
from psycopg import sql

from jiedao.common.errors import Refused
from jiedao.portal.figures import Figures, take_figures

BLOCK = 1 << 20
APT_COMMAND = "apt-get install -y postgresql-client"
LOCK_WAIT = "10s"


class Copier(Protocol):
    vendor: str

    @contextmanager
    def dump(self) -> Iterator[tuple[Figures, Iterator[bytes]]]: ...
    def fill(self, blocks: Iterable[bytes]) -> Figures: ...
    def scratch(self, blocks: Iterable[bytes]) -> Figures: ...


def copier() -> Copier:
    """For the database the portal uses."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


# SQLite


class Sqlite:
    vendor = "sqlite"

    def __init__(self) -> None:
        self._live = str(connection.settings_dict["NAME"])

    @contextmanager
    def dump(self) -> Iterator[tuple[Figures, Iterator[bytes]]]:
        with self._folder() as folder:
            copy = folder / "copy.sqlite3"
            with _opened(self._live) as live, _opened(copy) as target:
                live.backup(target)
            with _opened(copy) as target:
                figures = take_figures(target.cursor(), self.vendor)
            with copy.open("rb") as source:
                yield figures, iter(lambda: source.read(BLOCK), b"")

    def fill(self, blocks: Iterable[bytes]) -> Figures:
        connection.close()
        with self._staged(blocks) as staged, _opened(self._live) as live:
            try:
                staged.backup(live)
            except sqlite3.OperationalError:
                raise Refused("数据库正在用，没有恢复。请先停掉网站和后台任务。") from None
            return take_figures(live.cursor(), self.vendor)

    def scratch(self, blocks: Iterable[bytes]) -> Figures:
        with self._staged(blocks) as staged:
            return take_figures(staged.cursor(), self.vendor)

    @contextmanager
    def _staged(self, blocks: Iterable[bytes]) -> Iterator[sqlite3.Connection]:
        with self._folder() as folder:
            path = folder / "staged.sqlite3"
            with path.open("wb") as out:
                out.writelines(blocks)
            with _opened(path) as staged:
                staged.execute(
                    "PRAGMA ignore_check_constraints = ON"
                )  # they call Django's functions
                if staged.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise Refused("备份里的数据库坏了，不能用。")
                yield staged

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Beside the living database: the same disk, readable by its owner alone."""
        with tempfile.TemporaryDirectory(prefix=".copy-", dir=Path(self._live).parent) as name:
            yield Path(name)


@contextmanager
def _opened(path: "str | Path") -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path, timeout=20)
    try:
        yield opened
    finally:
        opened.close()


# PostgreSQL


class Postgres:
    vendor = "postgresql"

    def __init__(self) -> None:
        settings = connection.settings_dict
        self._database = str(settings["NAME"])
        self._address = {
            name: str(settings[key])
            for name, key in (("host", "HOST"), ("port", "PORT"), ("user", "USER"))
            if settings[key]
        }
        self._password = str(settings["PASSWORD"] or "")

    @contextmanager
    def dump(self) -> Iterator[tuple[Figures, Iterator[bytes]]]:
        """Figures and dump see the same snapshot, however busy the portal is meanwhile."""
        with self._connected(self._database) as session:
            session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            session.read_only = True
            cursor = session.cursor()
            exported = cursor.execute("SELECT pg_export_snapshot()").fetchone()
            figures = take_figures(cursor, self.vendor)
            yield figures, self._dumped(str(exported[0] if exported else ""))

    def _dumped(self, snapshot: str) -> Iterator[bytes]:
        command = [
            tool("pg_dump"),
            *("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"),
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, env=self._environment(self._database)
        ) as process:
            while block := _read(process):
                yield block
        if process.returncode:
            raise Refused("pg_dump 没有做完，备份没有成功。原因写在上面。")

    def fill(self, blocks: Iterable[bytes]) -> Figures:
        connection.close()
        self._fill(self._database, blocks)
        return self._figures(self._database)

    def scratch(self, blocks: Iterable[bytes]) -> Figures:
        name = f"{self._database[:40]}_drill_{os.getpid()}"
        with self._connected(self._database, autocommit=True) as session:
            try:
                session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            except psycopg.errors.InsufficientPrivilege:
                raise Refused("演练要建一个临时数据库，请给数据库用户 CREATEDB 权限。") from None
            try:
                self._fill(name, blocks)
                return self._figures(name)
            finally:
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                session.execute(drop.format(sql.Identifier(name)))

    def _fill(self, database: str, blocks: Iterable[bytes]) -> None:
        """pg_restore writes SQL, psql runs it in one transaction: all of it or nothing."""
        environment = self._environment(database)
        reading = [tool("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
        writing = [
            tool("psql"),
            *("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"),
            *("--single-transaction", "--file=-"),
        ]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        with (
            subprocess.Popen(reading, stdin=pipe, stdout=pipe, env=environment) as restore,
            subprocess.Popen(writing, stdin=pipe, stdout=nowhere, env=environment) as psql,
        ):
            _pump(blocks, restore, psql)
        if restore.returncode or psql.returncode:
            raise Refused("数据库没有恢复成功，原来的数据没有动。原因写在上面。")

    def _figures(self, database: str) -> Figures:
        with self._connected(database) as session:
            return take_figures(session.cursor(), self.vendor)

    @contextmanager
    def _connected(self, database: str, **options: Any) -> Iterator["psycopg.Connection[Any]"]:
        address: dict[str, Any] = {**self._address, "password": self._password or None, **options}
        with psycopg.connect(dbname=database, **address) as session:
            yield session

    def _environment(self, database: str) -> dict[str, str]:
        """The address reaches the tools without standing on a command line."""
        named = {f"PG{name.upper()}": value for name, value in self._address.items()}
        secret = {"PGPASSWORD": self._password} if self._password else {}
        return {**os.environ, **named, **secret, "PGDATABASE": database}


EMPTY_FIRST = (
    f"SET lock_timeout = '{LOCK_WAIT}';\nSET client_min_messages = warning;\n"
    "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
)


def _pump(
    blocks: Iterable[bytes], restore: "subprocess.Popen[bytes]", psql: "subprocess.Popen[bytes]"
) -> None:
    """blocks → pg_restore → psql. Reading and writing go on at once, so no pipe can fill up.

    psql commits at the end of its input, so it is killed before that end when anything failed.
    """
    faults: list[BaseException] = []

    def feed() -> None:
        try:
            for block in blocks:
                restore.stdin.write(block)  # type: ignore[union-attr]
        except BrokenPipeError:
            pass
        except BaseException as fault:
            faults.append(fault)
            restore.kill()
        finally:
            _close(restore.stdin)

    feeder = Thread(target=feed)
    feeder.start()
    try:
        psql.stdin.write(EMPTY_FIRST.encode())  # type: ignore[union-attr]
        shutil.copyfileobj(restore.stdout, psql.stdin, BLOCK)  # type: ignore[arg-type]
        feeder.join()
        if restore.wait() or faults:
            psql.kill()
    except BrokenPipeError:
        restore.kill()
    finally:
        _close(psql.stdin)
        feeder.join()
    if faults:
        raise faults[0]


def _read(process: "subprocess.Popen[bytes]") -> bytes:
    return process.stdout.read(BLOCK) if process.stdout else b""


def _close(pipe: Any) -> None:
    with suppress(BrokenPipeError):
        pipe.close()


def tool(name: str) -> str:
    """The newest installed program; Refused with the installation command without one."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    program = str(found[-1]) if found else shutil.which(name)
    if not program:
        raise Refused(f"这台机器没有 {name}，请管理员运行：{APT_COMMAND}")
    return program
