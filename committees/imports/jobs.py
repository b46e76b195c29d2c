"""Work that outlives a page. The row is the record, the queue only wakes somebody (CONTRACTS)."""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpResponse

from committees.reminders.wake import QUEUE_DOWN

WORK_ON_IMPORTS, WORK_ON_EXPORTS = "imports.work", "exports.work"
"""Names of the tasks that look for something to do."""
LEASE = timedelta(seconds=60)
"""So long a worker may be silent before another one takes its place."""
AGAIN_S = 3
MOST_ATTEMPTS = 3
GAVE_UP = "试了几次都没有做完，什么也没有写入。请再试一次，还不行请联系街道管理员。"

log = logging.getLogger(__name__)


class Job(models.Model):
    """A row somebody works on in the background. `done` of `total` are real counts of lines."""

    total = models.PositiveIntegerField("一共几行", default=0)
    done = models.PositiveIntegerField("看过几行", default=0)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField("为什么没有做成", max_length=200, blank=True)

    class Meta:
        abstract = True


def claim(jobs: "models.QuerySet[Any]", at: datetime) -> Any | None:
    """The oldest of these jobs that nobody works on, now leased to the caller; or None."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    for pk in jobs.filter(free).order_by("pk").values_list("pk", flat=True):
        taken = jobs.filter(free, pk=pk)
        if taken.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
            return jobs.model._default_manager.get(pk=pk)
    return None


def report(job: Job, *, done: int, at: datetime) -> None:
    """So far: the page shows it, and the lease runs on."""
    type(job)._default_manager.filter(pk=job.pk).update(done=done, lease_until=at + LEASE)


def wake(task: str) -> None:
    """Once this transaction is through, have somebody look; beat would a minute later."""
    transaction.on_commit(partial(_publish, task))


def _publish(task: str) -> None:
    try:
        current_app.send_task(task, retry=False, expires=60)
    except QUEUE_DOWN as down:
        log.warning("稍后再做：任务队列没有应答（%s）", type(down).__name__)


def is_forgotten(job: Any, at: datetime) -> bool:
    """It should be worked on, and nobody is at it."""
    return bool(job.is_at_work and (job.lease_until is None or job.lease_until < at))


def again_soon(response: HttpResponse) -> HttpResponse:
    """The browser asks for the page again by itself, with or without script."""
    response["Refresh"] = str(AGAIN_S)
    return response
