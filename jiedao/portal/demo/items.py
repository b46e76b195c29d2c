"""Items of the joint meetings: who agreed, who argued, what was done, what is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from committees.notices.models import Notice
from jiedao.portal.demo.meetings import STUCK
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.outcome_texts import (
    COMMITTEE,
    DIFFERS,
    PROGRESS,
    PROOFS,
    RETURNED,
)
from jiedao.portal.demo.setting import Setting, moment
from meetings.convening.models import Meeting
from meetings.resolutions.models import ActionItem, ItemStep, Resolution
from meetings.resolutions.states import ItemState, StepKind

FIRST_YEARS_DAYS = 20


@dataclass
class Rows:
    """What is to be stored, model by model."""

    resolutions: list[Resolution] = field(default_factory=list)
    items: list[ActionItem] = field(default_factory=list)
    steps: list[ItemStep] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


class Items:
    """Of one committee."""

    def __init__(self, setting: Setting, place: Neighbourhood) -> None:
        self._setting, self._place = setting, place
        self._bodies = {body.kind: body for body in place.team.bodies}

    def give_out(
        self, rows: Rows, resolution: Resolution, lead: str, what: str, roll: Random
    ) -> None:
        body = self._bodies.get(lead)
        person = roll.choice(self._place.team.on_rota) if lead == COMMITTEE else None
        told = resolution.meeting.ends_at or resolution.meeting.starts_at
        item = ActionItem(
            committee=self._place.committee,
            resolution=resolution,
            body=body,
            person=person,
            what=what,
            due_on=self._setting.workday(resolution.made_on + timedelta(days=roll.randint(9, 24))),
            written_by=resolution.written_by,
            made_at=told,
        )
        rows.items.append(item)
        rows.steps.append(ItemStep(item=item, kind=StepKind.TOLD, by=item.written_by, at=told))
        self._answer(rows, item, told, roll)

    def _answer(self, rows: Rows, item: ActionItem, told: datetime, roll: Random) -> None:
        """Most agree within days; a few argue, and of the newest some have not answered yet."""
        answered = told + timedelta(days=roll.randint(0, 3), hours=roll.randint(1, 4))
        if not self._setting.is_past(answered) or (
            self._is_new(item) and item.body and roll.random() < 0.4
        ):
            item.state = ItemState.TOLD
            return
        item.answered_at = answered
        if item.body and roll.random() < 0.07:
            item.state, item.answer = ItemState.DIFFERS, roll.choice(DIFFERS)
            rows.steps.append(self._by_owner(item, StepKind.DIFFERS, item.answer, answered))
            return
        item.state = ItemState.ACCEPTED
        rows.steps.append(self._by_owner(item, StepKind.ACCEPTED, "", answered))
        if roll.random() < 0.3:
            at = answered + timedelta(days=2)
            if self._setting.is_past(at):
                text = roll.choice(PROGRESS)
                rows.steps.append(self._by_owner(item, StepKind.PROGRESS, text, at))
        self._do(rows, item, roll)

    def _do(self, rows: Rows, item: ActionItem, roll: Random) -> None:
        """Mostly in time; one in ten late, one in twelve not at all yet."""
        chance = roll.random()
        late = roll.randint(1, 9) if chance < 0.1 else -roll.randint(0, 4)
        at = moment(self._setting.workday(item.due_on + timedelta(days=late)), 15)
        at = max(at, (item.answered_at or at) + timedelta(hours=2))
        if chance > 0.92 or not self._setting.is_past(at):
            return
        item.state, item.proof, item.done_at = ItemState.DONE, roll.choice(PROOFS), at
        item.done_by = item.person
        if roll.random() < 0.06:
            first = at - timedelta(hours=5)
            rows.steps.append(self._by_owner(item, StepKind.DONE, item.proof, first))
            rows.steps.append(
                ItemStep(
                    item=item,
                    kind=StepKind.RETURNED,
                    text=roll.choice(RETURNED),
                    by=self._other_than(item),
                    at=first + timedelta(hours=1),
                )
            )
        rows.steps.append(self._by_owner(item, StepKind.DONE, item.proof, at))
        seen = at + timedelta(days=roll.randint(1, 3))
        if self._setting.is_past(seen):
            item.state, item.confirmed_at = ItemState.CONFIRMED, seen
            item.confirmed_by = self._other_than(item)
            rows.steps.append(
                ItemStep(item=item, kind=StepKind.CONFIRMED, by=item.confirmed_by, at=seen)
            )

    def _by_owner(self, item: ActionItem, kind: str, text: str, at: datetime) -> ItemStep:
        return ItemStep(item=item, kind=kind, text=text, by=item.person, body=item.body, at=at)

    def _other_than(self, item: ActionItem):  # type: ignore[no-untyped-def]
        """The chair, or the deputy where the chair did it herself."""
        team = self._place.team
        return team.members[0] if item.person == team.director else team.director

    def _is_new(self, item: ActionItem) -> bool:
        return (self._setting.today - item.resolution.made_on).days < FIRST_YEARS_DAYS

    def stand_again(self, rows: Rows, meetings: Sequence[Meeting]) -> None:
        """Each later joint meeting counts what was still open then; some matters are stuck."""
        if self._place.committee.order in STUCK:
            self._get_stuck(rows, meetings)
        for item in rows.items:
            end = item.confirmed_at
            for meeting in meetings:
                after = meeting.starts_at > item.made_at
                if after and (end is None or end > meeting.starts_at):
                    item.times += 1
                    rows.steps.append(
                        ItemStep(
                            item=item,
                            kind=StepKind.CARRIED,
                            by=meeting.convened_by,
                            meeting=meeting,
                            at=meeting.ends_at or meeting.starts_at,
                        )
                    )

    def _get_stuck(self, rows: Rows, meetings: Sequence[Meeting]) -> None:
        """One item of a body stays open since the third last meeting."""
        since = {meeting.pk for meeting in meetings[:-2]}
        for item in rows.items:
            if item.body and item.resolution.meeting_id in since:
                item.state = ItemState.ACCEPTED
                item.proof, item.done_at, item.done_by = "", None, None
                item.confirmed_at, item.confirmed_by = None, None
                over = (StepKind.DONE, StepKind.RETURNED, StepKind.CONFIRMED)
                rows.steps = [
                    step for step in rows.steps if step.item is not item or step.kind not in over
                ]
                return
