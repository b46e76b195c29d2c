"""`manage.py recount SHEET.json`: the published `recount.py`, with the portal's own door."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from elections.results.recount import main


class Command(BaseCommand):
    help = "用一份公布的结果单重新算一遍谁当选（与下载的 recount.py 输出相同）。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sheet", nargs="*", help="结果单的 JSON 文件")

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(main(options["sheet"]))
