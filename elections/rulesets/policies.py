"""Who keeps the rule sets: the street, and never one person alone."""

from committees.people.models import User
from elections.rulesets.models import RuleSet
from jiedao.common.errors import ALLOWED, Verdict, no


def may_keep_rules(by: User) -> Verdict:
    if by.reach.is_clerk or by.reach.is_admin:
        return ALLOWED
    return no("选举规则由街道经办人和管理员来定。")


def may_open_with(rule_set: RuleSet) -> Verdict:
    """An election is opened with a law, or with a copy to which a second person agreed."""
    return ALLOWED if rule_set.is_usable else no(f"“{rule_set}”还要另一个人同意，才能用来选举。")


def may_change(by: User, rule_set: RuleSet) -> Verdict:
    """Neither a law, nor a set with which an election was opened."""
    if rule_set.is_law:
        return no("这是法律的原样，不能改。请照它抄一份再调整。")
    if rule_set.sealed_at:
        return no("已经有选举用这套规则，不能再改。请照它抄一份再调整。")
    return may_keep_rules(by)


def may_agree(by: User, rule_set: RuleSet) -> Verdict:
    """A second person at the street: clerk, administrator or leader, but not the maker."""
    if rule_set.is_usable:
        return no("这套规则已经可以用了。")
    if not (by.reach.is_street_staff or by.reach.is_admin):
        return no("选举规则由街道的人同意。")
    if rule_set.made_by_id == by.pk:
        return no("自己调整的规则，要由另一个人同意。")
    return ALLOWED
