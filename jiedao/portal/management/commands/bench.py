"""`manage.py bench`: how fast the main pages are with one and with ten years of data."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from json import dumps
from os import getloadavg
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jiedao.portal.bench.due_reminders import compare
from jiedao.portal.bench.elections import find_pgbench, open_rounds, polling_day
from jiedao.portal.bench.imports import bring_in
from jiedao.portal.bench.measuring import Samples, visitor
from jiedao.portal.bench.pages import main_pages
from jiedao.portal.bench.report import Report
from jiedao.portal.bench.scratch import Databases, databases, fill
from jiedao.portal.management.commands.prepare import static_files_are_behind

YEARS = (1, 10)
REQUESTS, ROUNDS = 60, 12
"""The rounds go from database to database in turn: what else the machine does hits them alike."""


class Command(BaseCommand):
    help = "Measure the ten main pages on PostgreSQL, in databases of its own; print a table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", type=Path, help="also write the figures to this file")
        parser.add_argument("--years", type=int, nargs="+", default=YEARS, help="histories (1 10)")
        parser.add_argument("--requests", type=int, default=REQUESTS, help="per page (60)")

    def handle(
        self, *, json: Path | None, years: Sequence[int], requests: int, **_options: Any
    ) -> None:
        """Raises CommandError without PostgreSQL: SQLite's figures would mislead."""
        if connection.vendor != "postgresql":
            raise CommandError("量速度需要 PostgreSQL：请用 make bench，或者设置 DATABASE_URL。")
        if static_files_are_behind():
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        report = Report()
        with databases() as made:
            for number in sorted(years):
                self._say(f"· 装入 {number} 年的数据 …")
                made.make(number)
                report.rows[number] = fill(number, self._say)
                open_rounds()
            self._say(f"· 每页请求 {requests} 次 …")
            self._measure(made, report, requests // ROUNDS)
            report.reminders = compare()
            self._say("· 导入 20,000 人 …")
            report.imports = bring_in()
            self._say("· 选举日：发票、计票、选民名单 …")
            report.polling = polling_day(pgbench=find_pgbench())
        report.load = getloadavg()[0]
        self._say("\n".join(report.table()))
        if json is not None:
            json.write_text(dumps(report.as_json(), ensure_ascii=False, indent=2))

    def _measure(self, made: Databases, report: Report, requests: int) -> None:
        samples = {years: self._visits(made, years) for years in report.rows}
        for label in next(iter(samples.values())):
            for _ in range(ROUNDS):
                for years, of_year in samples.items():
                    made.use(years)
                    if of_year[label].page.exists:
                        of_year[label].ask(requests)
            for years, of_year in samples.items():
                report.add(of_year[label], years)

    def _visits(self, made: Databases, years: int) -> Mapping[str, Samples]:
        made.use(years)
        return {page.label: Samples(page, visitor(page.visitor)) for page in main_pages()}

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
