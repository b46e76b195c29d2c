"""A matter of the three meetings as its pages show it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from committees.notices.models import Notice
from committees.notices.policies import has_appeared
from committees.people.models import User
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.opinions.models import Opinion
from meetings.opinions.states import Stage
from meetings.sanhui.actions import rounds_of
from meetings.sanhui.models import (
    Agreement,
    Appraisal,
    Check,
    Deed,
    Matter,
    Posted,
    Score,
    Side,
)
from meetings.sanhui.policies import kind_of, may_lead, may_record, may_work_on
from meetings.sanhui.rules import Step, Way, steps_of
from meetings.sanhui.states import Part, Purpose


@dataclass(frozen=True)
class Round:
    """One round of a matter, and the notice drafted for it."""

    number: int
    meeting: Meeting
    notice: Notice | None


@dataclass(frozen=True)
class Outcome:
    """Everything about one matter. `matter` is None until somebody writes who proposed what."""

    part: Part
    matter: Matter | None
    steps: list[Step]
    may_write: bool
    may_lead: bool
    may_publish: bool
    owing: str
    today: date
    rounds: list[Round] = field(default_factory=list)
    result_notice: Notice | None = None
    opinions: list[Opinion] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    agreement: Agreement | None = None
    deeds: list[Deed] = field(default_factory=list)
    appraisal: Appraisal | None = None
    scores: list[Score] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    @property
    def story(self) -> list[Model]:
        """Every row below the matter."""
        single = [one for one in (self.agreement, self.appraisal) if one is not None]
        return [*self.sides, *single, *self.deeds, *self.checks]

    @property
    def was_held(self) -> bool:
        return any(
            one.meeting.state in (MeetingState.HELD, MeetingState.OPEN) for one in self.rounds
        )

    @property
    def may_call_round(self) -> bool:
        return self.may_lead and bool(self.rounds) and not self.rounds[-1].meeting.is_ahead

    @property
    def may_close(self) -> bool:
        return self.may_lead and self.was_held and not self.owing

    @property
    def plan_is_late(self) -> bool:
        made = self.appraisal
        return made is not None and made.plan_filed_on is None and made.plan_due_on < self.today


def matter_of(meeting: Meeting) -> Matter | None:
    """The matter of a meeting, whichever round it is. One query."""
    rows = Matter.objects.select_related(
        "meeting__committee", "meeting__kind", "meeting__rules", "body", "written_by"
    )
    found: Matter | None = rows.filter(meeting=meeting.round_of_id or meeting.pk).first()
    return found


def outcome_panel(meeting: Meeting, user: User, at: datetime) -> Outcome | None:
    """None for a meeting that is none of the three. At most nine queries, however much there is."""
    part = kind_of(meeting)
    if part is None:
        return None
    matter = matter_of(meeting)
    today = timezone.localdate(at)
    if matter is None:
        way = Way(False, False, False, _is_held(meeting), *[False] * 5)
        may_write = bool(may_record(user, meeting)) and meeting.round_of_id is None
        return Outcome(part, None, steps_of(part, way), may_write, False, False, "", today)
    rounds = rounds_of(matter)
    posted = list(Posted.objects.filter(meeting__in=rounds).select_related("notice"))
    of_round = {one.meeting_id: one.notice for one in posted if one.purpose == Purpose.BEFORE}
    result = next((one.notice for one in posted if one.purpose == Purpose.RESULT), None)
    parts = _parts(part, matter, rounds)
    owing = _owing(part, parts)
    told = [has_appeared(one, at) for one in of_round.values()]
    is_public = result is not None and has_appeared(result, at)
    filed = matter.closed_on is not None and _locked_minutes(matter)
    first_seven = _way(part, rounds, parts, told=any(told))
    way = Way(*first_seven, is_public, filed)
    return Outcome(
        part=part,
        matter=matter,
        steps=steps_of(part, way),
        may_write=bool(may_work_on(user, matter)),
        may_lead=bool(may_lead(user, matter)),
        may_publish=bool(may_record(user, matter.meeting)),
        owing=owing,
        today=today,
        rounds=[Round(number, one, of_round.get(one.pk)) for number, one in enumerate(rounds, 1)],
        result_notice=result,
        **parts,
    )


def owing_of(meeting: Meeting, user: User, at: datetime) -> str:
    """What still has to be done before the matter can be closed; "" when nothing is."""
    panel = outcome_panel(meeting, user, at)
    if panel is None or panel.matter is None:
        return "先写清楚谁提出、哪天受理。"
    return panel.owing


def _parts(part: Part, matter: Matter, rounds: list[Meeting]) -> dict[str, Any]:
    if part == Part.HEARING:
        rows = Opinion.objects.filter(meeting__in=rounds).order_by("pk")
        return {"opinions": list(rows)}
    if part == Part.COORDINATION:
        agreement = Agreement.objects.filter(matter=matter).first()
        return {
            "sides": list(matter.sides.select_related("body")),
            "agreement": agreement,
            "deeds": list(agreement.deeds.all()) if agreement else [],
        }
    appraisal = Appraisal.objects.filter(matter=matter).select_related("plan_file").first()
    return {
        "appraisal": appraisal,
        "scores": list(appraisal.scores.all()) if appraisal else [],
        "checks": list(appraisal.checks.select_related("by")) if appraisal else [],
    }


def _way(
    part: Part, rounds: list[Meeting], parts: dict[str, Any], *, told: bool
) -> tuple[bool, bool, bool, bool, bool, bool, bool]:
    """The first seven steps; the last two are the same for all three."""
    held = all(_is_held(one) for one in rounds)
    if part == Part.HEARING:
        made: list[Opinion] = parts["opinions"]
        stages = [one.stage for one in made]
        answered = bool(made) and all(one in (Stage.ANSWERED, Stage.FOLLOWED) for one in stages)
        followed = bool(made) and all(one == Stage.FOLLOWED for one in stages)
        return (True, True, told, held, bool(made), answered, followed)
    if part == Part.COORDINATION:
        sides: list[Side] = parts["sides"]
        deeds: list[Deed] = parts["deeds"]
        text: Agreement | None = parts["agreement"]
        told = len(sides) > 1 and all(one.told_on for one in sides)
        settled = text is not None and not text.is_open
        ends = bool(deeds) or (text is not None and bool(text.unsigned_why))
        kept = settled and ends and all(one.done_on for one in deeds)
        return (True, True, told, held, text is not None, settled, kept)
    plan: Appraisal | None = parts["appraisal"]
    filed = plan is not None and plan.plan_filed_on is not None
    done = plan is not None and plan.done_on is not None
    return (True, True, True, held, plan is not None, filed, done)


def _owing(part: Part, parts: dict[str, Any]) -> str:
    if part == Part.HEARING:
        made: list[Opinion] = parts["opinions"]
        if not made:
            return "还没有记下听证会的意见。"
        waiting = [one.to_whom for one in made if one.answered_on is None]
        return f"{waiting[0]}还没有回复。" if waiting else ""
    if part == Part.COORDINATION:
        text: Agreement | None = parts["agreement"]
        deeds: list[Deed] = parts["deeds"]
        if text is None or text.is_open:
            return "还没有写协议，或者还没有记签没签。"
        left = [one for one in deeds if one.done_on is None]
        return f"还有 {len(left)} 步没有做好。" if left else ""
    plan: Appraisal | None = parts["appraisal"]
    return "" if plan is not None and plan.done_on is not None else "整改还没有完成。"


def _is_held(meeting: Meeting) -> bool:
    return meeting.state == MeetingState.HELD


def _locked_minutes(matter: Matter) -> bool:
    return Meeting.objects.filter(pk=matter.meeting_id, minutes__state="locked").exists()
