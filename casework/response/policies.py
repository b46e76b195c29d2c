"""Who decides about levels, pauses, reports and the street's table."""

from casework.cases import policies as of_cases
from casework.cases.models import Case
from casework.clocks.states import Level
from casework.response.models import ClockRule
from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no


def may_settle_table(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("等级和期限由街道社区科来改。")


def may_remove_rule(by: User, rule: ClockRule) -> Verdict:
    allowed = may_settle_table(by)
    if not allowed:
        return allowed
    if rule.fits_everything:
        return no("这一条接住其他所有事项，不能去掉，可以改。")
    return ALLOWED


def may_set_level(by: User, case: Case) -> Verdict:
    """The owner or the director; suspected harm to a child always is of the first level."""
    allowed = of_cases.may_manage(by, case)
    if not allowed:
        return allowed
    if case.harm:
        return no("可能有孩子受到伤害，一直是一级。")
    return ALLOWED


def may_pause(by: User, case: Case) -> Verdict:
    """The owner or the director. Danger does not wait, and suspected harm does not either."""
    allowed = of_cases.may_manage(by, case)
    if not allowed:
        return allowed
    if case.level == Level.FIRST:
        return no("一级的事项不能暂停。")
    return ALLOWED


def may_report_harm(by: User, case: Case) -> Verdict:
    """Whoever works in the committee: it waits for nobody (未成年人保护法 art. 11)."""
    allowed = of_cases.may_write(by, case)
    if not allowed:
        return allowed
    return ALLOWED if case.harm else no("这件事项没有标为可能有孩子受到伤害。")
