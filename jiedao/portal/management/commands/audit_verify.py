"""`manage.py audit_verify`: was any row of the journal changed, removed or put in between?"""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committees.journal.actions import ChainReport, missing_guards, verify_chains

NOTED = re.compile(r"(?:ok|BROKEN at [0-9]+)\s+(\S+)\s+([0-9]+)\s+([0-9a-f]{64})")


class Command(BaseCommand):
    help = (
        "Verifies one chain per committee and one for the street: a line each, exit 1 at a break. "
        "A guard of the table that was switched off is a break too. "
        "Keep the lines elsewhere; --against reads them later and finds a chain rewritten whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--against", type=Path, metavar="FILE", help="lines of an earlier run")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for report in verify_chains(_anchors(options["against"])):
            self.stdout.write(line_of(report))
            broken += report.broken_at is not None
        guards = missing_guards()
        for name in guards:
            self.stdout.write(f"MISSING {name}")
        if broken or guards:
            raise CommandError(
                f"{broken} chain(s) broken, {len(guards)} guard(s) off", returncode=1
            )


def line_of(report: ChainReport) -> str:
    """`ok street 1204 <hash>`, or `BROKEN at 17 street 1204 <hash>`."""
    state = "ok" if report.broken_at is None else f"BROKEN at {report.broken_at}"
    return f"{state} {report.chain} {report.links} {report.head}"


def _anchors(path: Path | None) -> dict[str, tuple[int, str]]:
    if path is None:
        return {}
    found = NOTED.findall(path.read_text())
    if not found:
        raise CommandError(f"{path} has no lines of audit_verify", returncode=2)
    return {chain: (int(links), head) for chain, links, head in found}
