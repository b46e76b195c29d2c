"""A case as one reader may see it: full to the own committee, masked to everybody else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.rights import may_read
from casework.cases.states import CaseKind, CaseState
from casework.log.households import door_words, people_of
from committees.care.states import Care
from committees.people.models import User
from jiedao.common.chinese import room_key
from jiedao.common.dates import cn_moment
from jiedao.common.masks import hide_known, mask_person_at, mask_phone

COLOURS = {
    CaseState.NEW: "blue",
    CaseState.WORKING: "blue",
    CaseState.WAITING: "grey",
    CaseState.FOLLOWED_UP: "green",
    CaseState.CLOSED: "green",
}
SEALED = "只给指定的人看"
NEUTRAL = {CaseKind.HARDSHIP: "关爱"}
"""In lists a hardship stands under a neutral word; the kind itself after a tap (PRACTICE §1)."""


@dataclass(frozen=True)
class Shown:
    """The words of a case for one reader; the street reads 「301 室 张**」 (PRACTICE §1)."""

    case: Case
    masked: bool
    reader_id: int
    at: datetime
    sealed: bool = False
    """A private case, and the reader is not on its list: nothing but number, day and owner."""

    def words(self, text: str) -> str:
        """Free text; to the street and to partners without the names and phones of the case."""
        return hide_known(text, names=self._names, phones=self._phones) if self.masked else text

    @property
    def _names(self) -> list[str]:
        """Every name this case is known to hold, of those who left too."""
        case = self.case
        known = [one.name for one in case.household.residents.all()] if case.household else []
        return [*known, case.who] if case.who and not room_key(case.who) else known

    @property
    def _phones(self) -> list[str]:
        """Every number this case is known to hold."""
        case = self.case
        home = case.household.residents.all() if case.household else ()
        return [phone for phone in (case.phone, *(one.phone for one in home)) if phone]

    @property
    def title(self) -> str:
        if self.sealed:
            return SEALED
        return self.words(self.case.title)

    @property
    def text(self) -> str:
        return self.words(self.case.text)

    @property
    def outcome(self) -> str:
        return self.words(self.case.outcome)

    @property
    def evidence(self) -> str:
        return self.words(self.case.evidence)

    @property
    def who(self) -> str:
        """Who it is for: the name that was written, else the head of the household."""
        if self.sealed:
            return ""
        case = self.case
        if case.who:
            name = case.who
        else:
            people = people_of(case.household) if case.household else ()
            name = people[0] if people else ""
        if not self.masked:
            return name
        return mask_person_at(case.household.dwelling.room if case.household else "", name)

    @property
    def place(self) -> str:
        """「7 号楼 301 室」, or the place that was written; the street reads it in `who`."""
        if self.sealed:
            return ""
        case = self.case
        if case.household is not None:
            return "" if self.masked else door_words(case.household)
        return self.words(case.place)

    @property
    def line(self) -> str:
        """Place and person in one line, for a list. To the street a hardship stands there without
        them: what somebody lacks and whose door it is are never read together (A10, UX C.2)."""
        if self.masked and self.case.kind == CaseKind.HARDSHIP:
            return ""
        return f"{self.place} {self.who}".strip()

    @property
    def phone(self) -> str:
        """Always masked; 显示 is a POST of its own."""
        return mask_phone(self.case.phone) if self.case.phone else ""

    @property
    def resident_can_ask(self) -> bool:
        """Is there a number whose last digits open the case to the resident (R20)?"""
        return bool(self._phones)

    @property
    def state_colour(self) -> str:
        return COLOURS[CaseState(self.case.state)]

    @property
    def kind(self) -> str:
        return NEUTRAL.get(CaseKind(self.case.kind), self.case.get_kind_display())

    @property
    def cares(self) -> str:
        return "、".join(Care(care).label for care in self.case.cares)

    @property
    def on_hold(self) -> str:
        """Why it is not the owner's move: one short line for a list."""
        if self.sealed:
            return ""
        case = self.case
        if case.offered_to_id:
            return self._offer
        if case.closing_by_id and case.state != CaseState.CLOSED:
            return "等另一个人确认办结"
        if case.waits_until is not None:
            return self._wait
        if case.came_back:
            return case.came_back
        if case.taken_by:
            return f"{case.taken_by}接下了，在办"
        return f"等{self.words(case.waiting_for)}回复" if case.waiting_for else ""

    @property
    def _wait(self) -> str:
        case, until = self.case, self.case.waits_until
        if until is None or until < self.at:
            return f"{self.words(case.waiting_for)}还没有答复"
        return f"等{self.words(case.waiting_for)}回复，{cn_moment(until, self.at)} 前"

    @property
    def unanswered(self) -> bool:
        """Offered to somebody who let the time for an answer pass."""
        return self.case.answer_by is not None and self.case.answer_by < self.at

    @property
    def _offer(self) -> str:
        case = self.case
        if case.offered_to_id == self.reader_id:
            return f"想交给您，{self.answer_until}" if case.answer_by else "想交给您"
        if self.unanswered:
            return f"交给{case.offered_to}，还没有回答"
        return f"交给{case.offered_to}，{self.answer_until or '等回复'}"

    @property
    def answer_until(self) -> str:
        """「明天 16:00 前答复」; empty for an offer without a time."""
        until = self.case.answer_by
        return f"{cn_moment(until, self.at)} 前答复" if until else ""


def shown_to(reader: User, case: Case, at: datetime | None = None) -> Shown:
    """Whoever works in the committee sees names; the street does not. `at`: now by default."""
    masked = not reader.reach.works_in(case.committee_id)
    sealed = case.private and not may_read(reader, case)
    return Shown(case, masked, reader.pk, at or timezone.now(), sealed)


def shown_to_street(case: Case, at: datetime) -> Shown:
    """For lists of the street that know no reader: without names, private cases without words."""
    return Shown(case, masked=True, reader_id=0, at=at, sealed=case.private)
