"""Deadlines of cases, which kinds close how, and which steps a page offers. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from casework.cases.states import MOVES, CaseKind, CaseState
from casework.clocks.worktime import OFFICE_FROM, OFFICE_TO
from jiedao.common.errors import ALLOWED, Verdict, no
from jiedao.common.workdays import WorkCalendar

DEFAULT_DAYS: Mapping[str, int] = {
    CaseKind.HARDSHIP: 15,
    CaseKind.ISSUE: 10,
    CaseKind.DISPUTE: 10,
    CaseKind.ADVICE: 3,
    CaseKind.PROPOSAL: 10,
}
"""Working days until a case of the kind is due. House rule, no law: the owner may change it."""
MOST_DAYS = 120
DUE_HOUR = time(17, 0)
"""A case is due at the end of the office day."""
ANSWER_HOURS = 24
"""Hours on working days in which whom a case was offered to has to answer (CAPABILITIES 63)."""
MOST_ANSWER_HOURS = 120
NO_TIME = timedelta(0)

AT_ONCE = frozenset({CaseKind.ADVICE, CaseKind.PROPOSAL, CaseKind.ISSUE})
"""R6: 咨询, 建议 and small repairs may be settled at the moment they are brought."""
WITHOUT_FOLLOW_UP = frozenset({CaseKind.ADVICE, CaseKind.PROPOSAL})
GRAVE = 2
"""Cases of this level and graver ones are closed by two people (R6)."""
TWO_PEOPLE_WORDS = "困难、涉及钱物、涉及未成年人和一、二级的事项"


class Gravity(Protocol):
    """What decides how a case closes."""

    kind: str
    state: str
    level: int
    harm: bool
    money: bool
    minor: bool


def needs_two(case: Gravity) -> bool:
    """Evidence, 回访 by another person, and a second person to close: hardship from the first day
    (CONTRACTS), money and goods, minors, level 1 and 2 (R6). The database holds to it too."""
    grave = case.kind == CaseKind.HARDSHIP or case.level <= GRAVE
    return grave or case.money or case.minor or case.harm


@dataclass(frozen=True)
class Deadline:
    """A due day that explains itself (CAPABILITIES 60).

    `days` is None for a day somebody chose by hand; `skipped` then is empty.
    """

    on: date
    days: int | None = None
    skipped: tuple[tuple[date, str], ...] = ()
    unknown_years: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """「10 个工作日，因为跳过 11月28日 周六、11月29日 周日」; empty for a chosen day."""
        if self.days is None:
            return ""
        text = f"{self.days} 个工作日"
        if self.skipped:
            days = "、".join(f"{day.month}月{day.day}日 {why}" for day, why in self.skipped)
            text += f"，因为跳过 {days}"
        for year in self.unknown_years:
            text += f"；{year}年的放假通知还没有录入，日期可能会变"
        return text


def deadline(calendar: WorkCalendar, opened_on: date, days: int) -> Deadline:
    """The n-th working day after the day of opening, which is not counted (Civil Code art. 201)."""
    due = calendar.add(opened_on, days)
    return Deadline(due.on, days, due.skipped, due.unknown_years)


def due_at(due_on: date) -> datetime:
    """The instant reminders are counted from: 17:00 of the due day in Shanghai."""
    return timezone.make_aware(datetime.combine(due_on, DUE_HOUR))


def answer_deadline(calendar: WorkCalendar, offered_at: datetime, hours: int) -> datetime:
    """Until when somebody has to say whether she takes a case over.

    The clock runs on working days only, round the clock: 24 hours from Friday 16:00 end on Monday
    16:00. What would end outside 9:00–17:00 ends at 9:00 of the next office hours, so nobody has
    less time than promised. Seconds are rounded up.
    """
    at = timezone.localtime(offered_at + timedelta(seconds=59)).replace(second=0, microsecond=0)
    left = timedelta(hours=hours)
    while left > NO_TIME:
        midnight = _morning(at, 1, time(0))
        if calendar.is_workday(at.date()):
            step = min(left, midnight - at)
            left -= step
            at += step
        else:
            at = midnight
    if at.time() > OFFICE_TO:
        at = _morning(at, 1, OFFICE_FROM)
    while not calendar.is_workday(at.date()):
        at = _morning(at, 1, OFFICE_FROM)
    return max(at, _morning(at, 0, OFFICE_FROM))


def _morning(at: datetime, days: int, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(at.date() + timedelta(days=days), clock))


def may_settle(case: Gravity) -> Verdict:
    """当场办结 in one tap: nothing was begun yet, and the case needs nobody else (R6)."""
    if case.kind not in AT_ONCE or needs_two(case):
        return no("这类事项要先回访，不能当场办结。")
    if case.state != CaseState.NEW:
        return no("已经开始办了，请用“办结”。")
    return ALLOWED


def may_close_alone(case: Gravity) -> Verdict:
    """One person closes: after 回访, or without it for 咨询 and 建议."""
    if case.state == CaseState.CLOSED:
        return no("已经办结了。")
    if needs_two(case):
        return no(f"{TWO_PEOPLE_WORDS}要有依据，并由另一个人回访、确认办结。")
    if case.kind not in WITHOUT_FOLLOW_UP and case.state != CaseState.FOLLOWED_UP:
        return no("请先写回访结果：居民满意吗？")
    return ALLOWED


def may_ask_to_close(case: Gravity, evidence: str) -> Verdict:
    """What proves it comes first; then somebody else rings the resident and confirms."""
    if case.state == CaseState.CLOSED:
        return no("已经办结了。")
    if not needs_two(case):
        return no("这类事项可以直接办结，不用请人确认。")
    if not evidence.strip():
        return no("请写“凭什么说办好了”，例如：救助金到账单、签收表。")
    return ALLOWED


def may_be_confirmed(
    case: Gravity, asked_by: Collection[int | None], workers: Collection[int]
) -> Verdict:
    """Somebody who did not do the work has asked the resident; she herself (None) counts."""
    heard = any(one not in workers for one in asked_by)
    if case.state != CaseState.FOLLOWED_UP or not heard:
        return no("请先回访：问问居民解决了没有。")
    return ALLOWED


STEPS = (
    ("登记", frozenset({CaseState.NEW})),
    ("在办", frozenset({CaseState.WORKING, CaseState.WAITING})),
    ("回访", frozenset({CaseState.FOLLOWED_UP})),
    ("办结", frozenset({CaseState.CLOSED})),
)


@dataclass(frozen=True)
class Step:
    """One of 登记 → 在办 → 回访 → 办结, as the stepper shows it."""

    label: str
    state: str


def steps(state: str) -> list[Step]:
    """Done before the present one, waiting after it; a closed case has done them all."""
    now = next(i for i, (_, states) in enumerate(STEPS) if state in states)
    if state == CaseState.CLOSED:
        return [Step(label, "done") for label, _ in STEPS]
    return [
        Step(label, "done" if i < now else "now" if i == now else "wait")
        for i, (label, _) in enumerate(STEPS)
    ]


def can_go(state: str, new: CaseState) -> bool:
    """Is there such a move at all? A page offers no button that must fail."""
    return new in MOVES[state]
