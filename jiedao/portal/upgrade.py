"""A new release meets the tables of the one before it (RELIABILITY F15).

A backup comes first. Then each migration is done whole or not at all; it asks for its locks only a
moment and comes again, so nobody who is working waits behind it. What a migration may do to the
older program is settled by `tests/test_releases.py`: the release before runs on the new tables too.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from jiedao.common.errors import Refused
from jiedao.portal.backup import backup_folder, has_data, look_into, make_backup
from jiedao.portal.copies import copier

LOCK_WAIT = "2s"
TRIES = 5
PAUSE_S = 3.0
TAKEN = ("55P03", "40P01")  # SQLSTATE of PostgreSQL: no lock in time, or a deadlock
ONE_AT_A_TIME = 0x6A69_6564_616F  # "jiedao": the number of the lock that machines share

Key = tuple[str, str]
Say = Callable[[str], None]


def unapplied() -> list[str]:
    """Migrations this program has and the database has not, first things first. Two queries."""
    done = MigrationRecorder(connection).applied_migrations().keys()
    return [
        f"{app}.{name}"
        for (app, name), replaces in _steps()
        if (app, name) not in done and not (replaces and set(replaces) <= done)
    ]


@cache
def _steps() -> tuple[tuple[Key, tuple[Key, ...]], ...]:
    """Every migration with those it replaces, in the order they are done; read once."""
    graph = MigrationLoader(None).graph
    plan = dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf))
    return tuple((key, tuple(graph.nodes[key].replaces)) for key in plan)


def upgrade(say: Say, *, at: datetime) -> None:
    """Bring the tables to this release; at once when they are there.

    Refused, with what was done and how to go on, when the backup fails, when another program
    keeps the tables, and when a step fails: that step is taken back whole.
    """
    with _alone():
        if not unapplied():
            return
        if has_data():
            say(f"· 更新数据表，先备份：{backup_before(at)}")
        say("· 建立或更新数据表 …")
        _migrate()


@contextmanager
def _alone() -> Iterator[None]:
    """Where several machines start together one migrates; the others wait and find it done."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_WAIT])
    try:
        yield
    finally:
        connection.close()  # gives the lock back, and the usual patience to who comes next


def backup_before(at: datetime) -> Path:
    """A sealed copy of what is here now. A start that is tried again and again makes one, not many:
    the newest is good as long as nothing has changed since.
    """
    newest = max(backup_folder().glob("before-*.sealed"), default=None)
    if newest and _tells_of_now(newest):
        return newest
    stamp = timezone.localtime(at).strftime("%Y%m%d-%H%M%S")
    return make_backup(backup_folder() / f"before-{stamp}.sealed", at=at).path


def _tells_of_now(path: Path) -> bool:
    """Uploads are not looked at: each has a row, and is never written again."""
    try:
        then = look_into(path).figures
    except Refused:
        return False
    with copier().dump() as (now, _):
        return not then.differences(now)


def _migrate() -> None:
    for turn in range(TRIES):
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as fault:
            if not _is_taken(fault):
                raise _failed(fault) from fault
            if turn + 1 < TRIES:
                time.sleep(PAUSE_S)
        except Exception as fault:
            raise _failed(fault) from fault
        else:
            return
    raise Refused(
        f"{unapplied()[0]} 试了 {TRIES} 次都没有轮到：有别的程序正在用这些表。"
        "这一步一点也没有做，数据没有坏，上一版程序照样能用。"
        "等备份或者长查询做完，停掉别的机器上的网站，再运行：manage.py prepare"
    )


def _is_taken(fault: OperationalError) -> bool:
    """Somebody else holds the table (PostgreSQL), or the whole file (SQLite)."""
    return getattr(fault.__cause__, "sqlstate", "") in TAKEN or "is locked" in str(fault)


def _failed(fault: Exception) -> Refused:
    return Refused(
        f"{unapplied()[0]} 没有做成，这一步已经整个退回，数据没有坏，上一版程序照样能用。"
        f"请先用上一版启动，再找开发的人。原因：{type(fault).__name__}: {fault}"
    )
