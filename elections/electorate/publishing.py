"""The roll hangs on the board: from here on residents may object."""

from datetime import date

from django.db import transaction

from committees.journal.actions import record
from committees.people.models import User
from elections.electorate.clock import last_publication_day, note_done, planned_on
from elections.electorate.models import Voter
from elections.electorate.opened import open_roll
from elections.timetable.models import Election
from elections.timetable.states import MOVES, Stage, StepCode
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move


@transaction.atomic
def publish_roll(election: Election, *, by: User, on: date) -> Election:
    """Registration is over and the paper roll hangs: stage 名单公布, the clock of objections runs.

    Refused with nobody on the roll, and later than the rule set's days before polling day
    (居民委员会组织法 2025: twenty): a roll that hung too late makes the election void.
    """
    election = open_roll(election, by)
    check_move(MOVES, election.stage, Stage.ROLL)
    if not Voter.objects.on_roll().filter(election=election).exists():
        raise Refused("名单上还没有人，请先生成名单。")
    last = last_publication_day(election)
    if on > last:
        days = election.rule_set.roll_days_before
        raise Refused(
            f"名单最晚要在 {last.month}月{last.day}日公布，离选举日至少 {days} 天。"
            "来不及了，请街道改选举日。"
        )
    election.stage = Stage.ROLL
    election.version += 1
    election.save(update_fields=["stage", "version"])
    note_done(election, StepCode.ROLL, due_on=planned_on(election), done_on=on, by=by)
    record("roll.publish", election, by=by, committee=election.committee)
    return election
