"""`manage.py prepare`: everything that must be true before the first page; quick when it is."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jiedao.common.errors import Refused
from jiedao.env import ENV
from jiedao.portal.upgrade import upgrade

DEMO_DAYS = 60


class Command(BaseCommand):
    help = "Bring tables, demo data (demo mode, empty database) and static files up to date."
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        """CommandError says why the tables could not be brought up to date."""
        keep_private(ENV.data_dir)
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        try:
            upgrade(self._say, at=timezone.now())
        except Refused as refused:
            raise CommandError(refused.reason) from refused.__cause__
        if settings.JIEDAO_DEMO and not has_committees():
            self._say(f"· 生成 {DEMO_DAYS} 天的演示数据 …")
            call_command("demo", days=DEMO_DAYS, verbosity=0, stdout=self.stdout)
        if static_files_are_behind():
            self._say("· 收集样式、脚本和图标 …")
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            stamp_path().write_text(static_digest())

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def keep_private(folder: Path) -> None:
    """Names and photos of neighbours lie there: nobody else on this machine looks in.

    A folder that somebody else owns and lends to the portal keeps the rights it has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):
        folder.chmod(0o700)


def has_committees() -> bool:
    """False in a new office, before `demo` or `setup_office`."""
    return apps.get_model("committees", "Committee")._default_manager.exists()


def static_files_are_behind() -> bool:
    """True when a source file came, went or changed since they were last collected."""
    stamp = stamp_path()
    return not stamp.exists() or stamp.read_text() != static_digest()


def stamp_path() -> Path:
    return Path(settings.STATIC_ROOT) / "collected.sha256"


def static_digest() -> str:
    """Names, sizes and times of the sources, and the way they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for line in sorted(static_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def static_sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(None):
            if isinstance(storage, FileSystemStorage):
                facts = Path(storage.path(name)).stat()
                yield f"{name} {facts.st_size} {facts.st_mtime_ns}\n"
