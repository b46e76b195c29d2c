"""What stands on the list from the record itself, in words without names, with the page of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from committees.care.models import CareLabel
from committees.care.states import Care
from committees.territory.models import Committee
from elections.office.states import HandoverKind
from jiedao.common.followers import Followers
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.representatives.models import Seat
from meetings.resolutions.models import ActionItem

PHYSICAL = (
    HandoverKind.SEAL,
    HandoverKind.KEYS,
    HandoverKind.ACCOUNTS,
    HandoverKind.CERTIFICATE,
    HandoverKind.MONEY,
    HandoverKind.FILES,
)
"""Things in a cupboard: somebody writes what and where."""

HINTS = {
    HandoverKind.SEAL: "几枚，在谁手里",
    HandoverKind.KEYS: "哪几把，开哪里",
    HandoverKind.ACCOUNTS: "哪些账户，密码什么时候重设",
    HandoverKind.CERTIFICATE: "证书号，放在哪里",
    HandoverKind.MONEY: "账本、余额、票据",
    HandoverKind.FILES: "几柜几盒，目录在哪里",
}

PAGES: dict[str, str] = {
    HandoverKind.CASES: "cases",
    HandoverKind.ELDERS: "care",
    HandoverKind.ROSTER: "representatives",
    HandoverKind.ITEMS: "actions",
    HandoverKind.MONTH: "duty",
}
"""The page behind a line that the record fills."""


@dataclass(frozen=True)
class Asked:
    """Whose affairs, on which day."""

    committee: Committee
    on: date


OPEN_CASES: Followers[Asked] = Followers()
SHIFTS: Followers[Asked] = Followers()
"""Answered by the floor above: elections and casework do not know each other."""


def contents_of(committee: Committee, on: date) -> dict[str, str]:
    """The sentences of that day, one for each line that the record fills."""
    asked = Asked(committee, on)
    return {kind: words(asked) for kind, words in LINES.items()}


def _cases(asked: Asked) -> str:
    return OPEN_CASES(asked) or "没有未办结的事项"


def _elders(asked: Asked) -> str:
    labels = CareLabel.objects.filter(committee=asked.committee, kind__care=Care.ELDER)
    number = labels.of_present().values("resident").distinct().count()
    return f"{number} 位" if number else "关爱名单上没有老人"


def _roster(asked: Asked) -> str:
    seats = Seat.objects.filter(committee=asked.committee).on(asked.on)
    number = seats.representatives().count()
    return f"居民代表 {number} 人" if number else "名册上还没有人"


def _items(asked: Asked) -> str:
    items = ActionItem.objects.filter(committee=asked.committee).open()
    due = list(items.order_by("due_on").values_list("due_on", flat=True))
    if not due:
        return "没有未办结的"
    late = sum(1 for day in due if day < asked.on)
    return f"{len(due)} 件" + (f"，其中 {late} 件过了日子" if late else "")


def _month(asked: Asked) -> str:
    meetings = Meeting.objects.filter(
        committee=asked.committee,
        state=MeetingState.PLANNED,
        starts_at__year=asked.on.year,
        starts_at__month=asked.on.month,
    )
    days = [timezone.localdate(one) for one in meetings.values_list("starts_at", flat=True)]
    coming = sorted(day for day in days if day >= asked.on)
    said = "、".join(f"{day.month}月{day.day}日" for day in coming)
    held = f"会议 {len(coming)} 次（{said}）" if coming else "没有排好的会议"
    return "，".join(filter(None, (held, SHIFTS(asked))))


LINES: dict[str, Callable[[Asked], str]] = {
    HandoverKind.CASES: _cases,
    HandoverKind.ELDERS: _elders,
    HandoverKind.ROSTER: _roster,
    HandoverKind.ITEMS: _items,
    HandoverKind.MONTH: _month,
}
