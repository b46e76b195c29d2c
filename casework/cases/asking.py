"""R20: a resident asks where her matter stands, with its number and four digits of her phone."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.querysets import spoken
from casework.cases.states import OPEN_STATES, CaseState
from committees.feedback.limits import within_limit
from committees.residents.models import Resident
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
TAKEN = "别的单位接下了，正在办，居委会跟着"
ASKED = "已经办好，正请另一位同事问您满意不满意"


@dataclass(frozen=True)
class Answer:
    """What a stranger who holds both numbers may read: no name, no text, no kind."""

    case: Case
    words: str
    days_late: int = 0

    @property
    def late_words(self) -> str:
        """The honest sentence when the promised day has passed; empty while it has not."""
        return f"比说好的日子晚了 {self.days_late} 天，对不起。" if self.days_late else ""


def standing(committee: Committee, number: str, tail: str) -> Answer | None:
    """Where the case stands, in plain words; None when number and tail do not belong together.

    The tail is that of the phone left with the case, or of somebody in its household. A wrong
    number and a wrong tail cost the same: two queries.
    """
    year, of_year = spoken(number) or (0, 0)
    rows = Case.objects.kept().filter(committee=committee, year=year, number=of_year)
    found = rows.select_related("committee").first()
    typed = blind_index("phone-tail", ascii_digits(tail).strip() or "-")
    known = _tails(found) - {""} or {"0" * len(typed)}
    fits = [hmac.compare_digest(typed, one) for one in known]
    if found is None or not any(fits):
        return None
    return answer_about(found)


def answer_about(case: Case) -> Answer:
    """Where it stands today. No query."""
    late = 0
    if case.state != CaseState.CLOSED:
        late = max(0, (timezone.localdate() - case.due_on).days)
    if case.closing_by_id is not None and case.state in OPEN_STATES:
        return Answer(case, ASKED, late)
    taken = case.taken_by and case.state == CaseState.WAITING
    return Answer(case, TAKEN if taken else PLAIN[CaseState(case.state)], late)


def _tails(case: Case | None) -> set[str]:
    """Blind indexes of the last digits that open the case. Always one query."""
    household = case.household_id if case is not None else None
    people = Resident.objects.filter(household=household or 0)
    tails = {*people.values_list("phone_tail", flat=True)}
    return {*tails, case.phone_tail} if case is not None else tails


def asks_too_often(request: HttpRequest) -> bool:
    """Counts this try; True from the sixth of one address within a quarter of an hour."""
    return not within_limit("ask", request, most=TRIES, span=SPAN)
