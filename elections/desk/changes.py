"""Notice 2-1 writes itself when somebody leaves the election body."""

from django.utils import timezone

from elections.body.actions import Change
from elections.desk.facts import facts_of
from elections.timetable.announcing import draft_announcement, standing
from elections.timetable.states import Stage

NOT_YET_PUBLIC = frozenset({Stage.PREPARING})


def draft_change(change: Change) -> str:
    """A draft of notice 2-1, once the list of the body hangs. Whoever does not write for the
    committee leaves it to those who do: the page of the notices asks for it."""
    election, at = change.election, timezone.now()
    if not change.by.reach.works_in(election.committee_id):
        return ""
    if election.stage in NOT_YET_PUBLIC or not standing(election).filter(number="2").exists():
        return ""
    draft_announcement(election, "2-1", facts_of(election, "2-1"), by=change.by, at=at)
    return "第 2-1 号公告的草稿写好了，请人确认以后发布。"
