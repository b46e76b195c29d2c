"""What count and result must be before an election moves on.

The desk shows these lines to the whole committee: they say whether, never how many or how close.
"""

from collections.abc import Iterator
from datetime import date

from elections.results.building import obstacles
from elections.results.models import Signing
from elections.results.states import Signer
from elections.timetable.access import last_round
from elections.timetable.models import Election
from elections.timetable.preflight import Line, before, made_on
from elections.timetable.states import Stage

made_on(
    "result/",
    "去结果",
    (Stage.COUNTING, Stage.FINISHED),
    (Stage.FINISHED, Stage.COUNTING),
    (Stage.FINISHED, Stage.PUBLISHED),
    (Stage.PUBLISHED, Stage.CANDIDATES),
)


@before((Stage.COUNTING, Stage.FINISHED))
def all_three_agree(election: Election, on: date) -> Iterator[Line]:
    done = not obstacles(last_round(election))
    words = "各批计票单和墙上正字都一致" if done else "计票还没有做完"
    yield Line(words, done, "count/", "去计票", election.key)


@before((Stage.FINISHED, Stage.PUBLISHED))
def both_signed(election: Election, on: date) -> Iterator[Line]:
    rows = Signing.objects.filter(result__round=last_round(election))
    given = set(rows.values_list("as_whom", flat=True))
    for who in Signer:
        words = f"{who.label}{'签了字' if who in given else '还没有签字'}"
        yield Line(words, who in given, "result/", "去结果", election.key)
