"""A case as one reader may see it: full to the own committee, masked to everybody else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from casework.cases import policies, rules
from casework.cases.models import Case, CaseEvent, CasePhoto
from casework.cases.states import Care, CaseKind, CaseState, EventKind
from casework.log.households import door_words, people_of
from committees.people.models import User
from jiedao.common.chinese import room_key
from jiedao.common.masks import mask_name, mask_person_at, mask_phone
from jiedao.common.workdays import WorkCalendar

COLOURS = {
    CaseState.NEW: "blue",
    CaseState.WORKING: "blue",
    CaseState.WAITING: "grey",
    CaseState.FOLLOWED_UP: "green",
    CaseState.CLOSED: "green",
}
NEUTRAL = {CaseKind.HARDSHIP: "关爱"}
"""In lists a hardship stands under a neutral word; the kind itself after a tap (PRACTICE §1)."""
WITHOUT_TEXT = frozenset({EventKind.OPENED, EventKind.OFFERED, EventKind.ACCEPTED})
"""Written by the portal: one quiet line in the timeline."""
SHOWN_EVENTS = 10


@dataclass(frozen=True)
class Shown:
    """The words of a case for one reader; the street reads 「301 室 张**」 (PRACTICE §1)."""

    case: Case
    masked: bool

    @property
    def names(self) -> dict[str, str]:
        """Every name this case is known to hold, and its mask."""
        case = self.case
        known = [*people_of(case.household)] if case.household else []
        if case.who and not room_key(case.who):
            known.append(case.who)
        return {name: mask_name(name) for name in known}

    def words(self, text: str) -> str:
        return rules.hide_names(text, self.names) if self.masked else text

    @property
    def title(self) -> str:
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
        case = self.case
        if case.household is not None:
            return "" if self.masked else door_words(case.household)
        return case.place

    @property
    def line(self) -> str:
        """Place and person in one line, for a list."""
        return f"{self.place} {self.who}".strip()

    @property
    def phone(self) -> str:
        """Always masked; 显示 is a POST of its own."""
        return mask_phone(self.case.phone) if self.case.phone else ""

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
        case = self.case
        if case.offered_to_id:
            return f"交给{case.offered_to}，等答复"
        if case.closing_by_id and case.state != CaseState.CLOSED:
            return "等另一个人确认办结"
        return f"等{case.waiting_for}回复" if case.waiting_for else ""


def shown_to(reader: User, case: Case) -> Shown:
    """Whoever works in the committee sees names; the street does not."""
    return Shown(case, masked=not reader.reach.works_in(case.committee_id))


@dataclass(frozen=True)
class Line:
    """One line of the timeline, as the component reads it."""

    at: datetime
    who: str
    text: str
    system: bool
    photos: list[dict[str, str]]


def timeline(shown: Shown, *, whole: bool) -> tuple[list[Line], int]:
    """Newest first: the first ten lines (or all), and how many earlier ones there are."""
    case = shown.case
    events = list(case.events.select_related("by", "to").order_by("-at", "-pk"))
    photos: dict[int, list[CasePhoto]] = {}
    if not shown.masked:
        for photo in case.photos.select_related("file").order_by("pk"):
            photos.setdefault(photo.event_id, []).append(photo)
    kept = events if whole else events[:SHOWN_EVENTS]
    lines = [_line(shown, event, photos.get(event.pk, [])) for event in kept]
    return lines, len(events) - len(kept)


def _line(shown: Shown, event: CaseEvent, photos: list[CasePhoto]) -> Line:
    kind = EventKind(event.kind)
    label = kind.label
    if kind == EventKind.OFFERED:
        label = f"交给{event.to}"
    text = shown.words(event.text)
    if kind == EventKind.PROGRESS:
        said = text
    elif kind == EventKind.OPENED:
        said = text or label
    else:
        said = f"{label}：{text}" if text else f"{label}。"
    pictures = [
        {
            "url": reverse("case-photo", args=[event.case_id, photo.pk]),
            "caption": f"{photo.file.name}，{event.by}",
        }
        for photo in photos
    ]
    return Line(event.at, event.by.name, said, kind in WITHOUT_TEXT, pictures)


@dataclass(frozen=True)
class Offers:
    """What this reader can do with a case now. A page shows no button that must fail."""

    write: bool
    wait: bool
    hand_over: bool
    follow_up: bool
    close: bool
    settle: bool
    deadline: bool
    reopen: bool
    edit: bool
    answer: bool
    confirm: bool
    remove: bool
    restore: bool


def offers(reader: User, case: Case, at: datetime) -> Offers:
    """Policies and moves together."""
    writes = bool(policies.may_write(reader, case))
    manages = bool(policies.may_manage(reader, case))
    is_open = case.state != CaseState.CLOSED
    asked = case.closing_by_id is not None and is_open
    return Offers(
        write=writes and is_open,
        wait=manages and rules.can_go(case.state, CaseState.WAITING),
        hand_over=manages and is_open,
        follow_up=manages and is_open and not asked,
        close=manages and is_open and not asked,
        settle=manages and bool(rules.may_settle(case.kind, case.state)),
        deadline=manages and is_open,
        reopen=manages and not is_open,
        edit=manages and is_open,
        answer=bool(policies.may_answer(reader, case)),
        confirm=is_open and bool(policies.may_confirm(reader, case)),
        remove=bool(policies.may_remove(reader, case, timezone.localdate(at))),
        restore=bool(policies.may_restore(reader, case, at)),
    )


def deadline_of(case: Case, calendar: WorkCalendar, opened_on: date) -> rules.Deadline:
    """The stored day; explained when the working days still lead to it."""
    if case.due_days is None:
        return rules.Deadline(case.due_on)
    counted = rules.deadline(calendar, opened_on, case.due_days)
    return counted if counted.on == case.due_on else rules.Deadline(case.due_on)
