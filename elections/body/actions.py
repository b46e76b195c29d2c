"""The election body is written down, and changes when somebody is nominated (2025 law, S4)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.residents.models import Resident
from elections.body.models import BodyMember
from elections.body.policies import may_appoint, may_keep_body
from elections.body.postings import Account, end_posting, open_posting
from elections.body.querysets import serving
from elections.body.rules import next_in_line
from elections.body.states import BodyPost, Leaves
from elections.timetable.models import Election
from elections.timetable.moving import locked
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers


@dataclass(frozen=True)
class Chosen:
    """Somebody whom the residents chose. `reserve`: the next in line when somebody leaves."""

    name: str
    post: str = BodyPost.MEMBER
    reserve: bool = False
    resident: Resident | None = None
    account: Account | None = None


@dataclass(frozen=True)
class Change:
    """Who left the body and who moved up; told to whoever writes notice 2-1."""

    election: Election
    left: tuple[BodyMember, ...]
    moved_up: tuple[BodyMember, ...]
    by: User
    on: date


CHANGED: Followers[Change] = Followers()


def choose(election: Election, chosen: Chosen, *, by: User, on: date) -> tuple[BodyMember, str]:
    """Write down a member or a reserve. The head gets her posting with it; the second value is the
    setting code of a new account, to be shown once. Refused above the largest number of the rule
    set, for a second head, for the same name twice, and for a nominee."""
    with transaction.atomic():
        election = locked(election)
        may_keep_body(by, election).require()
        rows = BodyMember.objects.filter(election=election, left_on=None)
        _check(election, chosen, rows)
        last = BodyMember.objects.filter(election=election).aggregate(last=Max("rank"))["last"]
        member = BodyMember(
            election=election,
            name=chosen.name,
            resident=chosen.resident,
            post=BodyPost.MEMBER if chosen.reserve else chosen.post,
            reserve=chosen.reserve,
            rank=(last or 0) + 1,
            since=on,
        )
        code = ""
        if member.post == BodyPost.HEAD and chosen.account:
            code = _seat_head(member, chosen.account, by=by, on=on)
        member.save()
        label = member.get_post_display()
        record("body.choose", member, by=by, committee=election.committee, label=label)
    return member, code


def _check(election: Election, chosen: Chosen, rows: Iterable[BodyMember]) -> None:
    members = list(rows)
    if any(one.name == chosen.name for one in members):
        raise Refused(f"{chosen.name}已经在名单里了。同名的请在姓名后面加上楼号。")
    seated = [one for one in members if not one.reserve]
    most = election.rule_set.rules().body_most
    if not chosen.reserve and len(seated) >= most:
        raise Refused(f"选举委员会最多 {most} 人，请写成候补。")
    heads = [one for one in seated if one.post == BodyPost.HEAD]
    if chosen.post == BodyPost.HEAD and not chosen.reserve and heads:
        raise Refused(f"选举委员会已经有主任：{heads[0].name}。")


def make_head(
    member: BodyMember, account: Account | None, *, by: User, on: date
) -> tuple[BodyMember, str]:
    """The body elects its head from among its members. An earlier head becomes a member, and her
    posting ends. Gives the setting code of a new account as well."""
    with transaction.atomic():
        election = locked(member.election)
        may_appoint(by, election).require()
        member = BodyMember.objects.select_for_update().get(pk=member.pk)
        if member.left_on is not None or member.reserve:
            raise Refused("主任要从现在的成员里推选。")
        for old in serving(election).filter(post=BodyPost.HEAD).exclude(pk=member.pk):
            _unseat(old, by=by, on=on)
            old.post = BodyPost.MEMBER
            old.save()
        before = digest(member)
        member.post = BodyPost.HEAD
        code = _seat_head(member, account, by=by, on=on) if account else ""
        member.save()
        record("body.head", member, by=by, committee=election.committee, before=before)
    return member, code


def _seat_head(member: BodyMember, account: Account, *, by: User, on: date) -> str:
    may_appoint(by, member.election).require()
    opened = open_posting(member.election, account, by=by, on=on)
    member.user, member.posting = opened.person, opened.posting
    return opened.code


def _unseat(member: BodyMember, *, by: User, on: date) -> None:
    if member.posting is not None:
        end_posting(member.posting, by=by, on=on)


def leave(member: BodyMember, *, why: str, by: User, on: date) -> Change:
    """Somebody leaves the body; the next in line takes the place, and both are logged. A head's
    posting ends with it: the body elects another one. Refused for somebody who has left."""
    with transaction.atomic():
        election = locked(member.election)
        may_keep_body(by, election).require()
        return _leave(election, [(member, why)], by=by, on=on)


@dataclass(frozen=True)
class Nominated:
    """Who was nominated, and the members of the body who say that they are near kin."""

    name: str
    resident: Resident | None = None
    kin: Collection[BodyMember] = ()


def leave_when_nominated(
    election: Election, nominated: Nominated, *, by: User, on: date
) -> Change | None:
    """Who is nominated leaves the body by herself, and so do her near kin where the rule set says
    so (2025 law). None when nobody of the body is concerned. The election is locked."""
    members = list(serving(election, with_reserves=True))
    own = [one for one in members if _is(one, nominated)]
    leaving = [(one, Leaves.NOMINATED) for one in own]
    if election.rule_set.rules().body_kin_leaves:
        near = [one for one in members if one in nominated.kin and one not in own]
        leaving += [(one, Leaves.KIN_NOMINATED) for one in near]
    return _leave(election, leaving, by=by, on=on) if leaving else None


def _is(member: BodyMember, nominated: Nominated) -> bool:
    if member.resident_id is not None and nominated.resident is not None:
        return bool(member.resident_id == nominated.resident.pk)
    return member.name == nominated.name


def _leave(
    election: Election, leaving: Sequence[tuple[BodyMember, str]], *, by: User, on: date
) -> Change:
    gone: list[BodyMember] = []
    moved_up: list[BodyMember] = []
    all_of_them = [member for member, _ in leaving]
    for member, why in leaving:
        one = BodyMember.objects.select_for_update().get(pk=member.pk)
        if one.left_on is not None:
            raise Refused(f"{one.name}已经离开选举委员会了。")
        before = digest(one)
        _unseat(one, by=by, on=on)
        one.left_on, one.left_why = on, why
        one.save()
        label = one.get_left_why_display()
        record(
            "body.step-down", one, by=by, committee=election.committee, before=before, label=label
        )
        gone.append(one)
        if not one.reserve and (taker := _move_up(election, one, all_of_them, by=by, on=on)):
            moved_up.append(taker)
    change = Change(election, tuple(gone), tuple(moved_up), by, on)
    CHANGED(change)
    return change


def _move_up(
    election: Election, left: BodyMember, leaving: Sequence[BodyMember], *, by: User, on: date
) -> BodyMember | None:
    reserves = BodyMember.objects.filter(election=election, reserve=True, left_on=None)
    taker: BodyMember | None = next_in_line(reserves.exclude(pk__in=[one.pk for one in leaving]))
    if taker is None:
        return None
    before = digest(taker)
    taker.reserve, taker.since, taker.took_over_from = False, on, left
    taker.save()
    label = f"接{left.name}"
    record("body.move-up", taker, by=by, committee=election.committee, before=before, label=label)
    return taker
