"""Who asks a resident: never who did the work, or closed it."""

from casework.callbacks.models import Callback
from casework.cases.models import Case
from casework.cases.policies import may_follow_up, may_write
from casework.cases.states import CaseState
from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_call(by: User, case: Case, waiting: Callback | None) -> Verdict:
    """Before closing as `may_follow_up` says; after it only where the draw fell on the case."""
    if case.state != CaseState.CLOSED:
        return may_follow_up(by, case)
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    if waiting is None:
        return no("这件事项已经办结，不用再回访。居民又来说的，请用“重新办”。")
    if by.pk in (case.owner_id, case.closed_by_id):
        return no("这件事是您办的，要由另一个人来回访。")
    return ALLOWED
