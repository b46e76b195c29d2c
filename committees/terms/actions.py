"""Offices begin and end; they are never rewritten. Contact persons come and go with a date."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.terms.following import DIRECTOR_CHANGED, DirectorChange, last_chair_before
from committees.terms.models import Mandate, SpecialisedCommittee
from committees.terms.policies import may_name_contact
from committees.terms.states import Post, SpecialisedKind
from committees.territory.models import Committee, PartnerBody
from committees.territory.policies import may_keep_directory
from jiedao.common.errors import Refused

ROLE_OF_BODY = {
    "branch": Role.BRANCH,
    "station": Role.STATION,
    "owners": Role.OWNERS,
    "property": Role.PROPERTY,
}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@transaction.atomic
def begin_mandate(mandate: Mandate, *, by: Any) -> Mandate:
    """Somebody takes office. The public page of members shows it from that day on.

    Refused when the person holds the post already, or another chair is in office on that day:
    a committee has one chair, acting or elected. The account's rights are not touched.
    """
    may_keep_directory(by).require()
    Committee.objects.select_for_update().get(pk=mandate.committee_id)
    others = Mandate.objects.filter(committee=mandate.committee_id).reaching(mandate.since)
    if others.filter(person=mandate.person_id, post=mandate.post).exists():
        raise Refused(f"{mandate.person}现在已经是{mandate.get_post_display()}。")
    chair = others.filter(post=Post.CHAIR).select_related("person").first()
    if mandate.post == Post.CHAIR and chair is not None:
        raise Refused(f"{chair.person}还在任主任，请先写离任日期。")
    mandate.save()
    record("terms.begin", mandate, by=by, committee=mandate.committee)
    if mandate.post == Post.CHAIR:
        left = last_chair_before(mandate.committee, mandate.since)
        DIRECTOR_CHANGED(DirectorChange(mandate.committee, left, mandate.person, mandate.since, by))
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Any, until: date) -> Mandate:
    """Write the last day in office; the row stays as history.

    Refused before the first day, or when an end is written already. Access to the portal ends
    with the posting, not here.
    """
    may_keep_directory(by).require()
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.until is not None:
        raise Refused(f"已经写了离任日期：{_day(mandate.until)}。")
    if until < mandate.since:
        raise Refused(f"离任日期不能早于任职日期 {_day(mandate.since)}。")
    before = digest(mandate)
    mandate.until = until
    mandate.save(update_fields=["until"])
    record("terms.end", mandate, by=by, committee=mandate.committee, before=before)
    if mandate.post == Post.CHAIR:
        day = until + timedelta(days=1)
        DIRECTOR_CHANGED(DirectorChange(mandate.committee, mandate.person, None, day, by))
    return mandate


@transaction.atomic
def staff_specialised(
    committee: Committee, seats: Mapping[str, tuple[User | None, str]], *, by: Any
) -> int:
    """Who is in charge of which of the seven, and of what. Returns how many were changed.

    A kind without a person and without words is left out, or emptied when it is there.
    """
    may_keep_directory(by).require()
    Committee.objects.select_for_update().get(pk=committee.pk)
    kept = {row.kind: row for row in SpecialisedCommittee.objects.filter(committee=committee)}
    changed = 0
    for kind in SpecialisedKind.values:
        head, duty = seats.get(kind, (None, ""))
        row = kept.get(kind)
        if row is None and not head and not duty:
            continue
        if row is not None and (row.head, row.duty) == (head, duty):
            continue
        before = digest(row) if row else ""
        row = row or SpecialisedCommittee(committee=committee, kind=kind)
        row.head, row.duty = head, duty
        row.save()
        record("terms.specialised", row, by=by, committee=committee, before=before)
        changed += 1
    return changed


@transaction.atomic
def appoint_contact(
    body: PartnerBody, *, by: Any, name: str, phone: str, title: str, since: date
) -> Posting:
    """A contact person of a partner body, from a day on (S2).

    An account with this number is taken when the name is the same; otherwise a new one is made
    that cannot sign in with a password. Refused when the number belongs to somebody else, when the
    person is a contact already, and to a clerk for party branch and station, whose people sign in.
    """
    may_name_contact(by, ROLE_OF_BODY[body.kind]).require()
    body = PartnerBody.objects.select_for_update().get(pk=body.pk)
    person = User.objects.with_phone(phone) or _new_person(name, phone, by)
    if person.name != name:
        raise Refused("这个电话号码是另一个人的，请核对姓名和号码。")
    role = ROLE_OF_BODY[body.kind]
    held = Posting.objects.filter(user=person, role=role, committee=body.committee_id)
    if held.filter(until=None).exists():
        raise Refused(f"{name}现在已经是联系人。")
    posting = Posting.objects.create(
        user=person, role=role, committee=body.committee, body=body, title=title, since=since
    )
    record("people.post", posting, by=by, committee=body.committee)
    return posting


def _new_person(name: str, phone: str, by: Any) -> User:
    person = User(name=name, phone=phone)
    person.set_unusable_password()
    person.save()
    record("people.create", person, by=by)
    return person


@transaction.atomic
def end_contact(posting: Posting, *, by: Any, until: date) -> Posting:
    """Write the contact's last day; access ends at the next request after it."""
    may_name_contact(by, Role(posting.role)).require()
    posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if posting.until is not None:
        raise Refused(f"已经写了结束日期：{_day(posting.until)}。")
    if until < posting.since:
        raise Refused(f"结束日期不能早于开始日期 {_day(posting.since)}。")
    before = digest(posting)
    posting.until = until
    posting.save(update_fields=["until"])
    record("people.end-posting", posting, by=by, committee=posting.committee, before=before)
    return posting
