"""The engine room: which job ran when, what waits, what was given up."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.delivery.models import Heartbeat
from committees.journal.actions import record
from committees.people.access import me, posted_as
from committees.reach.states import Role
from committees.reminders.actions import try_again
from committees.reminders.models import Reminder
from committees.submissions.once import once
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page
from jiedao.env import ENV
from jiedao.portal.broker import queue_depth
from jiedao.portal.health import Health, health

DISK_ALARM = 85
"""Per cent in use from which the disk is pointed out (RELIABILITY F9)."""
keeps_running = posted_as(Role.CLERK, Role.ADMIN)


@dataclass(frozen=True)
class Job:
    """A job of the schedule, and after how long without a run it is pointed out."""

    name: str
    label: str
    often: str
    patience: timedelta


JOBS = (
    Job("beat", "定时器", "每半分钟", timedelta(minutes=3)),
    Job("reminders", "发提醒", "每分钟", timedelta(minutes=5)),
    Job("response", "事项超时提醒", "每分钟", timedelta(minutes=30)),
    Job("duty-gaps", "值班缺人、报平安", "8:00 到 20:00 每小时", timedelta(hours=14)),
    Job("digest", "早上一览", "每天 7:00", timedelta(hours=27)),
    Job("nightly", "夜间整理", "每天 2:30", timedelta(hours=27)),
    Job("recheck", "抽取再回访、帮扶步骤", "每天 3:10", timedelta(hours=27)),
    Job("audit", "核对审计链", "每天 2:30", timedelta(hours=27)),
)


@dataclass(frozen=True)
class JobLine:
    """A job as the page shows it."""

    job: Job
    at: datetime | None
    note: str
    word: str
    colour: str


@dataclass(frozen=True)
class Fact:
    """One thing the office stands on: its name, how it is, and a tag."""

    label: str
    value: str
    fine: bool


@keeps_running
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    given_up = Reminder.objects.visible_to(me(request)).given_up().with_recipient()
    page = keyset_page(given_up, ("-due_at", "-id"), request.GET.get("after"), 20)
    context = {"facts": list(facts(now)), "jobs": job_lines(now), "page": page, "now": now}
    return render(request, "portal/operations.html", context)


@keeps_running
@require_POST
@once
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Reminder.objects.visible_to(me(request)).given_up(), pk=pk)
    try_again([row], at=timezone.now())
    record("reminder.retry", row, by=me(request), committee=row.committee)
    messages.success(request, "再试一次，马上发。")
    return see_other(reverse("operations"))


@keeps_running
@require_POST
@once
def retry_all(request: HttpRequest) -> HttpResponse:
    rows = list(Reminder.objects.visible_to(me(request)).given_up()[:1_000])
    count = try_again(rows, at=timezone.now())
    if rows:
        record("reminder.retry", rows[0], by=me(request), label=f"全部再试，{count} 条")
    messages.success(request, f"{count} 条都再试一次。")
    return see_other(reverse("operations"))


def facts(now: datetime) -> Iterator[Fact]:
    """What /healthz says, in words, with queue and disk."""
    found, depth, used = health(now), queue_depth(), disk_used()
    late = found.late_reminders or 0
    yield Fact("数据库", "有应答" if found.database else "没有应答", found.database)
    yield Fact("数据表", tables_words(found), found.database and not found.behind)
    yield Fact("任务队列", f"{depth} 个在等" if depth is not None else "没有应答", found.broker)
    yield Fact("定时器", beat_words(found.beat_age_s), found.beat_in_time)
    yield Fact("没按时发的提醒", f"{late} 条", late == 0)
    yield Fact("磁盘", f"用了 {used}%", used < DISK_ALARM)


def tables_words(found: Health) -> str:
    if not found.database:
        return "不知道"
    return f"比程序旧，还差 {found.behind} 步" if found.behind else "和程序一致"


def beat_words(age_s: int | None) -> str:
    if age_s is None:
        return "还没有跑过"
    if age_s < 0:
        return "比现在还晚，这台机器的钟往回拨过"
    return f"{age_s} 秒前" if age_s < 120 else f"{age_s // 60} 分钟前"


def disk_used() -> int:
    """Per cent of the disk with the data (or where they would be), rounded up."""
    folder = next(path for path in (ENV.data_dir, *ENV.data_dir.parents) if path.exists())
    usage = shutil.disk_usage(folder)
    return -(-usage.used * 100 // usage.total)


def job_lines(now: datetime) -> list[JobLine]:
    """Every job of the schedule, also those that never ran, and whatever else left a heartbeat."""
    beats = {beat.job: beat for beat in Heartbeat.objects.order_by("job")}
    others = [Job(name, name, "", timedelta(days=36)) for name in beats.keys() - _known()]
    return [_line(job, beats.get(job.name), now) for job in (*JOBS, *others)]


def _known() -> set[str]:
    return {job.name for job in JOBS}


def _line(job: Job, beat: Heartbeat | None, now: datetime) -> JobLine:
    if beat is None:
        return JobLine(job, None, "", "还没有跑过", "grey")
    if not beat.fine:
        return JobLine(job, beat.at, beat.note, "请看一下", "amber")
    if abs(now - beat.at) > job.patience:
        return JobLine(job, beat.at, beat.note, "很久没跑了", "amber")
    return JobLine(job, beat.at, beat.note, "正常", "green")
