"""The steps of a matter: for each its form, what it starts with, its act, and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from committees.people.models import User
from jiedao.common.errors import Refused
from meetings.convening.forms import moment
from meetings.convening.models import Meeting
from meetings.sanhui import forms
from meetings.sanhui.actions import Proposal, close_matter, draft_public, next_round, take_up
from meetings.sanhui.appraising import (
    file_plan,
    finish_rectifying,
    look_again,
    write_appraisal,
)
from meetings.sanhui.coordinating import add_deed, add_side, sign_agreement, write_agreement
from meetings.sanhui.models import Matter
from meetings.sanhui.panels import Outcome, owing_of
from meetings.sanhui.states import Part, Purpose

Act = Callable[["Case", dict[str, Any]], str | None]
First = Callable[[Outcome], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """What a step acts upon: the meeting of the address, its matter, and who asks."""

    request: HttpRequest
    meeting: Meeting
    matter: Matter | None
    by: User

    @property
    def taken_up(self) -> Matter:
        if self.matter is None:
            raise Refused("先写清楚谁提出、哪天受理。")
        return self.matter


@dataclass(frozen=True)
class Writing:
    """One step: its form, what it starts with, its act, and the words of its page."""

    heading: str
    form: type[forms.OfMeetingForm]
    act: Act
    done: str
    first: First | None = None
    part: Part | None = None


def _take_up(case: Case, said: dict[str, Any]) -> None:
    version = said.pop("version") or 0
    proposal = Proposal(**said)
    take_up(case.meeting, by=case.by, proposal=proposal, version=version, at=timezone.now())


def _matter_typed(panel: Outcome) -> dict[str, Any]:
    matter = panel.matter
    if matter is None:
        return {"proposed_on": panel.today, "accepted_on": panel.today}
    names = ("subject", "proposer", "proposed_on", "accepted_on", "unit", "version")
    return {**{name: getattr(matter, name) for name in names}, "body": matter.body_id}


def _round(case: Case, said: dict[str, Any]) -> str:
    made = next_round(
        case.taken_up,
        by=case.by,
        starts_at=moment(said["day"], said["starts"]),
        place=said["place"],
        short_notice_why=said["short_notice_why"],
        at=timezone.now(),
    )
    return reverse("meeting", args=[made.pk])


def _side(case: Case, said: dict[str, Any]) -> None:
    add_side(case.taken_up, by=case.by, name=said["name"], body=said["body"], at=timezone.now())


def _agreement(case: Case, said: dict[str, Any]) -> None:
    write_agreement(
        case.taken_up,
        by=case.by,
        text=said["text"],
        version=said["version"] or 0,
        at=timezone.now(),
    )


def _agreement_typed(panel: Outcome) -> dict[str, Any]:
    there = panel.agreement
    return {"text": there.text, "version": there.version} if there else {}


def _sign(case: Case, said: dict[str, Any]) -> None:
    sign_agreement(
        case.taken_up,
        by=case.by,
        signed_on=said["signed_on"],
        unsigned_why=said["unsigned_why"],
        at=timezone.now(),
    )


def _deed(case: Case, said: dict[str, Any]) -> None:
    what = {name: said[name] for name in ("what", "who", "due_on")}
    add_deed(case.taken_up, by=case.by, at=timezone.now(), **what)


def _scores(case: Case, said: dict[str, Any]) -> None:
    write_appraisal(
        case.taken_up,
        by=case.by,
        present=said["present"],
        lines=said["lines"],
        opinions=said["opinions"],
        made_on=said["made_on"],
        version=said["version"] or 0,
        at=timezone.now(),
    )


def _scores_typed(panel: Outcome) -> dict[str, Any]:
    there = panel.appraisal
    if there is None:
        return {"made_on": panel.today}
    return {
        "made_on": there.made_on,
        "present": there.present,
        "lines": forms.scores_as_typed(panel.scores),
        "opinions": there.opinions,
        "version": there.version,
    }


def _plan(case: Case, said: dict[str, Any]) -> None:
    upload = case.request.FILES.get("file")
    file_plan(
        case.taken_up,
        by=case.by,
        filed_on=said["filed_on"],
        text=said["text"],
        file=said["file"],
        file_name=(upload.name or "") if upload else "",
        at=timezone.now(),
    )


def _check(case: Case, said: dict[str, Any]) -> None:
    look_again(case.taken_up, by=case.by, on=said["on"], text=said["text"], at=timezone.now())


def _rectified(case: Case, said: dict[str, Any]) -> None:
    finish_rectifying(
        case.taken_up, by=case.by, done_on=said["on"], note=said["note"], at=timezone.now()
    )


def _close(case: Case, said: dict[str, Any]) -> None:
    now = timezone.now()
    close_matter(
        case.taken_up,
        by=case.by,
        closed_on=said["on"],
        note=said["note"],
        owing=owing_of(case.meeting, case.by, now),
        at=now,
    )


def _result(case: Case, said: dict[str, Any]) -> str:
    notice = draft_public(
        case.taken_up,
        case.taken_up.meeting,
        by=case.by,
        purpose=Purpose.RESULT,
        result=said["result"],
        at=timezone.now(),
    )
    return reverse("notice-preview", args=[notice.pk])


def _notice(case: Case, said: dict[str, Any]) -> str:
    notice = draft_public(
        case.taken_up,
        case.meeting,
        by=case.by,
        purpose=Purpose.BEFORE,
        result="",
        at=timezone.now(),
    )
    return reverse("notice-preview", args=[notice.pk])


def _on_today(panel: Outcome) -> dict[str, Any]:
    return {"on": panel.today, "filed_on": panel.today}


def _closing(panel: Outcome) -> dict[str, Any]:
    return {"result": panel.matter.closed_note if panel.matter else ""}


STEPS: dict[str, Writing] = {
    "matter": Writing(
        "提出和受理", forms.MatterForm, _take_up, "记好了。", first=_matter_typed
    ),
    "notice": Writing("写会前公示", forms.OfMeetingForm, _notice, "公示的草稿写好了，请看一遍。"),
    "round": Writing("再开一轮", forms.RoundForm, _round, "下一轮定好了，请的人都会收到消息。"),
    "side": Writing("写一方", forms.SideForm, _side, "记好了。", part=Part.COORDINATION),
    "agreement": Writing(
        "写协议", forms.AgreementForm, _agreement, "协议保存好了。", _agreement_typed,
        Part.COORDINATION,
    ),
    "sign": Writing("签了没有", forms.SignForm, _sign, "记好了。", part=Part.COORDINATION),
    "deed": Writing(
        "写一步", forms.DeedForm, _deed, "记好了，到期前会提醒主任。", part=Part.COORDINATION
    ),
    "scores": Writing(
        "记打分和意见", forms.ScoresForm, _scores, "记好了，请把结果告诉被评议的单位。",
        _scores_typed, Part.APPRAISAL,
    ),
    "plan": Writing(
        "收到整改方案", forms.PlanForm, _plan, "方案收好了。", _on_today, Part.APPRAISAL
    ),
    "check": Writing("去看一次", forms.CheckForm, _check, "记好了。", _on_today, Part.APPRAISAL),
    "rectified": Writing(
        "整改好了", forms.DoneForm, _rectified, "记好了。", _on_today, Part.APPRAISAL
    ),
    "close": Writing("办结", forms.CloseForm, _close, "这件事办结了。", _on_today),
    "result": Writing(
        "公开结果", forms.ResultForm, _result, "公开的草稿写好了，请看一遍。", _closing
    ),
}  # fmt: skip
