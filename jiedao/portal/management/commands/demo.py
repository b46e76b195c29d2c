"""`manage.py demo`: an invented street with 34 committees, all of it fiction."""

from argparse import ArgumentParser
from datetime import date
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from committees.calendar.querysets import work_calendar
from committees.territory.models import Committee
from jiedao.portal.demo import territory
from jiedao.portal.demo.invariants import broken
from jiedao.portal.demo.loader import load
from jiedao.portal.demo.setting import YEAR, Setting, moment

DAYS = 60
MOST_YEARS = 20


class Command(BaseCommand):
    help = "Load demo data (34 invented committees) into an empty database and print the counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", type=int, help="years of history, with a full register")
        parser.add_argument("--days", type=int, default=DAYS, help="days of history (60)")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the day it plays on, 9:00 (ISO; now)"
        )

    def handle(
        self, *, years: int | None, days: int, today: date | None, verbosity: int, **_options: Any
    ) -> None:
        """Raises CommandError when there are committees that are not the invented ones."""
        if self._is_loaded():
            self.stdout.write("演示数据已经装好了。要重新来，请先清空数据库（或者删除 DATA_DIR）。")
            return
        if (years is not None and not 1 <= years <= MOST_YEARS) or days < 1:
            raise CommandError(f"年数要在 1 到 {MOST_YEARS} 之间，天数至少 1 天。")
        setting = Setting(
            now=moment(today, 9) if today else timezone.localtime(),
            days=years * YEAR if years else days,
            calendar=work_calendar(),
            full_register=years is not None,
        )
        self._load(setting, tells=years is not None, lists=verbosity > 0)

    def _is_loaded(self) -> bool:
        known = {code for code, _ in territory.directory()}
        there = set(Committee.objects.values_list("code", flat=True))
        if there - known:
            raise CommandError("数据库里已经有真实的居委会，不装演示数据。")
        return bool(there)

    def _load(self, setting: Setting, *, tells: bool, lists: bool) -> None:
        started = monotonic()
        with transaction.atomic():
            store = load(setting, tell=self._progress if tells else lambda line: None)
            if problems := broken():
                raise CommandError("演示数据前后不一致：\n" + "\n".join(problems))
        for model, count in store.counts.items() if lists else ():
            self.stdout.write(f"  {model._meta.db_table:<28} {count:>9,}")
        total = sum(store.counts.values())
        self.stdout.write(f"  共 {total:,} 行，用时 {monotonic() - started:.1f} 秒。")

    def _progress(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
