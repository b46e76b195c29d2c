"""Who asks another body, and who writes down what it says."""

from casework.cases.models import Case
from casework.cases.policies import may_manage
from casework.referrals.models import Referral
from casework.referrals.states import OPEN_STATES
from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_refer(by: User, case: Case) -> Verdict:
    return may_manage(by, case)


def may_answer(by: User, referral: Referral) -> Verdict:
    """The clerk for the street's sections; whoever works in the committee, for hers."""
    if referral.state not in OPEN_STATES:
        return no("已经答复过了。")
    if by.reach.is_clerk:
        return ALLOWED if referral.body_id is None else no("这是请合作单位的，由居委会来记。")
    if by.reach.works_in(referral.committee_id):
        return ALLOWED
    return no("不是您这里的事项。")


def may_assign(by: User, referral: Referral) -> Verdict:
    """The clerk finds the right section for what nobody knew where to send."""
    if not by.reach.is_clerk:
        return no("由街道社区科来分派。")
    unassigned = referral.department_id is None and referral.body_id is None
    open_ = referral.state in OPEN_STATES
    return ALLOWED if unassigned and open_ else no("已经有单位在办。")
