"""Who plans: whoever works in the committee; the street keeps the templates."""

from casework.cases.models import Case
from casework.cases.policies import may_write
from casework.cases.states import CaseState
from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_plan(by: User, case: Case) -> Verdict:
    """Party branch and station too: many steps are theirs."""
    allowed = may_write(by, case)
    if not allowed:
        return allowed
    if case.state == CaseState.CLOSED:
        return no("这件事项已经办结。要接着办，请用“重新办”。")
    return ALLOWED


def may_keep_templates(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("帮扶步骤的样子由街道社区科来改。")
