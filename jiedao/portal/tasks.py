"""Celery tasks that need every app."""

from celery import shared_task
from django.utils import timezone

from casework.doors.actions import keep_all_up
from casework.response.counting import count_unheard
from committees.delivery.heartbeat import beat
from jiedao.portal.nightly import check_journal, clear_out


@shared_task(name="portal.nightly")
def nightly() -> None:
    """Tidy up, let plans of visits follow the labels and late clocks be heard, then verify the
    journal.

    May run twice: the second run finds nothing to do.
    """
    at = timezone.now()
    gone = clear_out(at)
    keep_all_up(on=timezone.localdate(at))
    count_unheard(at)
    note = "，".join(f"{name} {count}" for name, count in gone.items() if count)
    beat("nightly", at=at, note=f"清理：{note}" if note else "没有要清理的")
    check_journal(at)
