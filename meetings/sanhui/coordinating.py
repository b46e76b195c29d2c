"""A coordination: its parties, the written notice, the agreement, and what was promised."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reminders.actions import cancel
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from meetings.sanhui.matters import any_held, deed_words, locked, not_ahead, of_part, remind
from meetings.sanhui.models import Agreement, Deed, Matter, Side
from meetings.sanhui.policies import may_work_on
from meetings.sanhui.states import Part

SIDES_MOST, DEEDS_MOST = 20, 30


def add_side(
    matter: Matter, *, by: User, name: str, body: PartnerBody | None, at: datetime
) -> Side:
    """A party of the coordination: a body beside the committee, or anybody by name."""
    with transaction.atomic():
        matter = locked(matter)
        of_part(matter, Part.COORDINATION)
        may_work_on(by, matter).require()
        if body is not None and body.committee_id != matter.meeting.committee_id:
            raise Refused("这个单位不属于本居委会。")
        if matter.sides.count() >= SIDES_MOST:
            raise Refused(f"最多写 {SIDES_MOST} 方。")
        try:
            with transaction.atomic():
                side = Side.objects.create(matter=matter, name=name, body=body)
        except IntegrityError:
            raise Refused(f"{name}已经写上了。") from None
        record("sanhui.side", side, by=by, committee=matter.meeting.committee)
    return side


def tell_side(side: Side, *, by: User, told_on: date, at: datetime) -> Side:
    """The written notice of the matters was handed over on that day (a week before, S25)."""
    with transaction.atomic():
        matter = locked(side.matter)
        may_work_on(by, matter).require()
        not_ahead(told_on, at)
        side = Side.objects.select_for_update().get(pk=side.pk)
        before = digest(side)
        side.told_on = told_on
        side.save(update_fields=["told_on"])
        record("sanhui.tell", side, by=by, committee=matter.meeting.committee, before=before)
    return side


def write_agreement(
    matter: Matter, *, by: User, text: str, version: int, at: datetime
) -> Agreement:
    """The text of the agreement, as often as needed until it is signed. Refused before the meeting
    was opened; `Conflict` when somebody else saved it since the page was made."""
    with transaction.atomic():
        matter = locked(matter)
        of_part(matter, Part.COORDINATION)
        may_work_on(by, matter).require()
        any_held(matter)
        there = Agreement.objects.select_for_update().filter(matter=matter).first()
        agreement = there or Agreement(matter=matter, written_by=by)
        before = digest(there) if there else ""
        if there is not None:
            if not there.is_open:
                raise Refused("协议已经签了或者写了没签的原因，不能再改。")
            there.expect(version)
        agreement.text = text
        agreement.save()
        record(
            "sanhui.agreement", agreement, by=by, committee=matter.meeting.committee, before=before
        )
    return agreement


def sign_agreement(
    matter: Matter, *, by: User, signed_on: date | None, unsigned_why: str, at: datetime
) -> Agreement:
    """Signed on that day, or not signed and why (DOMAIN §3.2: non-agreement is signed too)."""
    if (signed_on is None) == (unsigned_why == ""):
        raise Refused("签了写哪天签的，没签写为什么，两样写一样。")
    with transaction.atomic():
        matter = locked(matter)
        may_work_on(by, matter).require()
        agreement: Agreement | None = (
            Agreement.objects.select_for_update().filter(matter=matter).first()
        )
        if agreement is None:
            raise Refused("还没有协议，先写协议。")
        if not agreement.is_open:
            raise Refused("签没签已经记过了。")
        if signed_on is not None:
            not_ahead(signed_on, at)
        before = digest(agreement)
        agreement.signed_on, agreement.unsigned_why = signed_on, unsigned_why
        agreement.version += 1
        agreement.save()
        record("sanhui.sign", agreement, by=by, committee=matter.meeting.committee, before=before)
    return agreement


def add_deed(matter: Matter, *, by: User, what: str, who: str, due_on: date, at: datetime) -> Deed:
    """One dated step of what was promised; the committee watches over it. Refused until signed."""
    with transaction.atomic():
        matter = locked(matter)
        may_work_on(by, matter).require()
        agreement = Agreement.objects.filter(matter=matter).first()
        if agreement is None or agreement.signed_on is None:
            raise Refused("协议签了以后，再写一步一步怎么做。")
        if due_on < agreement.signed_on:
            raise Refused("期限不能早于签协议的日期。")
        if agreement.deeds.count() >= DEEDS_MOST:
            raise Refused(f"最多写 {DEEDS_MOST} 步。")
        deed = Deed.objects.create(agreement=agreement, what=what, who=who, due_on=due_on)
        record("sanhui.deed", deed, by=by, committee=matter.meeting.committee)
        remind(deed, matter, due_on, deed_words(deed), at)
    return deed


def finish_deed(deed: Deed, *, by: User, done_on: date, note: str, at: datetime) -> Deed:
    """It was done. Refused twice and for a day to come."""
    with transaction.atomic():
        matter = locked(deed.agreement.matter)
        may_work_on(by, matter).require()
        not_ahead(done_on, at)
        deed = Deed.objects.select_for_update().get(pk=deed.pk)
        if deed.done_on is not None:
            raise Refused("这一步已经做好了。")
        before = digest(deed)
        deed.done_on, deed.note = done_on, note
        deed.save(update_fields=["done_on", "note"])
        record("sanhui.done", deed, by=by, committee=matter.meeting.committee, before=before)
        cancel(Rule.CASE, [deed])
    return deed
