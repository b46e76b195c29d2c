"""Is the office open? What /healthz and the operations page both read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from committees.delivery.heartbeat import last_beat
from committees.reminders.models import Reminder
from jiedao.portal.broker import broker_answers

BEAT_LATE = timedelta(seconds=180)


@dataclass(frozen=True)
class Health:
    """`beat_age_s` is None before the first beat; both figures are None without a database."""

    database: bool
    broker: bool
    beat_age_s: int | None
    late_reminders: int | None

    @property
    def beat_in_time(self) -> bool:
        return self.beat_age_s is None or self.beat_age_s <= BEAT_LATE.total_seconds()

    @property
    def ok(self) -> bool:
        return self.database and self.broker and self.beat_in_time


def health(now: datetime) -> Health:
    """Two small queries and one question to the broker."""
    broker = broker_answers()
    try:
        connection.ensure_connection()
        beat = last_beat("beat")
        late = Reminder.objects.late(now).count()
    except Error:
        return Health(False, broker, None, None)
    age = int((now - beat).total_seconds()) if beat else None
    return Health(True, broker, age, late)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For a monitor: 200 when all is well, otherwise 503. Needs no session and makes none."""
    found = health(timezone.now())
    answer = {
        "ok": found.ok,
        "database": found.database,
        "broker": found.broker,
        "beat_age_s": found.beat_age_s,
        "late_reminders": found.late_reminders,
    }
    return JsonResponse(answer, status=200 if found.ok else 503)
