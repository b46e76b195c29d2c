"""From an alarm to a case, in one tap."""

from datetime import datetime

from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.cases.states import CaseKind, Source
from casework.knocks.models import Knock
from casework.log.rules import short_title
from casework.visits.querysets import labels_in_force
from committees.people.models import User
from jiedao.common.dates import cn_moment
from jiedao.common.errors import Refused


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
