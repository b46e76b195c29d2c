"""`manage.py restore FILE [--yes]`: put a backup back. Stop the portal first."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jiedao.common.errors import Refused
from jiedao.portal.backup import restore
from jiedao.portal.management.commands.backup import figures_line
from jiedao.portal.upgrade import unapplied


class Command(BaseCommand):
    help = "Replace database and uploaded files by a backup."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="overwrite what is here")

    def handle(self, *, file: Path, yes: bool, **_options: Any) -> None:
        """CommandError when refused, and when what is here now differs from the backup."""
        started = time.monotonic()
        try:
            done = restore(file, overwrite=yes)
        except Refused as refused:
            raise CommandError(refused.reason) from None
        if done.differences:
            raise CommandError("恢复以后和备份不一样：\n" + "\n".join(done.differences))
        self.stdout.write(f"恢复好了：{figures_line(done.backup)}，和备份一致。")
        self.stdout.write(f"备份的时间 {done.backup.made_at:%Y-%m-%d %H:%M}，")
        self.stdout.write(f"用了 {time.monotonic() - started:.1f} 秒。")
        if unapplied():
            self.stdout.write("备份来自旧一点的程序，请再运行：manage.py prepare")
