"""`manage.py backup [--to FILE]`: database and uploads in one sealed file."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jiedao.common.errors import Refused
from jiedao.portal.backup import Backup, default_path, make_backup


class Command(BaseCommand):
    help = "Write an encrypted backup of the database and the uploaded files."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="file (default: DATA_DIR/backups/…)")

    def handle(self, *, to: Path | None, **_options: Any) -> None:
        now, started = timezone.now(), time.monotonic()
        try:
            made = make_backup(to or default_path(now), at=now)
        except Refused as refused:
            raise CommandError(refused.reason) from None
        self.stdout.write(f"备份好了：{made.path}")
        self.stdout.write(f"{figures_line(made)}，用了 {time.monotonic() - started:.1f} 秒。")
        self.stdout.write("钥匙（FIELD_KEYS、INDEX_KEY）不在里面，请另外保管。")


def figures_line(made: Backup) -> str:
    """「42 张表 12,345 行，35 条日志链，8 个文件，1.2 MB」."""
    tables, files = made.figures.tables, made.files
    return (
        f"{len(tables)} 张表 {made.figures.rows:,} 行，{len(made.figures.chains)} 条日志链，"
        f"{files.count} 个上传的文件，{made.size / 1_000_000:.1f} MB"
    )
