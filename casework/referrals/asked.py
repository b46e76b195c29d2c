"""A referral as the body that was asked reads it: the committee's words, the door if it decided
so, and no name and no number of a resident.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from casework.cases.models import CaseEvent
from casework.cases.shown import Shown
from casework.cases.timeline import who_of
from casework.log.households import door_words
from casework.referrals.actions import note_read
from casework.referrals.models import Referral
from casework.referrals.states import OPEN_STATES, ReferralKind, ReferralState
from committees.people.models import User
from jiedao.common.chinese import room_key
from jiedao.common.masks import hide_known, hide_numbers
from meetings.resolutions.hiding import residents_named

OVER_SHOWN, OVER_DAYS = 10, timedelta(days=30)
HOW = {
    ReferralKind.HELP: "请你们帮忙，还是居委会在办",
    ReferralKind.TRANSFER: "请你们来办，居委会配合",
}
COLOURS = {
    ReferralState.SENT: "grey",
    ReferralState.ACCEPTED: "blue",
    ReferralState.DECLINED: "grey",
    ReferralState.SETTLED: "green",
    ReferralState.CALLED_BACK: "grey",
}


@dataclass(frozen=True)
class AskedRow:
    """One thing a body was asked, in words it may read."""

    row: Referral
    names: Sequence[str]
    at: datetime

    def words(self, text: str) -> str:
        shown = Shown(self.row.case, masked=True, reader_id=0, at=self.at)
        return hide_numbers(hide_known(shown.words(text), names=self.names))

    @property
    def what(self) -> str:
        return self.words(self.row.what)

    @property
    def answer(self) -> str:
        return self.words(self.row.answer)

    @property
    def where(self) -> str:
        """「3 号楼 502 室」 where the committee told it; a public place, but of no private case."""
        case = self.row.case
        if case.household is not None:
            return door_words(case.household) if self.row.shows_door else ""
        told = self.row.shows_door or not room_key(case.place)
        return self.words(case.place) if told and not case.private else ""

    @property
    def how(self) -> str:
        return HOW[ReferralKind(self.row.kind)]

    @property
    def asked(self) -> bool:
        return self.row.state == ReferralState.SENT

    @property
    def late(self) -> bool:
        """The time for the answer is over; it may still be given."""
        return self.asked and self.row.answer_by < self.at

    @property
    def due(self) -> date | None:
        """Until when: the answer first, then what the resident was promised."""
        if not self.row.is_open:
            return None
        return timezone.localdate(self.row.answer_by) if self.asked else self.row.case.due_on

    @property
    def colour(self) -> str:
        return COLOURS[ReferralState(self.row.state)]


@dataclass(frozen=True)
class AskedPanel:
    """The part of /actions/ about cases: what waits for the body, and what it said lately."""

    open: list[AskedRow]
    over: list[AskedRow]


def asked_panel(user: User, reader: User, at: datetime) -> AskedPanel | None:
    """None where the person speaks for no body, or nobody has asked it lately. Five queries.

    The words stand there in full: it is noted that the body has seen them.
    """
    recent = Q(state__in=OPEN_STATES) | Q(answered_at__gte=at - OVER_DAYS)
    mine = Referral.objects.visible_to(reader).asked_of(user).filter(recent)
    shown = mine.exclude(state=ReferralState.CALLED_BACK)
    rows = rows_for(shown.for_lists().order_by("answer_by", "pk"), at)
    if not rows:
        return None
    note_read((row.row for row in rows), at)
    waiting = [row for row in rows if row.asked]
    doing = sorted(
        (row for row in rows if row.row.state == ReferralState.ACCEPTED),
        key=lambda row: (row.row.case.due_on, row.row.pk),
    )
    over = [row for row in rows if not row.row.is_open]
    over.sort(key=lambda row: (row.row.answered_at or at, row.row.pk), reverse=True)
    return AskedPanel([*waiting, *doing], over[:OVER_SHOWN])


def rows_for(rows: Iterable[Referral], at: datetime) -> list[AskedRow]:
    """One query for all names beside that of the rows; none without rows."""
    rows = list(rows)
    if not rows:
        return []
    texts = [text for row in rows for text in (row.what, row.answer, row.case.place)]
    names = residents_named(texts, {row.committee_id for row in rows})
    return [AskedRow(row, names, at) for row in rows]


@dataclass(frozen=True)
class Line:
    """What the body said, as `components/timeline.html` reads it."""

    at: datetime
    who: str
    text: str
    system: bool = False


def said_by_body(row: AskedRow) -> list[Line]:
    """Its own lines of the case, newest first; none of anybody else. One query."""
    referral = row.row
    lines = CaseEvent.objects.filter(
        case=referral.case_id, body=referral.body_id, at__gte=referral.sent_at
    )
    found = lines.select_related("by", "body").order_by("-at", "-pk")
    return [Line(line.at, who_of(line), row.words(line.text)) for line in found]
