"""What 今日 says to a director about her office: one line each, nothing while there is time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from committees.people.models import User
from committees.territory.models import Committee
from elections.office.models import Handover
from elections.office.terms import near_its_end, terms_of


@dataclass(frozen=True)
class Line:
    what: str
    words: str
    url: str
    late: bool


def lines_of_director(
    user: User, committee: Committee, today: date, *, takes_over: bool
) -> list[Line]:
    """The list she takes over, where one is open, and the end of the term. One query for a
    director while there is time, none for others."""
    if not user.reach.leads(committee.pk):
        return []
    lists = _handover(user, committee, today) if takes_over else []
    return [*lists, *_term(committee, today)]


def _handover(user: User, committee: Committee, today: date) -> list[Line]:
    rows = Handover.objects.visible_to(user).filter(committee=committee, done_on=None)
    untaken = Count("lines", filter=Q(lines__taken_at=None))
    found = rows.annotate(untaken=untaken).order_by().first()
    if found is None:
        return []
    day = f"{found.due_on.month}月{found.due_on.day}日"
    words = f"还有 {found.untaken} 样没接，{day}以前交接完"
    url = reverse("handover", args=[found.pk])
    return [Line("接手清单", words, url, today > found.due_on)]


def _term(committee: Committee, today: date) -> list[Line]:
    if not near_its_end(committee, today):
        return []
    (term,) = terms_of([committee], today)
    words = "选举已经开始" if term.election else "换届由街道开启，请先和街道商量"
    return [Line(f"本届{term.words}", words, reverse("elections"), term.alarm == 0)]
