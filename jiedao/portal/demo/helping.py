"""What residents said when they were asked, the plans of hardships, the help that was given."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from random import Random

from casework.aid.models import Aid, AidLine, Fund
from casework.aid.states import AidKind, Decision
from casework.callbacks.models import Callback
from casework.callbacks.states import Grade, Round, Way
from casework.cases.models import Case, CaseEvent
from casework.cases.rules import needs_two
from casework.cases.states import CaseKind, CaseState, EventKind
from casework.plans.models import PlanStep, PlanTemplate
from committees.care.states import Care
from jiedao.portal.demo.setting import Setting, dice
from jiedao.portal.demo.store import Store

GRADES = (Grade.VERY_GOOD, Grade.GOOD, Grade.FAIR, Grade.BAD)
GRADE_WEIGHTS = (42, 40, 14, 4)
WAYS, WAY_WEIGHTS = (Way.PHONE, Way.DOOR, Way.DESK), (60, 25, 15)
GIVEN = (
    (AidKind.MONEY, "临时困难补助", 50_000),
    (AidKind.MONEY, "大病慰问金", 100_000),
    (AidKind.GOODS, "大米 10 斤、食用油 1 桶", 12_000),
    (AidKind.GOODS, "棉被一条", 18_000),
    (AidKind.SERVICE, "陪同看病", 0),
)
HELPED = 0.5
"""Of hardships that were closed."""
PLAN_OF = {
    Care.ELDER: "elder-alone",
    Care.CHILD: "child",
    Care.POVERTY: "subsistence",
    Care.HARDSHIP: "illness",
    Care.DISABILITY: "disability",
}
DONE = "做了，本人满意"


class Helping:
    """Looks at the cases of one committee and year before they are stored, and writes after."""

    def __init__(
        self, setting: Setting, cases: Sequence[Case], events: Sequence[CaseEvent]
    ) -> None:
        self._setting, self._cases = setting, cases
        self._asked = {
            id(event.case): event for event in events if event.kind == EventKind.FOLLOWED_UP
        }
        self._aided = [case for case in cases if self._is_helped(case)]
        for case in self._aided:
            case.money = True

    def write(self, store: Store) -> None:
        """Rows of cases that have their ids."""
        store.add([self._callback(event.case, event) for event in self._asked.values()])
        aids = [self._aid(case) for case in self._aided]
        store.add(aids)
        store.add([AidLine(aid=aid, **_to(aid)) for aid in aids])
        store.add([step for case in self._cases for step in self._steps(case)])

    def _callback(self, case: Case, event: CaseEvent) -> Callback:
        """The last answer, as the timeline tells it; a case that works on was not content."""
        roll = _roll("asked", case)
        content = case.state in (CaseState.CLOSED, CaseState.FOLLOWED_UP)
        grade = roll.choices(GRADES, GRADE_WEIGHTS)[0]
        bad = "manner" if grade == Grade.BAD else ""
        return Callback(
            case=case,
            committee=case.committee,
            round=Round.CLOSING,
            wanted_on=case.due_on,
            worker=case.owner if needs_two(case) else None,
            tries=roll.choice((1, 1, 1, 2)),
            done_at=event.at,
            by=event.by,
            way=roll.choices(WAYS, WAY_WEIGHTS)[0],
            reached=True,
            solved=content,
            grade=grade if content else Grade.BAD,
            reason=bad if content else "open",
            counts=True,
        )

    def _is_helped(self, case: Case) -> bool:
        closed = case.kind == CaseKind.HARDSHIP and case.state == CaseState.CLOSED
        return closed and _roll("helped", case).random() < HELPED

    def _aid(self, case: Case) -> Aid:
        """Given before the case was closed, approved by whoever closed it."""
        roll = _roll("aid", case)
        kind, what, fen = roll.choice(GIVEN)
        at = max(case.opened_at, _instant(case.closed_at) - timedelta(days=2))
        two = kind == AidKind.MONEY
        return Aid(
            committee=case.committee,
            kind=kind,
            what=what,
            fen=fen,
            fund=roll.choice(self._funds),
            on=at.date(),
            case=case,
            given_by=case.owner,
            written_by=case.owner,
            written_at=at,
            two_people=two,
            decision=Decision.APPROVED if two else Decision.FREE,
            decided_by=case.closed_by if two else None,
            decided_at=case.closed_at if two else None,
        )

    def _steps(self, case: Case) -> Iterator[PlanStep]:
        """Hardships that are open have the plan of their first care."""
        if case.kind != CaseKind.HARDSHIP or case.state == CaseState.CLOSED or not case.cares:
            return
        template = self._templates[PLAN_OF[Care(case.cares[0])]]
        begun = self._setting.workday(case.opened_at.date())
        for step in template.steps.all():
            due = self._setting.workday(begun, step.days)
            done = due < self._setting.today
            yield PlanStep(
                case=case,
                template=template,
                text=step.text,
                due_on=due,
                added_by=case.owner,
                added_at=case.opened_at,
                done_at=case.opened_at + timedelta(days=(due - begun).days) if done else None,
                done_by=case.owner if done else None,
                word=DONE if done else "",
            )

    @cached_property
    def _funds(self) -> list[Fund]:
        return list(Fund.objects.filter(enabled=True))

    @cached_property
    def _templates(self) -> dict[str, PlanTemplate]:
        rows = PlanTemplate.objects.prefetch_related("steps")
        return {template.key: template for template in rows}


def _to(aid: Aid) -> dict[str, object]:
    """The household of the case, who signed that day."""
    case = aid.case
    if case is None:
        raise ValueError("the fiction gives help in cases only")
    home = case.household
    signed = {"signed_on": aid.on, "signed_by": case.who or "本人"}
    return {"household": home, "who": "" if home else case.who or "居民", **signed}


def _instant(at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("only a closed case was closed")
    return at


def _roll(what: str, case: Case) -> Random:
    return dice(what, case.committee.code, case.year, case.number)
