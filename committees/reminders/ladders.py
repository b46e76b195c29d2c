"""The street edits when people are reminded; what is still waiting follows at once."""

from datetime import datetime

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reminders.actions import replan
from committees.reminders.models import LadderStep
from committees.reminders.states import Rule
from jiedao.common.errors import Refused

ONE_STAYS = "每一类至少留一步在用，不然谁也收不到提醒。"


def save_step(step: LadderStep, *, by: User, at: datetime) -> LadderStep:
    """Add or change a step of a ladder; reminders still to come are worked out again.

    Refused when no step of the ladder would be in use any more.
    """
    with transaction.atomic():
        others = _locked(step.rule)
        before = next((digest(one) for one in others if one.pk == step.pk), "")
        if not step.enabled:
            _require_another(step, others)
        step.save()
        record("ladder.save", step, by=by, before=before, label=str(step))
        replan(Rule(step.rule), now=at)
    return step


def remove_step(step: LadderStep, *, by: User, at: datetime) -> None:
    """Take a step away, and what waits for it. Refused for the last one in use."""
    with transaction.atomic():
        _require_another(step, _locked(step.rule))
        record("ladder.remove", step, by=by, before=digest(step), after="", label=str(step))
        step.delete()
        replan(Rule(step.rule), now=at)


def _locked(rule: str) -> list[LadderStep]:
    return list(LadderStep.objects.select_for_update().filter(rule=rule).order_by("pk"))


def _require_another(step: LadderStep, steps: list[LadderStep]) -> None:
    if not any(one.enabled for one in steps if one.pk != step.pk):
        raise Refused(ONE_STAYS)
