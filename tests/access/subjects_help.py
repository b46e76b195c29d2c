"""Plans, help given and standard texts, for the access matrix."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from casework.aid.models import Aid, AidLine, AidPaper, Fund
from casework.plans.models import PlanStep, PlanTemplate
from casework.replies.models import StandardText
from committees.files.actions import store_file
from committees.territory.models import Committee
from jiedao.common.uploads import CleanFile
from tests.access.subjects_log_and_cases import _case, _director
from tests.cast import Cast


def plan_step(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    case = _case(cast, committee, canary)
    step = PlanStep.objects.create(
        case=case,
        text=canary[:80],
        due_on=date(2026, 12, 1),
        added_by=case.owner,
        added_at=timezone.now(),
    )
    return {"pk": step.pk}


def _aid(cast: Cast, committee: Committee, canary: str) -> Aid:
    director = _director(cast, committee)
    aid = Aid.objects.create(
        committee=committee,
        kind="goods",
        what=canary[:60],
        fen=5_000,
        fund=Fund.objects.first(),
        on=timezone.localdate(),
        given_by=director,
        written_by=director,
    )
    AidLine.objects.create(aid=aid, who=canary[:60])
    return aid


def aid(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _aid(cast, committee, canary).pk}


def aid_paper(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    on = _aid(cast, committee, canary)
    photo = CleanFile("photo", ".png", b"only its committee may load this", 1, 1)
    stored = store_file(photo, name="签收表1", by=on.written_by, committee=committee)
    return {"pk": on.pk, "photo_pk": AidPaper.objects.create(aid=on, file=stored).pk}


def plan_template(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """They belong to no committee; each side writes into another one."""
    key = "child" if committee == cast.east else "illness"
    PlanTemplate.objects.filter(key=key).update(source=canary)
    return {"pk": PlanTemplate.objects.get(key=key).pk}


def standard_text(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    kind = "advice" if committee == cast.east else "proposal"
    found = StandardText.objects.get(kind=kind, state="new")
    StandardText.objects.filter(pk=found.pk).update(text=canary)
    return {"pk": found.pk}


HELP: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "plan_step": plan_step,
    "aid": aid,
    "aid_paper": aid_paper,
    "plan_template": plan_template,
    "standard_text": standard_text,
}
