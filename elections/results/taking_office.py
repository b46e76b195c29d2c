"""The elected take office on the day the election body announces the result (R37)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import Posting, User
from committees.reach.states import ELECTED_ROLES, Role
from committees.residents.states import Sex
from committees.terms.following import DIRECTOR_CHANGED, DirectorChange, chair_on
from committees.terms.models import Mandate
from committees.terms.states import Origin, Post
from committees.territory.models import Committee
from elections.candidates.models import KinTie, OnBallot
from elections.counting.models import WrittenIn
from elections.electorate.models import Voter
from elections.results.finishing import locked_result
from elections.results.holding import in_force, published_results, staying_in_office
from elections.results.models import MandateOrigin, Result
from elections.results.next_rounds import still_open
from elections.results.rules import RECALL
from elections.rulesets.rules import Rules
from elections.timetable.models import Election
from elections.timetable.states import ElectionKind
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers

ROLE_OF_POST = {
    Post.CHAIR: Role.DIRECTOR,
    Post.VICE_CHAIR: Role.MEMBER,
    Post.MEMBER: Role.MEMBER,
}


@dataclass(frozen=True)
class Seated:
    """People have just come into office."""

    committee: Committee
    mandates: list[Mandate]


SEATED: Followers[Seated] = Followers()
"""What new people in office bring with them (their training); in the act's transaction."""


@dataclass(frozen=True)
class Elected:
    """Somebody elected in one of the rounds: the name on the ballot, and who it is."""

    label: str
    post: str
    votes: int
    voter: Voter | None
    result: Result


def elected_of(election: Election) -> list[Elected]:
    """Everybody elected in the published rounds, by rank of post, then by votes."""
    found = []
    for result in published_results(election):
        sheet, outcome = in_force(result)
        votes = {(one["post"], label): n for one in sheet["contests"] for label, n in one["votes"]}
        people = _people(result)
        for one in outcome["contests"]:
            if one["post"] == RECALL:
                continue
            for label in one["elected"]:
                key = (one["post"], label)
                found.append(Elected(label, one["post"], votes[key], people.get(key), result))
    ranks = list(Post)
    return sorted(found, key=lambda one: (ranks.index(Post(one.post)), -one.votes))


def _people(result: Result) -> dict[tuple[str, str], Voter]:
    lines = OnBallot.objects.filter(contest__round=result.round).select_related(
        "contest", "candidate__voter__resident"
    )
    found = {
        (line.contest.post, line.label): line.candidate.voter
        for line in lines
        if line.candidate is not None
    }
    written = WrittenIn.objects.filter(line__contest__round=result.round).select_related(
        "line__contest", "voter__resident"
    )
    return found | {(one.line.contest.post, one.line.label): one.voter for one in written}


def account_of(elected: Elected, committee: Committee) -> User | None:
    """The account this person has already: by telephone and name, or by name among those who
    ever worked in this committee. None: a new one is made."""
    resident = elected.voter.resident if elected.voter else None
    name = elected.voter.name if elected.voter else elected.label
    if resident is not None and resident.phone_index:
        same: User | None = User.objects.filter(phone_index=resident.phone_index, name=name).first()
        if same is not None:
            return same
    known = User.objects.filter(name=name).filter(
        Q(postings__committee=committee) | Q(mandates__committee=committee)
    )
    people: list[User] = list(known.distinct()[:2])
    return people[0] if len(people) == 1 else None


@transaction.atomic
def take_office(
    result: Result, *, by: User, accounts: Mapping[str, User] | None = None
) -> list[Mandate]:
    """Mandates from the day of publication; the old ones end the day before; access follows.

    Called again after a further round it seats those newly elected. A recall that passed ends the
    mandate it is about. Refused before publication, to anybody but the head, in a rehearsal, and
    while fewer are elected than the rules ask for and a further round is due.
    """
    result, election = locked_result(result)
    if not by.reach.has(Role.ELECTION_HEAD, election.committee_id):
        raise Refused("就任由选举委员会主任宣布。")
    if result.published_at is None:
        raise Refused("结果还没有公布。")
    if election.rehearsal:
        raise Refused("这是演练，没有人就任。")
    Committee.objects.select_for_update().get(pk=election.committee_id)
    day = timezone.localdate(result.published_at)
    left = chair_on(election.committee, day - timedelta(days=1))
    if election.kind == ElectionKind.RECALL:
        _recall(election, result, day, by)
        after = day + timedelta(days=1)
        _hand_over(election, left, chair_on(election.committee, after), after, by)
        return []
    people = elected_of(election)
    filled = len(people) + staying_in_office(election, [one.label for one in people])
    if still_open(election) and filled < election.rule_set.min_filled:
        raise Refused(f"当选 {len(people)} 人，还要再次投票，暂时不能就任。")
    done = set(
        MandateOrigin.objects.filter(result__round__election=election).values_list(
            "mandate__post", "mandate__person__name"
        )
    )
    if election.kind == ElectionKind.TERM and not done:
        _end_old(election, day, by)
    made = [
        _begin(one, election, day, by, accounts or {}, number)
        for number, one in enumerate(people, 1)
        if (one.post, _name(one)) not in done
    ]
    _hand_over(election, left, chair_on(election.committee, day), day, by)
    if made:
        SEATED(Seated(election.committee, made))
    return made


def _hand_over(
    election: Election, left: User | None, taker: User | None, day: date, by: User
) -> None:
    """A committee that has another director than the day before gets its list (R9)."""
    if left != taker:
        DIRECTOR_CHANGED(DirectorChange(election.committee, left, taker, day, by))


def _name(one: Elected) -> str:
    return str(one.voter.name if one.voter else one.label)


def _end_old(election: Election, day: date, by: User) -> None:
    """Whoever held office until now holds it to the end of the day before."""
    last = day - timedelta(days=1)
    for mandate in Mandate.objects.filter(committee=election.committee).reaching(day):
        end_mandate_row(mandate, max(last, mandate.since), by)
    for posting in Posting.objects.filter(committee=election.committee, role__in=ELECTED_ROLES):
        if posting.until is None or posting.until >= day:
            _end_posting(posting, max(last, posting.since), by)


def end_mandate_row(mandate: Mandate, last: date, by: User) -> None:
    before = digest(mandate)
    mandate.until = last
    mandate.save(update_fields=["until"])
    record("terms.end", mandate, by=by, committee=mandate.committee, before=before)


def _end_posting(posting: Posting, last: date, by: User) -> None:
    before = digest(posting)
    posting.until = last
    posting.save(update_fields=["until"])
    record("people.end-posting", posting, by=by, committee=posting.committee, before=before)


def _begin(
    one: Elected,
    election: Election,
    day: date,
    by: User,
    accounts: Mapping[str, User],
    number: int,
) -> Mandate:
    committee = election.committee
    person = accounts.get(one.label) or account_of(one, committee) or _new_account(one, by)
    whole = election.kind == ElectionKind.TERM
    if not whole:
        _leave_lower(person, committee, one.post, day, by)
    mandate = Mandate.objects.create(
        committee=committee,
        person=person,
        post=one.post,
        origin=Origin.ELECTION if whole else Origin.BY_ELECTION,
        since=day,
    )
    MandateOrigin.objects.create(
        mandate=mandate,
        result=one.result,
        votes=one.votes,
        certificate=f"{day.year}-{committee.order:02d}-{number:02d}",
    )
    record("terms.begin", mandate, by=by, committee=committee)
    role = ROLE_OF_POST[Post(one.post)]
    posting = Posting.objects.create(
        user=person,
        role=role,
        committee=committee,
        title=Post(one.post).label,
        since=day,
    )
    record("people.post", posting, by=by, committee=committee)
    return mandate


def _leave_lower(person: User, committee: Committee, post: str, day: date, by: User) -> None:
    """Elected to another post while in office: that one ends the day before."""
    last = day - timedelta(days=1)
    for mandate in Mandate.objects.filter(committee=committee, person=person).reaching(day):
        end_mandate_row(mandate, max(last, mandate.since), by)
    held = Posting.objects.filter(
        committee=committee, user=person, role__in=ELECTED_ROLES, until__isnull=True
    )
    for posting in held:
        _end_posting(posting, max(last, posting.since), by)


def _new_account(one: Elected, by: User) -> User:
    """An account that cannot sign in until the administrator hands out a code."""
    resident = one.voter.resident if one.voter else None
    phone = resident.phone if resident is not None else ""
    if phone and User.objects.with_phone(phone) is not None:
        phone = ""
    person = User(name=_name(one), phone=phone)
    person.set_unusable_password()
    person.save()
    record("people.create", person, by=by)
    return person


def _recall(election: Election, result: Result, day: date, by: User) -> None:
    """罢免 passed: the office ends on the day of the announcement."""
    outcome = in_force(result)[1]
    mandate = election.recalls
    if mandate is None or not any(one["elected"] for one in outcome["contests"]):
        raise Refused("罢免没有通过，职务不变。")
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.until is not None and mandate.until <= day:
        raise Refused("职务已经结束了。")
    end_mandate_row(mandate, max(day, mandate.since), by)
    held = Posting.objects.filter(
        user=mandate.person, committee=election.committee, until__isnull=True
    )
    for posting in held.filter(role=ROLE_OF_POST[Post(mandate.post)]):
        _end_posting(posting, max(day, posting.since), by)


def composition_lines(people: list[Elected], rules: Rules, kin: set[frozenset[str]]) -> list[str]:
    """What does not fit a committee of this size, in words: number, a woman, near kin."""
    found = []
    if not rules.members_least <= len(people) <= rules.members_most:
        size = f"{rules.members_least} 至 {rules.members_most} 人"
        found.append(f"当选 {len(people)} 人，居委会由 {size}组成。")
    sexes = [one.voter.resident.sex for one in people if one.voter and one.voter.resident]
    if rules.woman_required and Sex.FEMALE not in sexes:
        unknown = len(sexes) < len(people) or "" in sexes
        tail = "（有人没有登记性别，请核对）" if unknown else ""
        found.append(f"当选的人里没有女性，居委会应当有妇女成员{tail}。")
    names = [one.label for one in people]
    for at, one in enumerate(names):
        found += [
            f"{one}和{other}是近亲属，不能同时任职。"
            for other in names[at + 1 :]
            if frozenset({one, other}) in kin
        ]
    return found


def warnings_of(election: Election) -> list[str]:
    kinds = election.rule_set.rules().kin_kinds
    ties = KinTie.objects.filter(election=election, kin__in=kinds).select_related("one", "other")
    kin = {frozenset({tie.one.label, tie.other.label}) for tie in ties}
    return composition_lines(elected_of(election), election.rule_set.rules(), kin)
