"""A change is asked for, looked at against what stands there now, and made or not."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.residents.actions import write_down
from committees.residents.models import Resident
from committees.residents.rules import Facts
from committees.residents.states import IdKind, Kinship, Sex
from committees.upkeep.models import ChangeRequest
from committees.upkeep.policies import may_decide, may_propose
from committees.upkeep.states import Origin, RequestState
from jiedao.common.errors import Refused
from jiedao.common.masks import mask_id, mask_phone

FIELDS = {
    "name": "姓名",
    "phone": "电话",
    "sex": "性别",
    "born_on": "出生日期",
    "id_kind": "证件",
    "id_number": "证件号",
    "kinship": "与户主关系",
}
"""What may be asked for, in the order of the screen."""
CHOICES: dict[str, Any] = {"sex": Sex, "id_kind": IdKind, "kinship": Kinship}


@dataclass(frozen=True)
class Change:
    """One field: what stood there when somebody asked, what it should be, what stands there now.

    `waiting`: nobody has answered yet.
    """

    field: str
    before: str
    after: str
    now: str
    waiting: bool = True

    @property
    def word(self) -> str:
        return FIELDS[self.field]

    @property
    def stale(self) -> bool:
        """Somebody else changed it since, and not to what was asked for."""
        return self.now not in (self.before, self.after)

    def shown(self, value: str) -> str:
        if not value:
            return "（空）"
        if self.field in CHOICES:
            return str(CHOICES[self.field](value).label)
        if self.field == "born_on":
            day = date.fromisoformat(value)
            return f"{day.year}年{day.month}月{day.day}日"
        if self.field == "id_number":
            return mask_id(value)
        return value

    @property
    def before_shown(self) -> str:
        return mask_phone(self.before) if self.field == "phone" else self.shown(self.before)

    @property
    def now_shown(self) -> str:
        return mask_phone(self.now) if self.field == "phone" else self.shown(self.now)

    @property
    def after_shown(self) -> str:
        """A new phone number in full while the director has to check it, and masked ever after."""
        if self.field == "phone" and not self.waiting:
            return mask_phone(self.after)
        return self.shown(self.after)


def plain(resident: Resident, field: str) -> str:
    """A field as text that JSON keeps."""
    value = getattr(resident, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def changes_of(request: ChangeRequest) -> list[Change]:
    kept: dict[str, list[str]] = json.loads(request.changes or "{}")
    waiting = request.state == RequestState.WAITING
    return [
        Change(field, kept[field][0], kept[field][1], plain(request.resident, field), waiting)
        for field in FIELDS
        if field in kept
    ]


@transaction.atomic
def propose(
    resident: Resident,
    wanted: dict[str, Any],
    *,
    by: User,
    why: str,
    origin: Origin,
    asked_by: str,
    at: datetime,
) -> ChangeRequest:
    """Ask for other values; the directors are told. Only what differs is kept.

    Refused where nothing differs, and for a row that was merged into another one.
    """
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    may_propose(by, resident.committee_id).require()
    if resident.merged_into_id is not None:
        raise Refused("这条登记已经并到另一条里，请到那一条上提。")
    texts = {
        field: value.isoformat() if isinstance(value, date) else str(value or "")
        for field, value in wanted.items()
    }
    changes = {
        field: [plain(resident, field), texts[field]]
        for field in FIELDS
        if field in texts and texts[field] != plain(resident, field)
    }
    if not changes:
        raise Refused("和现在登记的一样，没有要改的。")
    request = ChangeRequest.objects.create(
        committee_id=resident.committee_id,
        resident=resident,
        changes=json.dumps(changes, ensure_ascii=False),
        why=why,
        origin=origin,
        asked_by=asked_by,
        proposed_by=by,
        proposed_at=at,
    )
    record("upkeep.ask_change", request, by=by, committee=resident.committee)
    tell(
        User.objects.posted_in(resident.committee, [Role.DIRECTOR], at.date()).exclude(pk=by.pk),
        about=request,
        text="有一份住户资料的修改申请，请您看一下",
        at=at,
        committee=resident.committee,
        url=reverse("change", args=[request.pk]),
    )
    return request


def _locked(request: ChangeRequest) -> tuple[ChangeRequest, Resident]:
    """The person first, then the request: the same order everywhere."""
    resident = (
        Resident.objects.select_for_update(of=("self",))
        .select_related("committee")
        .get(pk=request.resident_id)
    )
    row = ChangeRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    row.resident = resident
    if row.state != RequestState.WAITING:
        raise Refused(f"这份申请已经有结果了：{row.get_state_display()}。")
    return row, resident


@transaction.atomic
def approve(request: ChangeRequest, *, by: User, version: int, at: datetime) -> ChangeRequest:
    """Make the change. `version`: of the person as the director saw her beside the request.

    Conflict when somebody saved the person since; refused as the register refuses it
    (`residents.actions.write_down`): a number that is there already, a birth date or sex that is
    not the one in the number.
    """
    row, resident = _locked(request)
    may_decide(by, row.committee_id).require()
    resident.expect(version)
    before, asked = digest(resident), digest(row)
    write_down(resident, _facts(resident, changes_of(row)))
    record("residents.edit", resident, by=by, committee=resident.committee, before=before)
    _decide(row, RequestState.APPROVED, by=by, at=at, answer="")
    record("upkeep.approve", row, by=by, committee=resident.committee, before=asked)
    _tell_back(row, by, at)
    return row


def _facts(resident: Resident, changes: list[Change]) -> Facts:
    """What is to stand there: as it is, with what was asked for."""
    wanted = {name: getattr(resident, name) for name in FIELDS}
    for change in changes:
        born = change.field == "born_on"
        wanted[change.field] = _day(change.after) if born else change.after
    return Facts(**wanted)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def decline(request: ChangeRequest, *, by: User, answer: str, at: datetime) -> ChangeRequest:
    """Leave it as it is, with a sentence for whoever asked."""
    row, resident = _locked(request)
    may_decide(by, row.committee_id).require()
    before = digest(row)
    _decide(row, RequestState.DECLINED, by=by, at=at, answer=answer)
    record("upkeep.decline", row, by=by, committee=resident.committee, before=before)
    _tell_back(row, by, at)
    return row


@transaction.atomic
def take_back(request: ChangeRequest, *, by: User, at: datetime) -> ChangeRequest:
    """Whoever asked needs it no more."""
    row, resident = _locked(request)
    may_propose(by, row.committee_id).require()
    if row.proposed_by_id != by.pk:
        raise Refused("只有提出的人能收回。")
    before = digest(row)
    _decide(row, RequestState.WITHDRAWN, by=by, at=at, answer="")
    record("upkeep.call_back", row, by=by, committee=resident.committee, before=before)
    return row


def _decide(
    row: ChangeRequest, state: RequestState, *, by: User, at: datetime, answer: str
) -> None:
    row.state, row.decided_by, row.decided_at, row.answer = state, by, at, answer
    row.version += 1
    row.save()


def _tell_back(row: ChangeRequest, by: User, at: datetime) -> None:
    if row.proposed_by_id == by.pk:
        return
    tell(
        [row.proposed_by],
        about=row,
        text=f"您提的修改申请有结果了：{row.get_state_display()}",
        at=at,
        committee=row.committee,
        url=reverse("change", args=[row.pk]),
    )
