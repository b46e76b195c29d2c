"""R20: a resident asks where her matter stands, with its number and four digits of her phone."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from casework.cases.models import Case
from casework.cases.querysets import spoken
from casework.cases.states import CaseState
from committees.feedback.limits import within_limit
from committees.territory.models import Committee
from jiedao.common.chinese import ascii_digits
from jiedao.common.crypto import blind_index

TRIES = 5
SPAN = timedelta(minutes=15)
NOT_FOUND = "没查到。请看看号码和电话后四位对不对，或者打电话问居委会。"
PLAIN = {
    CaseState.NEW: "已经登记，还没有开始办",
    CaseState.WORKING: "正在办",
    CaseState.WAITING: "在等别的单位回复",
    CaseState.FOLLOWED_UP: "已经回访过，快办结了",
    CaseState.CLOSED: "已经办结",
}


@dataclass(frozen=True)
class Answer:
    """What a stranger who holds both numbers may read: no name, no text, no kind."""

    case: Case
    words: str


def standing(committee: Committee, number: str, tail: str) -> Answer | None:
    """Where the case stands, in plain words; None when number and tail do not belong together.

    A wrong number and a wrong tail cost the same: one query, one comparison.
    """
    year, of_year = spoken(number) or (0, 0)
    rows = Case.objects.kept().filter(committee=committee)
    found = rows.filter(year=year, number=of_year).first()
    typed = blind_index("phone-tail", ascii_digits(tail).strip() or "-")
    known = found.phone_tail if found is not None and found.phone_tail else "0" * len(typed)
    if not hmac.compare_digest(typed, known) or found is None:
        return None
    return Answer(found, PLAIN[CaseState(found.state)])


def asks_too_often(request: HttpRequest) -> bool:
    """Counts this try; True from the sixth of one address within a quarter of an hour."""
    return not within_limit("ask", request, most=TRIES, span=SPAN)
