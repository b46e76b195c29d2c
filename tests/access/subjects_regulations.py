"""Makers of regulations, drafts, filings and covenants for the access matrix.

Drafts and their requirements are the committee's own; what is in force is public. Each maker
takes another model: a committee has one text of each.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from committees.covenants.actions import make_own, send_for_filing, usual_values
from committees.people.models import User
from committees.regulations.actions import (
    Need,
    Wording,
    change_draft,
    draft_version,
    enter_regulation,
)
from committees.regulations.applying import issue, put_in_force
from committees.regulations.models import Regulation, RegulationVersion
from committees.regulations.requiring import require, rest_on
from committees.regulations.rules import Demand
from committees.territory.models import Committee
from tests.cast import Cast

Maker = Callable[[Cast, Committee, str], dict[str, Any]]
LONG_AGO = date(2026, 3, 5)
DUTY = "zhiban-zhidu"


def _director(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def _model(slug: str) -> RegulationVersion:
    found: RegulationVersion = RegulationVersion.objects.in_force(timezone.localdate()).get(
        regulation__slug=slug
    )
    return found


def _plain(canary: str) -> str:
    """Two braces in a text are a blank that must be filled before it comes into force."""
    return canary.replace("{{", "{ {")


def _draft(cast: Cast, committee: Committee, canary: str, slug: str) -> RegulationVersion:
    by, model = _director(cast, committee), _model(slug)
    at, values = timezone.now(), usual_values(model, committee)
    draft = make_own(model, committee, values, by=by, at=at)
    for one in draft.requirements.all():
        one.delete()
    text = Wording(f"第一条 {_plain(canary)}\n第二条 不少于 30 户。", note=canary)
    return change_draft(draft, text, edits=draft.version, by=by)


def _own(cast: Cast, committee: Committee, canary: str, slug: str) -> RegulationVersion:
    return put_in_force(
        _draft(cast, committee, canary, slug),
        by=_director(cast, committee),
        adopted_on=LONG_AGO,
        adopted_words=canary,
        at=timezone.now(),
    )


def draft(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _draft(cast, committee, canary, "xuexi-zhidu").pk}


def own(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _own(cast, committee, canary, "jumin-gongyue").pk}


def own_with_newer_model(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    done, model = _own(cast, committee, canary, DUTY), _model(DUTY)
    newer = draft_version(
        model.regulation, Wording(model.text), by=cast.clerk, at=timezone.now(), like=model
    )
    day = LONG_AGO.replace(day=6 if committee == cast.east else 7)
    issue(newer, by=cast.clerk, in_force_on=day, at=timezone.now())
    return {"pk": done.pk}


def requirement(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    version = _draft(cast, committee, canary, "lianxi-qunzhong-zhidu")
    need = Need(2, Demand("home_visits", "month", 30))
    return {"pk": require(version, need, by=_director(cast, committee)).pk}


def basis(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    version = _draft(cast, committee, canary, "tingqu-yijian-zhidu")
    by = _director(cast, committee)
    return {"pk": rest_on(version, _model("minfadian"), article=101, by=by).pk}


def filing(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    version = _own(cast, committee, canary, "zizhi-zhangcheng")
    sent = send_for_filing(version, by=_director(cast, committee), at=timezone.now())
    return {"pk": sent.pk}


def public_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"slug": _own(cast, committee, canary, "loudao-weisheng-gongyue").regulation.slug}


def public_version(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    version = _own(cast, committee, canary, "huiyi-zhidu")
    return {"slug": version.regulation.slug, "day": version.day}


def renewed_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Two versions, to be compared."""
    first = _own(cast, committee, canary, "gongzuo-huibao-zhidu")
    by = _director(cast, committee)
    again = draft_version(
        first.regulation, Wording(f"第一条 {_plain(canary)}，改过。"), by=by, at=timezone.now()
    )
    facts = {"adopted_on": LONG_AGO.replace(day=9), "adopted_words": canary}
    put_in_force(again, by=by, at=timezone.now(), **facts)
    return {"slug": first.regulation.slug}


def _street(cast: Cast, canary: str, *, issued: bool) -> Regulation:
    entry = Regulation(name=canary, level="street", category="street")
    text = Wording(f"第一条 {_plain(canary)}", note=canary)
    version = enter_regulation(entry, text, by=cast.clerk, at=timezone.now())
    if issued:
        issue(version, by=cast.clerk, in_force_on=LONG_AGO, at=timezone.now())
    return version.regulation


def street_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _street(cast, canary, issued=True).pk}


def street_draft(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _street(cast, canary, issued=False).pk}


REGULATIONS: dict[str, Maker] = {
    "rule_draft": draft,
    "rule_own": own,
    "rule_offer": own_with_newer_model,
    "requirement": requirement,
    "basis": basis,
    "filing": filing,
    "public_rule": public_rule,
    "public_version": public_version,
    "renewed_rule": renewed_rule,
    "street_rule": street_rule,
    "street_draft": street_draft,
}
