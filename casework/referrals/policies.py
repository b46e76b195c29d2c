"""Who asks another body, who answers for it, and who writes down what it says."""

from casework.cases.models import Case
from casework.cases.policies import may_manage
from casework.referrals.models import Referral
from casework.referrals.states import ReferralState
from committees.people.models import User
from committees.reach.states import PARTNER_ROLES
from committees.territory.models import PartnerBody
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.items.policies import Hand

ANSWERED = "已经答复过了。"
OVER = "这件事已经结束了，不用再办。谢谢。"


def may_refer(by: User, case: Case) -> Verdict:
    return may_manage(by, case)


def may_answer(by: User, referral: Referral) -> Verdict:
    """The clerk for the street's sections; whoever works in the committee, for hers."""
    if not referral.is_open:
        return no(ANSWERED)
    if by.reach.is_clerk:
        return ALLOWED if referral.body_id is None else no("这是请合作单位的，由居委会来记。")
    if by.reach.works_in(referral.committee_id):
        return ALLOWED
    return no("不是您这里的事项。")


def may_speak(hand: Hand, referral: Referral) -> Verdict:
    """The body itself: somebody who signed in for it, or its link, while it is not over."""
    if hand.body is None or hand.body.pk != referral.body_id:
        return no("这件事没有请你们。")
    return ALLOWED if referral.is_open else no(OVER)


def may_tell_progress(hand: Hand, referral: Referral) -> Verdict:
    """Once the body has accepted."""
    allowed = may_speak(hand, referral)
    if not allowed:
        return allowed
    return ALLOWED if referral.state == ReferralState.ACCEPTED else no("请先接下，再写进展。")


def may_read_phone(hand: Hand, referral: Referral) -> Verdict:
    """The committee decided so with the resident's consent, and the body does it now (R4)."""
    allowed = may_tell_progress(hand, referral)
    if not allowed:
        return allowed
    told = referral.shows_phone and referral.case.phone
    return ALLOWED if told else no("居委会没有留电话给你们。")


def may_call_back(by: User, referral: Referral) -> Verdict:
    """Asked by mistake, or no longer needed: owner and director, until it is over."""
    if not referral.is_open:
        return no("对方已经答复，不用收回了。")
    return may_refer(by, referral.case)


def may_make_link(by: User, referral: Referral) -> Verdict:
    """For a body without a password, while it is not over."""
    if not referral.is_open or not takes_links(referral.body):
        return no("这个单位不用链接。")
    return may_refer(by, referral.case)


def takes_links(body: PartnerBody | None) -> bool:
    """业委会 and 物业; party organisation and station sign in."""
    return body is not None and body.kind in PARTNER_ROLES


def may_assign(by: User, referral: Referral) -> Verdict:
    """The clerk finds the right section for what nobody knew where to send."""
    if not by.reach.is_clerk:
        return no("由街道社区科来分派。")
    unassigned = referral.department_id is None and referral.body_id is None
    return ALLOWED if unassigned and referral.is_open else no("已经有单位在办。")
