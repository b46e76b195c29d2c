"""Elections of a few committees, each at another stage: the first votes today."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from committees.journal.models import AuditEntry
from elections.electorate.models import Voter
from elections.rulesets.models import RuleSet
from elections.timetable.reminding import remind_of
from elections.timetable.states import Stage
from jiedao.portal.demo.election_chapter import open_chapter
from jiedao.portal.demo.election_notices import announce
from jiedao.portal.demo.election_people import found_body
from jiedao.portal.demo.election_polling import open_polling
from jiedao.portal.demo.election_roll import build, freeze, nominate
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.setting import Setting
from jiedao.portal.demo.store import Store

STAGES = (
    (Stage.POLLING, 0),
    (Stage.NOMINATION, 13),
    (Stage.ROLL, 20),
    (Stage.REGISTRATION, 27),
    (Stage.PREPARING, 33),
)
"""The first committees in the street's order: stage, and how many days from now they vote."""
NEWCOMERS = 80_000_000
"""Their numbers begin where those of the committees never come."""
ROWS = (AuditEntry, Voter)
"""What the act that builds the roll wrote; the store counts them again."""


def write(setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff) -> None:
    """Everything is written in bulk except the roll, which its own rule builds."""
    numbers = count(NEWCOMERS)
    for place, (stage, ahead) in zip(places, STAGES, strict=False):
        polling = setting.today + timedelta(days=ahead)
        chapter = open_chapter(setting, store, place, staff, (stage, polling, numbers))
        found_body(chapter)
        if chapter.has_reached(Stage.REGISTRATION):
            announce(chapter, ("1", "2", "3"))
            build(chapter)
        if chapter.has_reached(Stage.ROLL):
            announce(chapter, ("4",))
        if chapter.has_reached(Stage.NOMINATION):
            freeze(chapter)
            announce(chapter, ("7",))
            nominate(chapter)
        if chapter.has_reached(Stage.POLLING):
            open_polling(chapter)
            announce(chapter, ("8", "9", "10", "11", "15"))
        remind_of(chapter.election, now=setting.now)
    RuleSet.objects.filter(code="law_2025").update(sealed_at=setting.now)
    for model in ROWS:
        if rows := model._base_manager.count():
            store.counts[model] = rows
