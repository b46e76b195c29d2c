"""The roll behind its lock: every act that writes on it comes through here.

The row of the election is the one lock. Whoever freezes the roll holds it, whoever adds somebody
waits for it and then looks whether the roll is still open. PostgreSQL says the same once more
(migration 0005), for whatever forgets to ask.
"""

from committees.people.models import User
from elections.electorate.models import Freeze
from elections.electorate.policies import may_keep_roll
from elections.timetable.models import Election
from elections.timetable.moving import locked
from elections.timetable.states import Stage
from jiedao.common.errors import Refused

BEFORE_PUBLICATION = frozenset({Stage.PREPARING, Stage.BODY, Stage.REGISTRATION})
WRITTEN_IN = BEFORE_PUBLICATION | {Stage.ROLL, Stage.NOMINATION, Stage.CANDIDATES}
"""Stages in which the roll may change at all; from polling day on it is what it is."""

FROZEN = "名单已经冻结，不能再改。要改，先写明理由重新打开。"
WAITING = "名单正在等另一个人确认冻结。要改，先撤回冻结。"
TOO_LATE = "现在是“{stage}”，名单不能再改。"


def open_roll(election: Election, by: User) -> Election:
    """The election, locked, with a roll that may be written on. Refused otherwise."""
    election = locked(election)
    may_keep_roll(by, election).require()
    check_open(election)
    return election


def check_open(election: Election) -> None:
    if reason := why_closed(election):
        raise Refused(reason)


def why_closed(election: Election) -> str:
    """Why nobody writes on the roll now; empty while it is open. At most one query."""
    if election.stage not in WRITTEN_IN:
        return TOO_LATE.format(stage=election.get_stage_display())
    standing = Freeze.objects.filter(election=election).standing().first()
    if standing is None:
        return ""
    return WAITING if standing.waits else FROZEN
