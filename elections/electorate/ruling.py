"""照规则改回: what a hand decided about a line is taken back, and the register speaks again."""

from datetime import datetime

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.electorate.building import Known, follow, is_kept, lines_by_rule
from elections.electorate.hand import Because, note
from elections.electorate.models import Voter
from elections.electorate.opened import open_roll
from elections.electorate.states import Hand
from elections.rulesets.states import Mode
from elections.timetable.models import Election
from jiedao.common.errors import Refused

NO_RULE = (
    "住户登记里没有{name}，没有规则可以照。"
    "不该在名单上的，请用“从名单去掉”；该在的，先在住户登记里登记。"
)


@transaction.atomic
def back_to_rule(voter: Voter, why: str, *, version: int, by: User, at: datetime) -> Voter:
    """The line says again what rule T1 makes of the register today, with a line in the change list;
    from then on a re-run follows it. In household mode those who stepped back for her come under
    the rule with her. What the rule needs of the register is read as for a whole run.

    Refused while the roll is closed; for a line that the rule decides already, that a file brought,
    that rests on a decided objection, or of somebody the register does not know. `Conflict` on an
    old page.
    """
    election = open_roll(voter.election, by)
    voter = Voter.objects.select_for_update().get(pk=voter.pk, election=election)
    voter.election = election
    _check(voter, why)
    before = digest(voter)
    voter.expect(version)
    together = [voter, *_with_her(election, voter)]
    was = {one.pk: (_shown(one), one.why) for one in together}
    voter.by_hand, voter.evidence = False, ""
    _judge(election, voter, together)
    voter.save()
    _note(voter, was[voter.pk][0], why, by=by, at=at)
    for one in together[1:]:
        shown, reason = was[one.pk]
        if (_shown(one), one.why) == (shown, reason):
            continue
        one.version += 1
        one.save()
        if _shown(one) != shown:
            _note(one, shown, why, by=by, at=at)
    record("roll.back-to-rule", voter, by=by, committee=election.committee, before=before)
    return voter


def _check(voter: Voter, why: str) -> None:
    if voter.batch_id:
        raise Refused("导入的行没有规则可以照。")
    if not voter.by_hand:
        raise Refused("这一行本来就是照规则的。")
    if voter.changes.filter(objection__isnull=False).exists():
        raise Refused("这一行有申诉的决定，不能照规则改回。")
    if not why.strip():
        raise Refused("请写为什么照规则改回。")


def _with_her(election: Election, voter: Voter) -> list[Voter]:
    """Of her household: whoever the rule decides, those who stepped back for her among them."""
    if election.mode != Mode.HOUSEHOLD or not voter.household_id:
        return []
    home = Voter.objects.filter(election=election, household=voter.household_id)
    rows = home.exclude(pk=voter.pk).select_for_update().order_by("pk")
    return [one for one in rows if not is_kept(one)]


def _judge(election: Election, voter: Voter, together: list[Voter]) -> None:
    """Each of them as the register has her. Refused where it does not know the voter."""
    mine = {one.pk for one in together}
    others = Voter.objects.filter(election=election).exclude(pk__in=mine)
    known = Known(together)
    for line in lines_by_rule(election, [one for one in others if is_kept(one)]):
        found = known.take(line)
        if found is not None:
            follow(found, line)
    if voter in known.left():
        raise Refused(NO_RULE.format(name=voter.name))


def _shown(voter: Voter) -> tuple[bool, str]:
    """What the paper roll says of a line."""
    return voter.listed, " ".join(filter(None, [voter.group, voter.name, voter.door]))


def _note(voter: Voter, was: tuple[bool, str], why: str, *, by: User, at: datetime) -> None:
    listed, words = _shown(voter)
    hand = Hand.CORRECT
    if listed != was[0]:
        hand = Hand.ADD if listed else Hand.STRIKE
    before = was[1] if was[1] != words else ""
    note(voter, hand, Because(f"照规则改回：{why.strip()}"[:120]), was=before, by=by, at=at)
