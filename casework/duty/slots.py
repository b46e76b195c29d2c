"""What is to be manned, and who takes part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from casework.duty.models import RotaMember, SlotRule, SwapRule
from casework.duty.policies import may_plan, may_set_for_street
from casework.duty.rules import ONE_DAY
from casework.duty.states import SwapApproval
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused, Verdict


def take_own_slots(committee: Committee, *, by: User) -> list[SlotRule]:
    """Copy the street's slots, so that the committee may change them. Never overwrites.

    Refused to anybody but the director.
    """
    with transaction.atomic():
        may_plan(by, committee.pk).require()
        Committee.objects.select_for_update().get(pk=committee.pk)
        rules = list(SlotRule.objects.filter(committee=committee))
        if not rules:
            for rule in SlotRule.objects.filter(committee=None):
                rule.pk, rule.committee, rule._state.adding = None, committee, True
                rule.save()
                rules.append(rule)
            record("duty.slots", committee, by=by, committee=committee)
    return rules


def follow_street_slots(committee: Committee, *, by: User) -> None:
    """Drop the committee's own slots: from now on the street's hold. Rotas that exist stay.

    Refused: not the director; the committee has none of its own.
    """
    with transaction.atomic():
        may_plan(by, committee.pk).require()
        Committee.objects.select_for_update().get(pk=committee.pk)
        if not SlotRule.objects.filter(committee=committee).delete()[0]:
            raise Refused("现在用的就是街道的班次。")
        record("duty.slots-follow", committee, by=by, committee=committee)


def save_slot_rule(rule: SlotRule, *, by: User) -> SlotRule:
    """Keep a new or changed slot. Rotas that exist are not changed by it.

    A committee's first slot of its own brings a copy of the street's with it.
    Refused to anybody but the director (the street's slots: to anybody but its clerks and
    administrators); a second one at the same hour.
    """
    with transaction.atomic():
        _may_set(by, rule.committee_id).require()
        if rule.committee is not None and rule._state.adding:
            take_own_slots(rule.committee, by=by)
            _refuse_twin(rule)
        before = digest(SlotRule.objects.get(pk=rule.pk)) if rule.pk else ""
        rule.save()
        record("duty.slot", rule, by=by, committee=rule.committee, before=before)
    return rule


def _refuse_twin(rule: SlotRule) -> None:
    same = SlotRule.objects.filter(committee=rule.committee, slot=rule.slot, starts=rule.starts)
    if same.exists():
        raise Refused("已经有同一个班次、同一个时间的了。")


def _may_set(by: User, committee_id: int | None) -> Verdict:
    return may_set_for_street(by) if committee_id is None else may_plan(by, committee_id)


def set_swap_approval(
    committee: Committee | None, approval: SwapApproval | None, *, by: User
) -> None:
    """Whose consent a swap needs, for the street (no committee) or one committee.

    None lets the committee follow the street again. Swaps that wait for an approval go on waiting.
    """
    with transaction.atomic():
        _may_set(by, committee.pk if committee else None).require()
        if committee is None and approval is None:
            raise Refused("请选“换班要谁同意”。")
        row = SwapRule.objects.select_for_update().filter(committee=committee).first()
        before = digest(row) if row else ""
        if approval is None:
            SwapRule.objects.filter(committee=committee).delete()
        else:
            row = row or SwapRule(committee=committee)
            row.approval = approval
            row.save()
        record(
            "duty.swap-rule",
            row or by,
            by=by,
            committee=committee,
            before=before,
            label=approval.label if approval else "照街道的",
        )


@dataclass(frozen=True)
class MemberLine:
    """One line of the list of members."""

    person: User
    order: int = 0
    no_nights: bool = False
    may_lead: bool = False
    spared: bool = False


def set_members(
    committee: Committee, lines: Sequence[MemberLine], *, by: User, on: date
) -> list[RotaMember]:
    """These people take part from `on` on; whoever is not among them any more ends the day before.

    Somebody who comes back continues the old row. Refused to anybody but the director.
    """
    with transaction.atomic():
        may_plan(by, committee.pk).require()
        rows = {
            row.person_id: row
            for row in RotaMember.objects.select_for_update().filter(committee=committee)
        }
        before = _fingerprint(rows.values())
        kept = [_member_row(committee, line, rows.get(line.person.pk), on) for line in lines]
        staying = {row.person_id for row in kept}
        for person_id, row in rows.items():
            if person_id not in staying and (row.until is None or row.until >= on):
                row.until = on - ONE_DAY
                row.save()
        record(
            "duty.members",
            committee,
            by=by,
            committee=committee,
            before=before,
            after=_fingerprint(RotaMember.objects.filter(committee=committee)),
        )
    return kept


def _member_row(
    committee: Committee, line: MemberLine, row: RotaMember | None, on: date
) -> RotaMember:
    row = row or RotaMember(committee=committee, person=line.person, since=on)
    if row.until is not None and row.until < on:
        row.since = on
    row.until = None
    row.order, row.no_nights = line.order, line.no_nights
    row.may_lead, row.spared = line.may_lead, line.spared
    row.save()
    return row


def _fingerprint(rows: Iterable[RotaMember]) -> str:
    return "".join(sorted(digest(row) for row in rows))[:64]
