"""暂停, 接着办, 定等级, and the report of suspected harm to a child."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.cases.changing import changing, note, still_open, written
from casework.cases.models import Case
from casework.cases.planning import month_day
from casework.cases.states import EventKind
from casework.clocks.states import Level
from casework.clocks.worktime import start_of
from casework.response import policies
from casework.response.models import HarmReport, Pause, Response
from casework.response.states import MOST_PAUSE_DAYS, Authority
from committees.people.models import User
from jiedao.common.errors import Refused


def pause(case: Case, *, by: User, until: date, reason: str, at: datetime) -> Pause:
    """暂停 until the morning of a day, with a reason (S24). It begins now, never earlier.

    The day to solve it moves only while it has not passed: what is late stays late. Accept and
    contact never rest. Refused: anybody but owner and director, a closed case, level 1, a second
    pause at once, no reason, an end that is not ahead or more than 180 days away.
    """
    with changing(case, "response.pause", by) as case:
        policies.may_pause(by, case).require()
        still_open(case)
        reason = written(reason, "为什么暂停")
        today = timezone.localdate(at)
        if not today < until <= today + timedelta(days=MOST_PAUSE_DAYS):
            raise Refused(f"“到哪天”要在明天以后，最远 {MOST_PAUSE_DAYS} 天。")
        if Pause.objects.filter(case=case).in_force(at).exists():
            raise Refused("现在已经暂停着，要改就先接着办。")
        row = Pause.objects.create(case=case, since=at, until=start_of(until), reason=reason, by=by)
        note(case, EventKind.PAUSED, by, at, f"到 {month_day(until)}。{reason}")
    return row


def resume(case: Case, *, by: User, at: datetime) -> Case:
    """接着办 before the pause is over: the day moves back. Refused where nothing is paused."""
    with changing(case, "response.resume", by) as case:
        policies.may_pause(by, case).require()
        if not Pause.objects.filter(case=case).in_force(at).update(ended_at=at):
            raise Refused("这件事项没有暂停。")
        note(case, EventKind.RESUMED, by, at, "")
    return case


def set_level(case: Case, *, by: User, level: int | None, why: str, at: datetime) -> Case:
    """A person's level instead of the table's; None gives the table its word back.

    Refused: anybody but owner and director, a closed case, suspected harm, no reason.
    """
    with changing(case, "response.level", by) as case:
        policies.may_set_level(by, case).require()
        still_open(case)
        why = written(why, "为什么")
        response, _ = Response.objects.get_or_create(case=case)
        response.level_by = by if level is not None else None
        response.save(update_fields=["level_by"])
        case.level = case.level if level is None else Level(level)
        said = "按规定的等级" if level is None else Level(level).label
        note(case, EventKind.LEVEL, by, at, f"{said}。{why}")
    return case


def report_harm(
    case: Case, *, by: User, to: str, reported_at: datetime, said: str, at: datetime
) -> HarmReport:
    """Suspected harm was reported: to whom and when (未成年人保护法 2020, art. 11).

    Refused: strangers to the committee, a case without the mark, a time that is still to come.
    """
    with changing(case, "response.report-harm", by) as case:
        policies.may_report_harm(by, case).require()
        if reported_at > at:
            raise Refused("“几点报告的”不能晚于现在。")
        row = HarmReport.objects.create(
            case=case, to=Authority(to), at=reported_at, said=said.strip(), by=by, written_at=at
        )
        when = timezone.localtime(reported_at)
        told = f"{month_day(when.date())} {when:%H:%M} {row.get_to_display()}。{row.said}".strip()
        note(case, EventKind.REPORTED, by, at, told)
    return row
