"""From an alarm, or from a door, to a case, in one tap."""

from datetime import datetime, timedelta

from django.utils import timezone

from casework.cases.actions import CaseWords, open_case, words_of_entry
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.cases.states import CaseKind, Source, Urgency
from casework.knocks.models import Knock
from casework.log.models import LogEntry
from casework.log.rules import short_title
from casework.log.states import LogKind
from casework.visits.querysets import labels_in_force
from committees.care.states import Care
from committees.people.models import User
from jiedao.common.dates import cn_moment
from jiedao.common.errors import Refused

AT_THE_DOOR = timedelta(hours=24)
"""A visit written down longer ago says little of when its need began to be urgent."""


def case_of_knock(knock: Knock, *, by: User, at: datetime) -> Case:
    """What was found behind the door becomes a case of the one who taps; nothing is typed twice.

    A hardship with the cares of those who live there. Refused: strangers, while nobody has seen
    her yet, when there is a case already.
    """
    if knock.is_open or not knock.words:
        raise Refused("先写“见到本人”，再变成事项。")
    entries = knock.entries.kept().order_by("-pk").prefetch_related("cases")
    entry = entries.first()
    labels = labels_in_force(timezone.localdate(at)).filter(
        resident__household=knock.household_id, kind__knock=True
    )
    cares = tuple(sorted(set(labels.values_list("kind__care", flat=True))))
    when = cn_moment(knock.seen_at, at, near=False) if knock.seen_at else ""
    words = CaseWords(
        title=short_title(knock.words),
        kind=CaseKind.HARDSHIP if cares else CaseKind.ISSUE,
        text=f"敲门没人应。{knock.seen_by}{when}{knock.get_state_display()}：{knock.words}",
        cares=cares,
        source=Source.VISIT,
        household=knock.household,
    )
    return open_case(knock.committee, by=by, words=words, plan=Plan(by), entry=entry, at=at)


def urgent_case_of(entry: LogEntry, *, by: User, at: datetime) -> Case:
    """困难，急: what was seen at the door becomes an urgent hardship of the one who taps.

    Its clocks start when the visit was written down, not when somebody looked at it again; for a
    visit of more than a day ago they start now. Its cares are those of who lives there, else 解困.
    Refused: strangers, another kind of entry, one with a case or taken back.
    """
    if entry.kind != LogKind.HOME:
        raise Refused("这不是走访，请用“变成事项”。")
    began = entry.recorded_at if at - AT_THE_DOOR <= entry.recorded_at <= at else at
    cares: set[str] = set()
    if entry.household_id is not None:
        labels = labels_in_force(timezone.localdate(at)).filter(
            resident__household=entry.household_id
        )
        cares = set(labels.values_list("kind__care", flat=True))
    words = words_of_entry(
        entry,
        kind=CaseKind.HARDSHIP,
        cares=sorted(cares or {Care.HARDSHIP.value}),
        urgency=Urgency.URGENT,
    )
    return open_case(entry.committee, by=by, words=words, plan=Plan(by), entry=entry, at=began)
