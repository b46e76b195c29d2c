"""撤销 a step of a matter on the day it was written.

The journal says what was written today and in which order; only the last step of a row is taken
back, and only while nothing was built upon it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from committees.journal.actions import acts_of_day, digest, record
from committees.people.models import User
from committees.reminders.actions import cancel
from committees.reminders.states import Rule
from jiedao.common.errors import Refused
from meetings.convening.rules import clip
from meetings.sanhui.matters import deed_words, locked, plan_words, remind
from meetings.sanhui.models import Agreement, Appraisal, Check, Deed, Matter, Posted, Side
from meetings.sanhui.policies import may_record
from meetings.sanhui.states import Purpose

UNDONE = "sanhui.remove"
NOTHING_LEFT = "这一步今天没有写过，或者已经有了后面的步骤，不能撤销。"


@dataclass(frozen=True)
class Slip:
    """A step of today that may be taken back. `key` names it in its address."""

    key: str
    words: str
    row: models.Model
    act: str


@dataclass(frozen=True)
class Way:
    """How a step is taken back: whether nothing hangs on it, its words, and what it leaves."""

    free: Callable[[Any, Matter], bool]
    words: Callable[[Any], str]
    clears: dict[str, Any] | None = None
    """Fields as they were before; None: the row itself goes."""


WAYS: dict[tuple[str, str], Way] = {
    ("side", "sanhui.side"): Way(lambda row, _: True, lambda row: f"写一方：{row.name}"),
    ("side", "sanhui.tell"): Way(
        lambda row, _: True, lambda row: f"已经书面通知：{row.name}", {"told_on": None}
    ),
    ("agreement", "sanhui.sign"): Way(
        lambda row, _: not row.deeds.exists(),
        lambda row: "签了没有",
        {"signed_on": None, "unsigned_why": ""},
    ),
    ("deed", "sanhui.deed"): Way(lambda row, _: True, lambda row: f"写一步：{clip(row.what, 30)}"),
    ("deed", "sanhui.done"): Way(
        lambda row, _: True,
        lambda row: f"做好了：{clip(row.what, 30)}",
        {"done_on": None, "note": ""},
    ),
    ("appraisal", "sanhui.plan"): Way(
        lambda row, _: not row.checks.exists(),
        lambda row: "收到整改方案",
        {"plan_filed_on": None, "plan_text": "", "plan_file": None},
    ),
    ("check", "sanhui.check"): Way(
        lambda row, _: row.appraisal.done_on is None, lambda row: f"去看一次：{clip(row.text, 30)}"
    ),
    ("appraisal", "sanhui.done"): Way(
        lambda row, _: True, lambda row: "整改好了", {"done_on": None, "done_note": ""}
    ),
    ("matter", "sanhui.close"): Way(
        lambda row, _: (
            not Posted.objects.filter(meeting=row.meeting_id, purpose=Purpose.RESULT).exists()
        ),
        lambda row: "办结",
        {"closed_on": None, "closed_note": ""},
    ),
}


def slips_of(
    matter: Matter, by: User, at: datetime, story: Iterable[models.Model] | None = None
) -> list[Slip]:
    """What was written today and may be taken back, the last one first. Once the matter is closed
    that is its closing alone, by the director. `story`: its rows, where they are known already;
    then one query.
    """
    if not may_record(by, matter.meeting):
        return []
    known = _story(matter) if story is None else story
    rows = {_key(row): row for row in (matter, *known)}
    last: dict[str, list[str]] = {}
    for entry in acts_of_day(rows.values(), timezone.localdate(at)):
        key = f"{entry.object_type.rpartition('.')[2]}-{entry.object_id}"
        acts = last.pop(key, [])
        last[key] = acts[:-1] if entry.act == UNDONE else [*acts, entry.act]
    found = []
    for key, acts in reversed(last.items()):
        way = WAYS.get((key.partition("-")[0], acts[-1])) if acts else None
        row = rows[key]
        closing = isinstance(row, Matter)
        if way is None or closing != (matter.closed_on is not None) or not way.free(row, matter):
            continue
        if not closing or by.reach.leads(matter.meeting.committee_id):
            found.append(Slip(key, way.words(row), row, acts[-1]))
    return found


def take_back(matter: Matter, *, by: User, key: str, at: datetime) -> str:
    """Take one step of today back; gives its words. Refused for what `slips_of` does not list."""
    with transaction.atomic():
        matter = locked(matter)
        slip = next((one for one in slips_of(matter, by, at) if one.key == key), None)
        if slip is None:
            raise Refused(NOTHING_LEFT)
        row, way = slip.row, WAYS[key.partition("-")[0], slip.act]
        before = digest(row)
        committee = matter.meeting.committee
        if way.clears is None:
            record(UNDONE, row, by=by, committee=committee, before=before, after="")
            cancel(Rule.CASE, [row])
            row.delete()
        else:
            for name, value in way.clears.items():
                setattr(row, name, value)
            if isinstance(row, Agreement | Appraisal | Matter):
                row.version += 1
            row.save()
            record(UNDONE, row, by=by, committee=committee, before=before)
            _remind_again(row, matter, at)
    return slip.words


def _remind_again(row: models.Model, matter: Matter, at: datetime) -> None:
    """What was called off because it was done is owed again."""
    if isinstance(row, Deed):
        remind(row, matter, row.due_on, deed_words(row), at)
    if isinstance(row, Appraisal) and row.plan_filed_on is None:
        remind(row, matter, row.plan_due_on, plan_words(matter), at)


def _key(row: models.Model) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def _story(matter: Matter) -> Iterable[models.Model]:
    """Every row below the matter. Five queries."""
    yield from Side.objects.filter(matter=matter)
    yield from Agreement.objects.filter(matter=matter)
    yield from Deed.objects.filter(agreement__matter=matter)
    yield from Appraisal.objects.filter(matter=matter)
    yield from Check.objects.filter(appraisal__matter=matter).select_related("appraisal")
