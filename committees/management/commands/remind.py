"""`manage.py remind --at ISO`: send what is due, and say what was done."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from committees.delivery.sending import send_due
from committees.reminders.rules import SHANGHAI


class Command(BaseCommand):
    help = "Send every reminder that is due at an instant (default: now)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at", type=instant, help="ISO 8601; without an offset it is Asia/Shanghai"
        )

    def handle(self, *, at: datetime | None, **_options: Any) -> None:
        when = at or timezone.now().replace(microsecond=0)
        run = send_due(when)
        answer = {"at": when.astimezone(SHANGHAI).isoformat(), **asdict(run)}
        self.stdout.write(json.dumps(answer))


def instant(text: str) -> datetime:
    """An aware instant; a text that is not one ends the command with a sentence."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"没看懂“{text}”，请写成 2026-11-22T19:00") from None
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
