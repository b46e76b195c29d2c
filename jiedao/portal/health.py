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
from jiedao.portal.upgrade import unapplied

BEAT_LATE = timedelta(seconds=180)


@dataclass(frozen=True)
class Health:
    """`beat_age_s` is None before the first beat; both figures are None without a database, and
    while `behind`, the number of migrations that are not applied yet, is not 0.
    """

    database: bool
    broker: bool
    beat_age_s: int | None = None
    late_reminders: int | None = None
    behind: int = 0

    @property
    def beat_in_time(self) -> bool:
        """A beat far in the future says as little as an old one: the clock was put back (F5)."""
        return self.beat_age_s is None or abs(self.beat_age_s) <= BEAT_LATE.total_seconds()

    @property
    def ok(self) -> bool:
        return not self.reasons

    @property
    def reasons(self) -> list[str]:
        """A Chinese sentence for each thing that is not well."""
        found = (
            (not self.database, "数据库没有应答。"),
            (not self.broker, "任务队列没有应答。"),
            (not self.beat_in_time, "定时器很久没有动了。"),
            (self.behind, f"数据表比程序旧，还差 {self.behind} 步，请运行：manage.py prepare"),
        )
        return [reason for wrong, reason in found if wrong]


def health(now: datetime) -> Health:
    """Four small queries and one question to the broker."""
    broker = broker_answers()
    try:
        connection.ensure_connection()
        if behind := len(unapplied()):
            return Health(True, broker, behind=behind)
        beat = last_beat("beat")
        late = Reminder.objects.late(now).count()
    except Error:
        return Health(False, broker)
    age = int((now - beat).total_seconds()) if beat else None
    return Health(True, broker, age, late)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For a monitor: 200 when all is well, otherwise 503 with `reasons`. Needs no session and makes
    none.
    """
    found = health(timezone.now())
    answer = {
        "ok": found.ok,
        "database": found.database,
        "broker": found.broker,
        "beat_age_s": found.beat_age_s,
        "late_reminders": found.late_reminders,
    }
    if found.ok:
        return JsonResponse(answer)
    words = {"ensure_ascii": False}
    return JsonResponse(answer | {"reasons": found.reasons}, status=503, json_dumps_params=words)
