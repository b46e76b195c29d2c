"""`manage.py drill [FILE]`: prove that a backup can be restored, without touching the office."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jiedao.common.errors import Refused
from jiedao.portal.backup import drill
from jiedao.portal.management.commands.backup import figures_line


class Command(BaseCommand):
    help = "Restore a backup into a scratch place and compare counts, checksums and chain heads."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="default: the newest backup")

    def handle(self, *, file: Path | None, **_options: Any) -> None:
        """CommandError (exit 1) names everything that differs."""
        started = time.monotonic()
        try:
            done = drill(file, at=timezone.now())
        except Refused as refused:
            raise CommandError(refused.reason) from None
        self.stdout.write(f"演练用的备份：{done.backup.path.name}，{figures_line(done.backup)}")
        for table, (rows, digest) in done.restored.tables.items():
            if rows:
                self.stdout.write(f"  {table:<32} {rows:>9,} 行  {digest[:12]}")
        if done.differences:
            raise CommandError("演练没有通过：\n" + "\n".join(done.differences))
        seconds = time.monotonic() - started
        self.stdout.write(f"行数、校验和、日志链末端、文件全部一致。用了 {seconds:.1f} 秒。")
