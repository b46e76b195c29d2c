"""A plan begins from a template; steps are added, done with a word, dropped with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.cases.changing import changing, note, written
from casework.cases.models import Case
from casework.cases.planning import day_ahead
from casework.cases.states import EventKind
from casework.plans import rules
from casework.plans.models import MOST_DAYS, PlanStep, PlanTemplate, TemplateStep
from casework.plans.policies import may_keep_templates, may_plan
from casework.plans.reminding import remind_of_steps
from committees.calendar.querysets import work_calendar
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused


def begin_plan(case: Case, *, by: User, template: PlanTemplate, at: datetime) -> list[PlanStep]:
    """Every step of the template with its working day; one line of the timeline.

    Refused: a closed case, a template that this case has already, more than 30 steps to do.
    """
    with changing(case, "plans.begin", by) as case:
        may_plan(by, case).require()
        steps = list(template.steps.values_list("days", "text"))
        if case.plan_steps.filter(template=template, dropped_at__isnull=True).exists():
            raise Refused(f"这件事项已经有“{template}”的步骤了。")
        _room_for(case, len(steps))
        dated = rules.dated(steps, work_calendar(), timezone.localdate(at))
        made = [_step(case, text, day, by, at, template) for day, text in dated]
        PlanStep.objects.bulk_create(made)
        remind_of_steps(made, now=at)
        note(case, EventKind.PROGRESS, by, at, f"按“{template}”排了 {len(made)} 步帮扶。")
    return made


def add_step(case: Case, *, by: User, text: str, due_on: date, at: datetime) -> PlanStep:
    """A step of one's own. Refused: a closed case, nothing written, a day that has passed."""
    with changing(case, "plans.add", by) as case:
        may_plan(by, case).require()
        day_ahead(due_on, at)
        _room_for(case, 1)
        step = _step(case, written(text, "做什么")[:80], due_on, by, at)
        step.save()
        remind_of_steps([step], now=at)
    return step


def finish_step(step: PlanStep, *, by: User, word: str, at: datetime) -> PlanStep:
    """Done, with a word how it went; the timeline tells it. Refused: twice, without a word."""
    with changing(step.case, "plans.done", by) as case:
        may_plan(by, case).require()
        step = _open_step(step, case)
        step.done_at, step.done_by = at, by
        step.word = written(word, "做得怎么样")[: rules.WORD_MOST]
        step.save()
        remind_of_steps([step], now=at)
        note(case, EventKind.PROGRESS, by, at, f"{step.text}：{step.word}")
    return step


def drop_step(step: PlanStep, *, by: User, why: str, at: datetime) -> PlanStep:
    """Not needed after all, with the reason. Refused: twice, without a reason."""
    with changing(step.case, "plans.skip", by) as case:
        may_plan(by, case).require()
        step = _open_step(step, case)
        step.dropped_at = at
        step.word = written(why, "为什么不用做了")[: rules.WORD_MOST]
        step.save()
        remind_of_steps([step], now=at)
        note(case, EventKind.PROGRESS, by, at, f"不用做了：{step.text}。{step.word}")
    return step


def _step(
    case: Case,
    text: str,
    due_on: date,
    by: User,
    at: datetime,
    template: PlanTemplate | None = None,
) -> PlanStep:
    return PlanStep(
        case=case, template=template, text=text, due_on=due_on, added_by=by, added_at=at
    )


def _room_for(case: Case, more: int) -> None:
    if PlanStep.objects.to_do().filter(case=case).count() + more > rules.STEPS_MOST:
        raise Refused(f"一件事项最多排 {rules.STEPS_MOST} 步没做的，请先把做完的勾掉。")


def _open_step(step: PlanStep, case: Case) -> PlanStep:
    """The row as it stands, under the lock of its case."""
    found = PlanStep.objects.get(pk=step.pk)
    if found.done_at is not None:
        raise Refused("这一步已经做完了。")
    if found.dropped_at is not None:
        raise Refused("这一步已经说不用做了。")
    found.case = case
    return found


# Templates


@dataclass(frozen=True)
class TemplateWords:
    """What the street writes. `steps` are (working days, text)."""

    name: str
    care: str
    source: str
    enabled: bool
    steps: Sequence[tuple[int, str]]


def save_template(
    template: PlanTemplate, words: TemplateWords, *, by: User, version: int
) -> PlanTemplate:
    """Plans begun from now on use it; those that run keep their steps.

    Refused for anybody but the clerk, without a step. Conflict when saved since `version`.
    """
    may_keep_templates(by).require()
    if not words.steps:
        raise Refused("请至少写一步。")
    if any(days > MOST_DAYS for days, _ in words.steps):
        raise Refused(f"最多 {MOST_DAYS} 个工作日。")
    with transaction.atomic():
        before = ""
        if template.pk:
            template = PlanTemplate.objects.select_for_update().get(pk=template.pk)
            template.expect(version)
            before = digest(template)
        template.name, template.care, template.source = words.name, words.care, words.source
        template.enabled = words.enabled
        if not template.pk:
            template.order = PlanTemplate.objects.count() + 1
            template.key = f"own-{template.order}"
        if PlanTemplate.objects.filter(name=words.name).exclude(pk=template.pk).exists():
            raise Refused("这个名称已经有了。")
        template.save()
        template.steps.all().delete()
        TemplateStep.objects.bulk_create(
            TemplateStep(template=template, days=days, text=text) for days, text in words.steps
        )
        record("plans.template", template, by=by, before=before, label=template.name)
    return template
