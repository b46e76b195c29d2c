"""People come and go: accounts, postings, and a whole committee on one page (R18, R19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.people.credentials import committee_of, issue_code
from committees.people.models import Posting, User
from committees.people.policies import may_combine, may_post
from committees.reach.states import PARTNER_ROLES, STREET_ROLES, Role
from committees.territory.models import Committee, PartnerBody
from jiedao.common.errors import Refused

TAKEN = "这个手机号已经有账号，请街道管理员来办。"


@dataclass(frozen=True)
class Newcomer:
    """One line of a form: who, as what, where. `phone` is cleaned (`ids.clean_phone`)."""

    name: str
    phone: str
    role: Role
    committee: Committee | None = None
    body_name: str = ""
    title: str = ""


@dataclass(frozen=True)
class Welcome:
    """An account ready to be used; `code` is empty for somebody who needs no password."""

    person: User
    posting: Posting
    code: str


def welcome(newcomer: Newcomer, *, by: User, since: date, at: datetime) -> Welcome:
    """Give somebody a posting, with an account if there is none under this phone number.

    A new account gets a setting code; contact persons of owners and property get none, they come
    in through links. Refused to a director for roles of the street; when the number belongs to an
    account of another name; and when a director names a number known elsewhere (RELIABILITY A8:
    the sentence says neither whose nor where).
    """
    with transaction.atomic():
        committee_id = newcomer.committee.pk if newcomer.committee else None
        may_post(by.reach, newcomer.role, committee_id).require()
        person, is_new = _person_of(newcomer, by)
        posting = give_posting(
            person,
            newcomer.role,
            newcomer.committee,
            by=by,
            since=since,
            body=_body_of(newcomer),
            title=newcomer.title,
        )
        needs_code = is_new and newcomer.role not in PARTNER_ROLES
        code = issue_code(person, by=by, at=at) if needs_code else ""
    return Welcome(person, posting, code)


def _person_of(newcomer: Newcomer, by: User) -> tuple[User, bool]:
    known: User | None = User.objects.with_phone(newcomer.phone)
    if known is None:
        return new_account(newcomer.name, newcomer.phone, newcomer.committee, by=by), True
    if not by.reach.is_admin:
        raise Refused(TAKEN)
    if known.name != newcomer.name:
        raise Refused(f"这个手机号登记的是{known.name}，和“{newcomer.name}”对不上。")
    return known, False


def new_account(name: str, phone: str, committee: Committee | None, *, by: User) -> User:
    """An account without a password yet. Refused when somebody else took the number meanwhile."""
    person = User(name=name, phone=phone)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise Refused(TAKEN) from None
    record("people.create", person, by=by, committee=committee)
    return person


def give_posting(
    person: User,
    role: Role,
    committee: Committee | None,
    *,
    by: User,
    since: date,
    body: PartnerBody | None = None,
    title: str = "",
) -> Posting:
    """One more posting of a person, from `since` on. Refused when she holds it already, when a
    committee role names no committee, and to an administrator who would be auditor as well
    (GB/T 22239-2019, 三权分立).
    """
    may_post(by.reach, role, committee.pk if committee else None).require()
    may_combine(role, person.reach_on(since)).require()
    if role in STREET_ROLES:
        committee = None
    posting = Posting(
        user=person, role=role, committee=committee, body=body, title=title, since=since
    )
    try:
        posting.full_clean()
    except ValidationError as wrong:
        raise Refused("".join(wrong.messages)) from None
    with transaction.atomic():
        posting.save()
        record("people.post", posting, by=by, committee=committee, label=posting.get_role_display())
    return posting


def end_posting(posting: Posting, *, by: User, until: date, today: date) -> Posting:
    """The posting holds for the last time on `until`; the next request after that day is denied.

    Refused for a day before its start, for one that has ended, and when the last administrator
    would be gone today.
    """
    with transaction.atomic():
        posting = Posting.objects.select_for_update().get(pk=posting.pk)
        may_post(by.reach, Role(posting.role), posting.committee_id).require()
        if posting.until is not None and posting.until < today:
            raise Refused("这个岗位已经结束了。")
        if until < posting.since:
            raise Refused("结束日期不能早于开始日期。")
        if posting.role == Role.ADMIN and not _other_admin(posting):
            raise Refused("这是最后一位系统管理员。请先加一位，再结束这个岗位。")
        before = digest(posting)
        posting.until = until
        posting.save(update_fields=["until"])
        record(
            "people.end-posting",
            posting,
            by=by,
            committee=posting.committee,
            before=before,
            label=posting.get_role_display(),
        )
    return posting


def _other_admin(posting: Posting) -> bool:
    """Somebody else who administers without an end, so that the office is never locked out."""
    others = Posting.objects.select_for_update().filter(
        role=Role.ADMIN, until__isnull=True, user__is_active=True
    )
    return others.exclude(user=posting.user_id).exists()


def rename(person: User, *, by: User, name: str, phone: str) -> User:
    """Correct name or number. Refused when the number belongs to another account."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if not by.reach.is_admin:
            raise Refused("姓名和手机号由街道管理员修改。")
        before = digest(person)
        person.name, person.phone = name, phone
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError:
            raise Refused("这个手机号已经登记在另一个账号上。") from None
        record("people.rename", person, by=by, committee=committee_of(person), before=before)
    return person


def save_own_choices(user: User, **values: Any) -> User:
    """How to be reminded, e-mail, text size: the person's own, nobody else's business."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = digest(user)
        for name in ("email", "reminded_by", "text_size"):
            setattr(user, name, values[name])
        user.save(update_fields=["email", "reminded_by", "text_size"])
        record("people.choices", user, by=user, committee=committee_of(user), before=before)
    return user


def onboard(
    committee: Committee,
    newcomers: Iterable[Newcomer],
    *,
    by: User,
    since: date,
    at: datetime,
) -> list[Welcome]:
    """Director, members, and the contact persons of the bodies, all of them or none.

    Somebody who holds the posting already is left as she is. Refused as `welcome` is; the reason
    begins with the name of the line.
    """
    done = []
    with transaction.atomic():
        for newcomer in newcomers:
            if _holds_already(newcomer, since):
                continue
            try:
                done.append(welcome(newcomer, by=by, since=since, at=at))
            except Refused as refused:
                raise Refused(f"{newcomer.name}：{refused.reason}") from None
        record("people.onboard", committee, by=by, committee=committee)
    return done


def _holds_already(newcomer: Newcomer, on: date) -> bool:
    person: User | None = User.objects.with_phone(newcomer.phone)
    return person is not None and bool(
        person.postings.on(on).filter(role=newcomer.role, committee=newcomer.committee).exists()
    )


def _body_of(newcomer: Newcomer) -> PartnerBody | None:
    """The partner body a contact person speaks for, written down when it is new."""
    if not newcomer.body_name or newcomer.committee is None:
        return None
    body: PartnerBody = PartnerBody.objects.get_or_create(
        committee=newcomer.committee,
        name=newcomer.body_name,
        defaults={"kind": newcomer.role.value},
    )[0]
    return body
