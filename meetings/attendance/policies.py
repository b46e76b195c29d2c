"""Who answers for whom."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.attendance.models import Attendee
from meetings.convening.policies import may_write


def may_answer(by: User, row: Attendee) -> Verdict:
    """Oneself; and whoever may write, for those who said it on the phone."""
    if row.user_id == by.pk or may_write(by, row.meeting):
        return ALLOWED
    return no("只能回答自己来不来。")
