"""The first text of a work report: what the records of the span say, each number with its list."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from casework.cases.models import Case
from casework.duty.figures import ended_shifts
from casework.log.models import LogEntry
from casework.log.states import SHORT, LogKind
from casework.reports.actions import FirstText
from committees.notices.models import Notice
from committees.regulations.states import Measure
from committees.regulations.states import Period as Every
from committees.territory.models import Committee
from jiedao.common.official import numeral
from jiedao.portal.counted import last_visits
from jiedao.portal.measures.sources import Question, address_of, midnight_after
from jiedao.portal.measures.spans import span_words
from jiedao.portal.periods import Period, midnight
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.resolutions.models import ActionItem, Resolution

Figures = list[dict[str, str]]


Said = list[tuple[str, list[str]]]
"""Headings, and what is said under each."""


def first_text(committee: Committee, span: Period, now: datetime) -> FirstText:
    """Title, text in the levels of an official paper, and the figures with their lists."""
    figures: Figures = []
    told = _told(committee, span, now, figures)
    next_steps = "（请写两三句：下个季度要办的事、需要党组织和街道帮助的事。）"
    when = span_words(Every.QUARTER, span)
    text = _numbered(f"现将{when}的工作汇报如下：", [*told, ("下一步打算", [next_steps])])
    return FirstText(f"{committee.short_name}{when}工作汇报", text, figures)


def year_text(committee: Committee, span: Period, now: datetime) -> str:
    """The work report to the representatives' meeting, from 1 January to its day (R14)."""
    told = _told(committee, span, now, None)
    left = [("还有哪些不足", ["（请写两三句。）"]), ("下一步打算", ["（请写两三句。）"])]
    opening = f"各位代表：\n现将{span.first.year}年的工作报告如下，请审议。"
    return _numbered(opening, [*told, *left])


def _told(committee: Committee, span: Period, now: datetime, figures: Figures | None) -> Said:
    sections = [
        ("值班接待", [_duty(committee, span, now, figures), _entries(committee, span)]),
        ("走访和居民事项", [_visits(committee, span, now, figures), _cases(committee, span)]),
        ("会议和议定事项", [*_meetings(committee, span), _items(committee, span)]),
        ("居务公开", [_notices(committee, span)]),
    ]
    return [(heading, said) for heading, texts in sections if (said := list(filter(None, texts)))]


def _numbered(opening: str, told: Said) -> str:
    lines = [opening]
    for number, (heading, said) in enumerate(told, 1):
        lines += [f"{numeral(number)}、{heading}", *said]
    return "\n".join(lines)


def _duty(committee: Committee, span: Period, now: datetime, figures: Figures | None) -> str:
    ended: Any = ended_shifts(span.first, span.last, now).filter(committee=committee)
    whole, manned = ended.count(), ended.manned().count()
    if not whole:
        return ""
    words = f"接待点 {whole} 班，有人的 {manned} 班"
    _add(figures, words, Question(Measure.DUTY_COVERAGE, "", 95, span, now), committee)
    return f"{words}。"


def _entries(committee: Committee, span: Period) -> str:
    rows = LogEntry.objects.kept().between(span.first, span.last).filter(committee=committee)
    counted = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    kinds = [
        f"{SHORT[LogKind(kind)]} {counted[kind]} 件" for kind in LogKind.values if counted.get(kind)
    ]
    return f"共记录 {sum(counted.values())} 件：{'、'.join(kinds)}。" if kinds else ""


def _visits(committee: Committee, span: Period, now: datetime, figures: Figures | None) -> str:
    households = last_visits(span).filter(committee=committee).count()
    if not households:
        return ""
    words = f"上门走访 {households} 户"
    _add(figures, words, Question(Measure.HOME_VISITS, "", 30, span, now), committee)
    return f"{words}。"


def _cases(committee: Committee, span: Period) -> str:
    begin, end = midnight(span.first), midnight_after(span.last)
    counted = (
        Case.objects.kept()
        .filter(committee=committee)
        .aggregate(
            opened=Count("pk", filter=Q(opened_at__gte=begin, opened_at__lt=end)),
            closed=Count("pk", filter=Q(closed_at__gte=begin, closed_at__lt=end)),
            going=Count("pk", filter=Q(opened_at__lt=end, closed_at__isnull=True)),
        )
    )
    if not any(counted.values()):
        return ""
    return (
        f"新接居民事项 {counted['opened']} 件，办结 {counted['closed']} 件，"
        f"还在办 {counted['going']} 件。"
    )


def _meetings(committee: Committee, span: Period) -> Iterator[str]:
    rows = Meeting.objects.filter(
        committee=committee,
        state=MeetingState.HELD,
        starts_at__gte=midnight(span.first),
        starts_at__lt=midnight_after(span.last),
    )
    counted = list(rows.order_by("kind__order").values_list("kind__name").annotate(n=Count("pk")))
    if counted:
        yield (
            f"开会 {sum(n for _, n in counted)} 次："
            + "、".join(f"{name} {n} 次" for name, n in counted)
            + "。"
        )


def _items(committee: Committee, span: Period) -> str:
    made = Resolution.objects.filter(
        committee=committee, made_on__gte=span.first, made_on__lte=span.last
    ).count()
    done = ActionItem.objects.filter(
        committee=committee,
        confirmed_at__gte=midnight(span.first),
        confirmed_at__lt=midnight_after(span.last),
    ).count()
    return f"议定 {made} 项，办好商定的事 {done} 件。" if made or done else ""


def _notices(committee: Committee, span: Period) -> str:
    rows = Notice.objects.filter(
        committee=committee,
        released_by__isnull=False,
        publish_at__gte=midnight(span.first),
        publish_at__lt=midnight_after(span.last),
    )
    n = rows.count()
    return f"发布通知公示 {n} 份。" if n else ""


def _add(figures: Figures | None, words: str, question: Question, committee: Committee) -> None:
    """Keep the figure with its list, where the text has lists behind it."""
    if figures is not None:
        figures.append({"words": words, "href": address_of(question, committee)})
