"""信访, 12345 答复单 (R28): the standard text of the case's kind and state, filled in."""

from datetime import date

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.shown import Shown
from casework.replies.models import StandardText
from casework.replies.rules import filled
from committees.people.models import User
from jiedao.common.dates import cn_day
from jiedao.common.errors import ALLOWED, Verdict, no

NO_TEXT = "{称呼}：您反映的“{事项}”（{号码}），我们在办。有事请打 {电话}。"


def may_print(by: User, case: Case) -> Verdict:
    """Whoever works in the committee: the letter carries the resident's name."""
    return ALLOWED if by.reach.works_in(case.committee_id) else no("答复单由居委会来出。")


def letter_text(case: Case, shown: Shown, today: date) -> str:
    """One query. Nothing of other people: the title and the outcome as the committee wrote them."""
    rows = StandardText.objects.filter(kind=case.kind, state=case.state)
    found = rows.values_list("text", flat=True).first()
    values = {
        "称呼": called(shown.who),
        "号码": str(case),
        "事项": case.title,
        "登记日": cn_day(timezone.localdate(case.opened_at), today).split(" ")[0],
        "期限": cn_day(case.due_on, today).split(" ")[0],
        "结果": case.outcome.strip().rstrip("。") or "还在办",
        "电话": case.committee.phone or "居委会",
    }
    return filled(found or NO_TEXT, values)


def called(name: str) -> str:
    """「张慧芳您好」: 女士 or 先生 would need to know, 居民 sounds like a summons."""
    return f"{name}您好" if name else "居民朋友您好"
