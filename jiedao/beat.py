"""Beat on a machine whose clock is put right (RELIABILITY F5).

Celery waits for the time it wrote down. Where the clock steps back an hour it would wait that hour,
and nobody would be reminded of anything meanwhile.
"""

from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler
from celery.schedules import crontab
from celery.utils.time import maybe_make_aware

SMALLEST_STEP = timedelta(seconds=5)
"""Less than this does not hold up anybody."""


class SteadyScheduler(PersistentScheduler):
    """Notices at its next turn, half a minute later at most, that it was put back."""

    def tick(self, *args: Any, **options: Any) -> float:
        now = self.app.now()
        ahead = [
            entry
            for entry in self.schedule.values()
            if entry.last_run_at and maybe_make_aware(entry.last_run_at) > now + SMALLEST_STEP
        ]
        for entry in ahead:
            if not isinstance(entry.schedule, crontab):  # a job of 2:30 has run, and waits
                entry.last_run_at = now
        if ahead:
            self._heap = None  # the order of what comes next was by the other clock
        seconds: float = super().tick(*args, **options)
        return seconds
