"""When each job last ran."""

from datetime import datetime

from committees.delivery.models import Heartbeat


def beat(job: str, *, at: datetime, note: str = "", fine: bool = True) -> None:
    """Write down that a job ran; `fine` is False when it found something to look at."""
    Heartbeat.objects.update_or_create(
        job=job, defaults={"at": at, "note": note[:200], "fine": fine}
    )


def last_beat(job: str) -> datetime | None:
    """When the job last ran; None when it never did."""
    return Heartbeat.objects.filter(job=job).values_list("at", flat=True).first()
