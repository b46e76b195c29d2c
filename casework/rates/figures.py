"""三率 in three queries, however many committees, months and kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from casework.callbacks.querysets import CallbackQuerySet
from casework.cases.querysets import CaseQuerySet
from casework.rates.querysets import HAPPY, IN_TIME, SOLVED, answers, to_answer, unreached
from casework.rates.rules import Rate, Span, Three, sum_up
from committees.people.models import User

Key = tuple[int, date, str]
"""Committee, first day of the month, kind."""


@dataclass(frozen=True)
class Figures:
    """Every part by committee, month and kind; tables add them up."""

    parts: list[tuple[Key, Three]]
    unreached: int

    def by(self, place: int) -> dict[object, Three]:
        """Place 0: committee, 1: month, 2: kind."""
        return sum_up((key[place], part) for key, part in self.parts)

    @property
    def all(self) -> Three:
        return sum_up((None, part) for _, part in self.parts).get(None, Three())


def figures(
    user: User, span: Span, at: datetime, *, committee_id: int | None = None, kind: str = ""
) -> Figures:
    """What this person may see of these months. Three queries."""
    cases, heard, missed = to_answer(user, span, at), answers(user, span), unreached(user, span)
    if committee_id is not None:
        cases = cases.filter(committee=committee_id)
        heard = heard.filter(committee=committee_id)
        missed = missed.filter(committee=committee_id)
    if kind:
        cases = cases.filter(kind=kind)
        heard = heard.filter(case__kind=kind)
        missed = missed.filter(case__kind=kind)
    return Figures([*_responses(cases), *_answers(heard)], missed.count())


def _responses(cases: CaseQuerySet) -> Iterable[tuple[Key, Three]]:
    rows = cases.order_by().values("committee_id", "kind", month=TruncMonth("opened_at"))
    for row in rows.annotate(whole=Count("pk"), part=Count("pk", filter=IN_TIME)):
        key = (row["committee_id"], row["month"].date(), row["kind"])
        yield key, Three(response=Rate(row["part"], row["whole"]))


def _answers(heard: CallbackQuerySet) -> Iterable[tuple[Key, Three]]:
    rows = heard.order_by().values("committee_id", "case__kind", month=TruncMonth("done_at"))
    counted = rows.annotate(
        whole=Count("pk"), solved=Count("pk", filter=SOLVED), happy=Count("pk", filter=HAPPY)
    )
    for row in counted:
        key = (row["committee_id"], row["month"].date(), row["case__kind"])
        solved, happy = Rate(row["solved"], row["whole"]), Rate(row["happy"], row["whole"])
        yield key, Three(solved=solved, content=happy)
