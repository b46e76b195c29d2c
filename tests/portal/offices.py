"""Installations of their own: a folder, a database, and `manage.py` in processes of their own."""

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from jiedao.portal.figures import Figures, take_figures
from tests import kept_rows
from tests.portal.processes import ROOT

SEED = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from committees.journal.actions import record
from committees.people.models import User
from committees.territory.models import Committee, Street
from jiedao.portal.setup import open_office
office = open_office("清和街道", open("data/demo_committees.csv", "rb").read())
person = User(name="周桂英", phone="10000000001"); person.set_unusable_password(); person.save()
for committee in Committee.objects.all()[:5]:
    record("test.act", committee, by=person, committee=committee)
default_storage.save("ab/照片.jpg", ContentFile(bytes(range(256)) * 9000))
default_storage.save("cd/empty.pdf", ContentFile(b""))
"""


@dataclass(frozen=True)
class Office:
    """An installation of its own; `run` is `manage.py …` in a process of its own."""

    folder: Path
    environment: dict[str, str]
    program: Path = ROOT

    @property
    def database(self) -> str:
        return self.environment["DATABASE_URL"].rpartition("/")[2]

    def run(self, *words: str, ok: bool = True, **changes: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.program,
            env={**self.environment, **changes},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """The same without waiting for its end."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=self.program,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def state(self) -> tuple[Figures, dict[str, str]]:
        """Every table, and every uploaded file, as they stand now."""
        media = self.folder / "media"
        files = {
            path.relative_to(media).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in media.rglob("*")
            if path.is_file()
        }
        if url := self.environment["DATABASE_URL"]:
            with psycopg.connect(url) as session:
                return take_figures(session.cursor(), "postgresql"), files
        with closing(sqlite3.connect(self.folder / "portal.sqlite3")) as opened:
            return take_figures(opened.cursor(), "sqlite"), files


NEXT = """
from django.db import migrations, models


def fail(apps, schema_editor):
    raise ValueError("a mistake of ours")


class Migration(migrations.Migration):
    dependencies = [("committees", "{leaf}")]
    operations = [{operations}]
"""
NewOffice = Callable[[], Office]


@contextmanager
def offices(new_folder: Callable[[str], Path]) -> Iterator[NewOffice]:
    """Makes new offices: copies of the suite's own database, which `migrate` has made, as it is on
    the first day. Begins where no transaction of the suite is open."""
    server = os.environ.get("DATABASE_URL", "")
    first = new_folder("first") / "portal.sqlite3"
    made: list[str] = []

    def copied(template: str) -> str:
        made.append(f"office_{uuid.uuid4().hex[:8]}")
        _ask(server, f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
        return re.sub("/[^/]*$", f"/{made[-1]}", server)

    def make() -> Office:
        folder = new_folder("office")
        office = Office(folder, {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": ""})
        if server.startswith("postgres"):
            office.environment["DATABASE_URL"] = copied(made[0])
        else:
            shutil.copy(first, folder)
        return office

    if server.startswith("postgres"):
        connection.close()  # nobody may sit at what is copied
        new = copied(connection.settings_dict["NAME"])
        _ask(new, f"DROP SCHEMA {kept_rows.SCHEMA} CASCADE")
    else:
        _copy_on_sqlite(first)
    yield make
    for name in made:
        _ask(server, f"DROP DATABASE {name} WITH (FORCE)")


def _ask(address: str, command: str) -> None:
    with psycopg.connect(address, autocommit=True) as session:
        session.execute(command)


def _copy_on_sqlite(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path)) as opened:
        for table in kept_rows.KEPT:
            opened.execute(f'DROP TABLE "{kept_rows.SCHEMA}_{table}"')


def newest_of(app: str) -> str:
    """The last migration of this release."""
    return MigrationLoader(None).graph.leaf_nodes(app)[0][1]


def next_release(folder: Path, operations: str) -> Path:
    """This program with one migration more, whose operations are the given code: no copy, links.

    They may name Django's `models` and `migrations`, and `fail`, a function that does.
    """
    for name in ("jiedao", "meetings", "elections", "casework", "data"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "manage.py", folder)  # Python would follow a link back
    for package in ("committees", "committees/migrations"):
        (folder / package).mkdir()
        for path in (ROOT / package).iterdir():
            if path.name not in {"migrations", "__pycache__"}:
                (folder / package / path.name).symlink_to(path)
    text = NEXT.format(leaf=newest_of("committees"), operations=operations)
    (folder / "committees" / "migrations" / "9999_next.py").write_text(text)
    return folder
