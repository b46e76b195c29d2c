"""另选他人: somebody of the roll whose name a voter wrote on the ballot."""

from django.db.models import Max

from elections.candidates.models import OnBallot
from elections.counting.models import WrittenIn
from elections.electorate.models import Voter
from elections.timetable.models import Contest, Round
from elections.timetable.states import RoundKind
from jiedao.common.errors import Refused

WITH_WRITE_INS = (RoundKind.FIRST, RoundKind.RERUN)


def takes_write_ins(round_: Round) -> bool:
    """A run-off and a re-vote choose among the names that are left; a recall says yes or no."""
    return bool(round_.election.rule_set.write_ins) and round_.kind in WITH_WRITE_INS


def written_line(contest: Contest, voter: Voter) -> OnBallot:
    """The line of this person, made when nobody wrote the name before.

    Call with the round locked. Refused for somebody who is printed there, and off the roll.
    """
    if voter.election_id != contest.round.election_id or not voter.listed:
        raise Refused(f"{voter.name}不在选民名单上，写这个名字的票不算。")
    lines = OnBallot.objects.filter(contest=contest)
    if lines.filter(candidate__voter=voter).exists():
        raise Refused(f"{voter.name}已经印在{contest}的选票上，请记在那一行。")
    kept: OnBallot | None = lines.filter(written__voter=voter).first()
    if kept is not None:
        return kept
    last = lines.aggregate(last=Max("order"))["last"] or 0
    label = label_of(voter, set(lines.filter(written_in=False).values_list("label", flat=True)))
    line = OnBallot.objects.create(contest=contest, label=label, order=last + 1, written_in=True)
    WrittenIn.objects.create(line=line, voter=voter)
    return line


def label_of(voter: Voter, taken: set[str]) -> str:
    """The name, with the building, then the door, where several are called alike.

    Depends on roll and print alone, never on what another sheet says.
    """
    alike = list(Voter.objects.filter(election=voter.election_id, name=voter.name, listed=True))
    for write in (_plain, _with_building, _with_door):
        label = write(voter)
        if label not in taken and [write(one) for one in alike].count(label) == 1:
            return label
    return f"{voter.name}（名单 {voter.pk}）"


def _plain(voter: Voter) -> str:
    return voter.name


def _with_building(voter: Voter) -> str:
    building = voter.door.partition("-")[0]
    return f"{voter.name}（{building}号楼）" if building else voter.name


def _with_door(voter: Voter) -> str:
    return f"{voter.name}（{voter.door}）" if voter.door else voter.name
