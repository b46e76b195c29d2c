"""How every act changes a case: locked, noted in the timeline, written in the journal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from casework.cases.models import Case, CaseEvent, CasePhoto
from casework.cases.reminding import forget_answer
from casework.cases.states import MOVES, CaseState, EventKind
from casework.log.rules import MAX_PHOTOS
from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers
from jiedao.common.moves import check_move
from jiedao.common.uploads import CleanFile

CHANGED: Followers[Case] = Followers()
"""Slices above that keep facts about a case: told after each act, before the row is saved."""


@contextmanager
def changing(case: Case, act: str, by: User | None) -> Iterator[Case]:
    """Lock the row, let the act change it, save it, and write the journal row.

    `by` is None for what a resident or a rule of the portal does.
    """
    with transaction.atomic():
        locked = (
            Case.objects.select_for_update(of=("self",))
            .select_related("committee", "owner", "offered_to", "offered_by")
            .get(pk=case.pk)
        )
        before = digest(locked)
        if by is not None:
            locked.came_back = ""
        yield locked
        CHANGED(locked)
        locked.save()
        record(act, locked, by=by, committee=locked.committee, before=before, label=str(locked))


def note(
    case: Case,
    kind: EventKind,
    by: User | None,
    at: datetime,
    text: str,
    *,
    to: User | None = None,
    body: PartnerBody | None = None,
    photos: Sequence[CleanFile] = (),
) -> CaseEvent:
    event = CaseEvent.objects.create(
        case=case, kind=kind, by=by, at=at, text=text, to=to, body=body
    )
    if len(photos) > MAX_PHOTOS:
        raise Refused(f"一次最多 {MAX_PHOTOS} 张照片。")
    for number, clean in enumerate(photos, 1):
        stored = store_file(clean, name=f"照片{number}", by=by, committee=case.committee)
        CasePhoto.objects.create(case=case, event=event, file=stored)
    return event


def no_longer_offered(case: Case) -> None:
    """Answered, called back or over: the offer, its deadline and its reminders vanish."""
    if case.offered_to_id is not None:
        forget_answer(case)
    case.offered_to = case.offered_by = case.answer_by = None


def go(case: Case, new: CaseState) -> None:
    check_move(MOVES, case.state, new)
    if case.state == CaseState.WAITING:
        case.waiting_for, case.waits_until = "", None
    case.state = new


def still_open(case: Case) -> None:
    if case.state == CaseState.CLOSED:
        raise Refused("这件事项已经办结。要接着办，请用“重新办”。")


def written(text: str, label: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(f"请写“{label}”。")
    return text
