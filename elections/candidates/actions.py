"""From a nomination on paper to a name on the formal list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from committees.files.actions import discard_files, store_file
from committees.journal.actions import digest, record
from committees.people.models import User
from elections.body.actions import Nominated, leave_when_nominated
from elections.body.models import BodyMember
from elections.body.querysets import on_duty
from elections.candidates.models import Backer, Candidate, KinTie
from elections.candidates.policies import may_nominate, may_present, may_review
from elections.candidates.rules import (
    Standing,
    enough_backers,
    in_time,
    labels,
    still_taken,
    strokes_of,
)
from elections.candidates.states import MOVES, CandidateOrigin, CandidateState
from elections.electorate.models import Voter
from elections.rulesets.states import Kin
from elections.timetable.models import Contest, Election, Round, Step
from elections.timetable.moving import locked
from elections.timetable.policies import may_work_on
from elections.timetable.states import Stage, StepCode
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from jiedao.common.uploads import CleanFile


@dataclass(frozen=True)
class Proposal:
    """A nomination as its paper says it. `kin`: members of the election body who are near kin of
    the nominee, as they or she declared; they leave the body too."""

    voter: Voter
    post: str
    backers: Sequence[Voter] = ()
    votes: int = 0
    kin: Collection[BodyMember] = field(default_factory=tuple)


def nominate(election: Election, proposal: Proposal, *, by: User, on: date) -> Candidate:
    """Write down a nomination with everybody who signed it. Whoever of the election body is
    nominated, or near kin of her, leaves it in the same moment (2025 law).

    Refused outside 提名候选人 and on papers of after its last day; for a nominee or a backer who is
    not on the roll; below the number of backers; for a post that is not elected; twice for the same
    post; and for somebody who works on polling day (T8).
    """
    with transaction.atomic():
        election = locked(election)
        may_nominate(by, election).require()
        last = Step.objects.filter(election=election, code=StepCode.NOMINATION_END)
        still_taken(on, last.values_list("due_on", flat=True).first()).require()
        _check(election, proposal)
        voter = proposal.voter
        candidate = Candidate.objects.create(
            election=election,
            voter=voter,
            post=proposal.post,
            label=f"{voter.name}#{voter.pk}",
            nomination_votes=proposal.votes,
            strokes=strokes_of(voter.name),
            nominated_on=on,
        )
        signed = {one.pk: one for one in proposal.backers if one.pk != voter.pk}
        Backer.objects.bulk_create(
            Backer(candidate=candidate, voter=one) for one in signed.values()
        )
        relabel(election)
        candidate.refresh_from_db()
        label = candidate.label
        record("candidates.nominate", candidate, by=by, committee=election.committee, label=label)
        nominated = Nominated(voter.name, voter.resident, proposal.kin)
        leave_when_nominated(election, nominated, by=by, on=on)
    return candidate


def stand_written_in(
    election: Election, voter: Voter, post: str, label: str, *, by: User, on: date
) -> Candidate:
    """Whom voters wrote on enough ballots stands in the next round like everybody on its list, and
    leaves the election body like everybody who is nominated. Called by the act that opens the round
    and has asked its own policy. Who had said no before stands too, and may say so again."""
    with transaction.atomic():
        election = locked(election)
        rows = Candidate.objects.select_for_update(of=("self",))
        there = rows.filter(election=election, voter=voter, post=post).first()
        candidate = there or Candidate(election=election, voter=voter, post=post)
        before = digest(candidate) if there else ""
        candidate.label, candidate.origin = label, CandidateOrigin.WRITTEN_IN
        candidate.state, candidate.withdrawn_on = CandidateState.FORMAL, None
        candidate.strokes = candidate.strokes or strokes_of(voter.name)
        candidate.nominated_on = on
        candidate.version += 1 if there else 0
        candidate.save()
        candidate.election = election
        _journal("candidates.write-in", candidate, by, before)
        leave_when_nominated(election, Nominated(voter.name, voter.resident), by=by, on=on)
    return candidate


def _check(election: Election, proposal: Proposal) -> None:
    voter = proposal.voter
    for one in (voter, *proposal.backers):
        if one.election_id != election.pk or not one.listed:
            raise Refused(f"{one.name}不在这次选举的选民名单上。")
    signed = {one.pk for one in proposal.backers} - {voter.pk}
    enough_backers(election.rule_set.rules(), len(signed)).require()
    if not Contest.objects.filter(round__election=election, post=proposal.post).exists():
        raise Refused("这次不选这个职务。")
    if Candidate.objects.filter(election=election, voter=voter, post=proposal.post).exists():
        raise Refused(f"{voter.name}已经被提名这个职务了。")
    for official in on_duty(election):
        same = official.resident_id is not None and official.resident_id == voter.resident_id
        if same:
            raise Refused(f"{voter.name}是选举日的工作人员，请先换人，再登记提名。")


def relabel(election: Election) -> None:
    """Names as they stand on the ballot, told apart by building where two are called alike. Names
    that are out of it, and names already printed on a list, keep theirs."""
    rows = list(Candidate.objects.filter(election=election).select_related("voter"))
    by_voter = {row.voter_id: row for row in rows}
    found = labels([_standing(row) for row in by_voter.values()])
    of_voter = {voter: found[row.pk] for voter, row in by_voter.items()}
    for row in rows:
        label = of_voter[row.voter_id]
        if row.label != label and row.state != CandidateState.FORMAL:
            Candidate.objects.filter(pk=row.pk).update(label=label)


def _standing(row: Candidate) -> Standing:
    return Standing(row.pk, row.voter.name, row.post, row.voter.door)


def answer(candidate: Candidate, *, accepts: bool, by: User, on: date) -> Candidate:
    """The nominee signs that she stands, or that she does not want to."""
    to = CandidateState.ACCEPTED if accepts else CandidateState.DECLINED
    with transaction.atomic():
        candidate = _locked(candidate)
        may_work_on(by, candidate.election).require()
        return _move(candidate, to, "candidates.reply", by, answered_on=on)


def review(candidate: Candidate, *, fits: bool, paper: str, by: User, on: date) -> Candidate:
    """The outcome of the 资格联审 and the reference of its paper; what it says stays on paper
    (R37). Refused without the reference, and before the nominee has signed."""
    to = CandidateState.QUALIFIED if fits else CandidateState.UNQUALIFIED
    with transaction.atomic():
        candidate = _locked(candidate)
        may_review(by, candidate.election).require()
        if not paper.strip():
            raise Refused("请写联审材料的编号。")
        reviewed = {"reviewed_on": on, "review_paper": paper.strip()}
        return _move(candidate, to, "candidates.check-fit", by, **reviewed)


def withdraw(candidate: Candidate, *, by: User, on: date) -> Candidate:
    """Out of it in writing, up to the set day before polling. Where too few names are left the
    election goes back to 提名候选人 by its button on the desk; the ballot is made again."""
    with transaction.atomic():
        candidate = _locked(candidate)
        may_work_on(by, candidate.election).require()
        if candidate.election.stage not in (Stage.NOMINATION, Stage.CANDIDATES):
            raise Refused("投票已经开始，不能再退出。")
        in_time(on, _last_day_to_withdraw(candidate.election)).require()
        candidate.lines.all().delete()
        return _move(
            candidate, CandidateState.WITHDRAWN, "candidates.stand-down", by, withdrawn_on=on
        )


def _last_day_to_withdraw(election: Election) -> date | None:
    """The timetable's day; in a later round, whose names nobody asked, up to its polling day."""
    newest: Round | None = election.rounds.order_by("-number").first()
    if newest is not None and newest.number > 1:
        return newest.polling_on
    rows = Step.objects.filter(election=election, code=StepCode.WITHDRAWAL)
    found: date | None = rows.values_list("due_on", flat=True).first()
    return found


def present(
    candidate: Candidate,
    *,
    statement: str,
    photo: CleanFile | None,
    version: int,
    by: User,
) -> Candidate:
    """Statement of at most 120 characters and a photo, the same room for everybody (S6)."""
    with transaction.atomic():
        candidate = _locked(candidate)
        may_present(by, candidate).require()
        candidate.expect(version)
        before = digest(candidate)
        candidate.statement = statement
        if photo is not None:
            old = candidate.photo
            committee = candidate.election.committee
            candidate.photo = store_file(photo, name=candidate.label, by=by, committee=committee)
            candidate.save()
            if old is not None:
                discard_files([old])
        candidate.save()
        _journal("candidates.present", candidate, by, before)
    return candidate


def tie(one: Candidate, other: Candidate, *, kin: str, by: User) -> KinTie:
    """Two candidates are near kin: only one of them may hold office (T4, row 6)."""
    with transaction.atomic():
        election = locked(one.election)
        may_work_on(by, election).require()
        if one.pk == other.pk or one.voter_id == other.voter_id:
            raise Refused("请选两个不同的人。")
        if other.election_id != election.pk:
            raise Refused("请选这次选举的候选人。")
        first, second = sorted((one, other), key=lambda row: row.pk)
        if KinTie.objects.filter(one=first, other=second).exists():
            raise Refused("这两个人的关系已经记过了。")
        made: KinTie = KinTie.objects.create(
            election=election, one=first, other=second, kin=Kin(kin)
        )
        record("candidates.tie", made, by=by, committee=election.committee)
    return made


def untie(found: KinTie, *, by: User) -> None:
    """It was a mistake: they are not kin. Refused once ballots are out."""
    with transaction.atomic():
        election = locked(found.election)
        may_work_on(by, election).require()
        if election.stage not in (Stage.NOMINATION, Stage.CANDIDATES):
            raise Refused("投票已经开始，不能再改。")
        before = digest(found)
        record(
            "candidates.untie", found, by=by, committee=election.committee, before=before, after=""
        )
        found.delete()


def _locked(candidate: Candidate) -> Candidate:
    """The candidate behind her election's lock."""
    election = locked(candidate.election)
    found: Candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    found.election = election
    return found


def _move(
    candidate: Candidate, to: CandidateState, act: str, by: User, **changes: object
) -> Candidate:
    check_move(MOVES, candidate.state, to)
    before = digest(candidate)
    candidate.state = to
    for name, value in changes.items():
        setattr(candidate, name, value)
    candidate.version += 1
    candidate.save()
    _journal(act, candidate, by, before)
    return candidate


def _journal(act: str, candidate: Candidate, by: User, before: str) -> None:
    committee = candidate.election.committee
    label = f"{candidate.label}：{candidate.get_state_display()}"
    record(act, candidate, by=by, committee=committee, before=before, label=label)
