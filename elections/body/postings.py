"""Postings of an election: given for it, ended with it (CONTRACTS, "People")."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.actions import TAKEN, new_account
from committees.people.credentials import issue_code
from committees.people.models import Posting, User
from committees.reach.states import ELECTION_ROLES, Role
from elections.timetable.models import Election
from jiedao.common.errors import Refused


@dataclass(frozen=True)
class Account:
    """Who is to sign in: somebody with an account, or a name and a phone for a new one."""

    role: Role
    person: User | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Opened:
    """`code` sets the first password; empty where the account was there."""

    person: User
    posting: Posting
    code: str


def open_posting(election: Election, account: Account, *, by: User, on: date) -> Opened:
    """A posting in the election's committee from that day on, with an account where there is none.

    The caller asked its policy. Refused for a role that is no election's, for a number that belongs
    to somebody of another name, and for a second task of one person that must be apart from the
    first: whoever counts, watches the count or hands out ballots does only that.
    """
    if account.role not in ELECTION_ROLES:
        raise Refused("这不是选举期间的岗位。")
    with transaction.atomic():
        person, is_new = _person(account, election, by)
        held = person.reach_on(on).roles & ELECTION_ROLES
        if held and person.reach_on(on).committees_as(held) & {election.committee_id}:
            raise Refused(f"{person.name}在这次选举里已经有岗位了，一个人只做一样。")
        posting = Posting.objects.create(
            user=person, role=account.role, committee=election.committee, since=on
        )
        label = posting.get_role_display()
        record("people.post", posting, by=by, committee=election.committee, label=label)
        code = issue_code(person, by=by, at=timezone.now()) if is_new else ""
    return Opened(person, posting, code)


def _person(account: Account, election: Election, by: User) -> tuple[User, bool]:
    """The account meant. A number known elsewhere says neither whose it is nor where (A8)."""
    if account.person is not None:
        return account.person, False
    known: User | None = User.objects.with_phone(account.phone)
    if known is not None:
        if known.name != account.name:
            raise Refused(TAKEN)
        return known, False
    return new_account(account.name, account.phone, election.committee, by=by), True


def end_posting(posting: Posting, *, by: User, on: date) -> None:
    """It held yesterday for the last time; one given today never held at all and is taken back to
    the day it began."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    last = max(posting.since, on - timedelta(days=1))
    if posting.until is not None and posting.until <= last:
        return
    before = digest(posting)
    posting.until = last
    posting.save(update_fields=["until"])
    label = posting.get_role_display()
    committee = posting.committee
    record("people.end-posting", posting, by=by, committee=committee, before=before, label=label)
