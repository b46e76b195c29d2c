"""What the night tidies away, and what it checks."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from casework.aid.models import AidPaper
from casework.cases.models import CasePhoto
from casework.log.models import LogPhoto
from committees.delivery.heartbeat import beat
from committees.files.staging import forget_old
from committees.files.taking_off import empty_bin
from committees.imports.actions import tidy as tidy_imports
from committees.journal.actions import verify_chains
from committees.people.models import OpenSession
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.states import State
from committees.submissions.models import Draft, Submission

KEEP_SUBMISSIONS = timedelta(days=30)
KEEP_DRAFTS = timedelta(days=90)
KEEP_MESSAGES = timedelta(days=365)
KEEP_DELIVERIES = timedelta(days=2 * 365)
"""That somebody was told of a shift or a meeting can be looked up for two years."""


def clear_out(at: datetime) -> dict[str, int]:
    """Delete what is past its time. Gives the rows taken away, by kind."""
    a_year_ago = at - KEEP_MESSAGES
    gone = {
        "提交记录": Submission.objects.filter(at__lt=at - KEEP_SUBMISSIONS),
        "草稿": Draft.objects.filter(saved_at__lt=at - KEEP_DRAFTS),
        "平台消息": InboxMessage.objects.filter(at__lt=a_year_ago),
        "电话名单": Call.objects.filter(at__lt=a_year_ago),
        "登录": OpenSession.objects.filter(expire_date__lt=at),
        "送达记录": _finished_before(at - KEEP_DELIVERIES),
    }
    counts = {name: rows.delete()[0] for name, rows in gone.items()}
    photos = (LogPhoto.objects, CasePhoto.objects, AidPaper.objects)
    off = sum(empty_bin(rows, at) for rows in photos)
    lines = tidy_imports(at)
    return counts | {"没用上的文件": forget_old(at), "去掉的照片": off, "导入的行": lines}


def _finished_before(limit: datetime) -> "QuerySet[Reminder]":
    """Delivered or given up so long ago; the message of a delivered one is gone already."""
    delivered, given_up = Q(sent_at__lt=limit), Q(state=State.GIVEN_UP, due_at__lt=limit)
    return Reminder.objects.exclude(state=State.WAITING).filter(delivered | given_up)


def check_journal(at: datetime) -> bool:
    """Walk every chain of the journal; the heartbeat `audit` says how that went."""
    reports = list(verify_chains())
    broken = [report for report in reports if report.broken_at is not None]
    if broken:
        note = "、".join(f"{report.chain} 第 {report.broken_at} 条" for report in broken)
        note = f"对不上：{note}"
    else:
        note = f"{len(reports)} 条链都完整，共 {sum(report.links for report in reports)} 条记录"
    beat("audit", at=at, note=note, fine=not broken)
    return not broken
