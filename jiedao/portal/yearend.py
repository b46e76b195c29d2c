"""The year-end pack of R14: every paper of the meeting, drafted from the record of the year."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casework.cases.models import Case
from casework.duty.models import Shift
from casework.log.models import LogEntry
from casework.log.states import LogKind
from committees.people.models import User
from committees.terms.models import Mandate
from committees.territory.models import Committee
from jiedao.portal.periods import midnight
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.resolutions.models import ActionItem


@dataclass(frozen=True)
class Year:
    """From 1 January to the day of the meeting."""

    first: date
    last: date

    @classmethod
    def of(cls, meeting: Meeting) -> "Year":
        day = timezone.localdate(meeting.starts_at)
        return cls(date(day.year, 1, 1), day)

    @property
    def begin(self) -> datetime:
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        return midnight(date.fromordinal(self.last.toordinal() + 1))


@dataclass(frozen=True)
class Work:
    """What one officer did in the year, from the record (S46)."""

    shifts: int
    entries: int
    visits: int
    cases: int
    closed: int
    meetings: int
    items: int

    @property
    def lines(self) -> list[str]:
        """Sentences for what there is; nothing is said of what there is not."""
        told = [
            (self.shifts, f"值班 {self.shifts} 班。"),
            (self.entries, f"记录居民来访、来电和巡查 {self.entries} 件。"),
            (self.visits, f"上门走访 {self.visits} 户次。"),
            (self.cases, f"经手居民事项 {self.cases} 件，办结 {self.closed} 件。"),
            (self.meetings, f"参加会议 {self.meetings} 次。"),
            (self.items, f"办好商定的事 {self.items} 件。"),
        ]
        return [words for number, words in told if number]


def work_of(person: User, committee: Committee, year: Year) -> Work:
    """Seven counts."""
    mine: dict[str, Any] = {"committee": committee}
    entries = LogEntry.objects.kept().between(year.first, year.last).filter(author=person, **mine)
    shifts = Shift.objects.published().between(year.first, year.last).filter(person=person, **mine)
    cases = Case.objects.kept().filter(owner=person, opened_at__lt=year.end, **mine)
    meetings = Attendee.objects.filter(
        user=person,
        arrived_at__isnull=False,
        meeting__committee=committee,
        meeting__state=MeetingState.HELD,
        meeting__starts_at__gte=year.begin,
        meeting__starts_at__lt=year.end,
    )
    items = ActionItem.objects.filter(person=person, confirmed_at__gte=year.begin, **mine)
    closed = cases.filter(closed_at__gte=year.begin, closed_at__lt=year.end)
    touched = cases.filter(
        Q(opened_at__gte=year.begin) | Q(closed_at__gte=year.begin, closed_at__lt=year.end)
    )
    return Work(
        shifts=shifts.filter(checked_in_at__isnull=False).count(),
        entries=entries.exclude(kind=LogKind.HOME).count(),
        visits=entries.filter(kind=LogKind.HOME, nobody_home=False).count(),
        cases=touched.count(),
        closed=closed.count(),
        meetings=meetings.count(),
        items=items.filter(confirmed_at__lt=year.end).count(),
    )


def self_report(mandate: Mandate, year: Year) -> str:
    """述职报告, drafted in the levels of an official paper; the person adds what no record says."""
    work = work_of(mandate.person, mandate.committee, year)
    done = work.lines or ["（今年的记录里还没有数字，请自己写几句。）"]
    area = f"，分工{mandate.duty_area}" if mandate.duty_area else ""
    return "\n".join(
        [
            "各位居民代表：",
            f"我是{mandate.person}，任居委会{mandate.get_post_display()}{area}。现将今年的工作向大家汇报。",
            "一、做了哪些事",
            *done,
            "二、还有哪些不足",
            "（请自己写两三句。）",
            "三、明年打算",
            "（请自己写两三句。）",
            "请大家评议。",
        ]
    )


def host_words(meeting: Meeting, expected: int, present: int) -> list[str]:
    """主持词: what the chair says, in the order of the agenda."""
    topics = list(meeting.topics.order_by("order", "pk"))
    opening = [
        f"各位代表，{meeting.committee}{meeting.title}现在开始。",
        f"今天应到 {expected or '____'} 人，实到 {present or '____'} 人，"
        f"{_quorum(meeting)}可以开会。",
    ]
    middle = [f"下面进行第 {number} 项：{topic.text}。" for number, topic in enumerate(topics, 1)]
    counting = [
        "下面请居务监督委员会的两位同志计票。",
        "请计票的同志宣布结果。",
    ]
    return [*opening, *middle, *counting, "会议到此结束，谢谢大家。"]


def _quorum(meeting: Meeting) -> str:
    share = meeting.rules.quorum_share
    if share is None:
        return ""
    return f"{'达到' if share.inclusive else ''}应到人数的{share.words}，"
