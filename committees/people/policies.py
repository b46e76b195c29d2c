"""Who may do what with an account."""

from collections.abc import Iterable

from committees.reach.rules import Reach
from committees.reach.states import Role
from jiedao.common.errors import ALLOWED, Verdict, no

DIRECTOR_GIVES = frozenset({Role.MEMBER})
"""A director looks after the members of the own committee; every other role is the street's."""

ONLY_STREET = "这个账号由街道管理员办理。"


def may_post(by: Reach, role: Role, committee_id: int | None) -> Verdict:
    """May this person give, or end, such a posting?"""
    if by.is_admin:
        return ALLOWED
    if role in DIRECTOR_GIVES and by.leads(committee_id):
        return ALLOWED
    return no("主任只能办理本居委会委员的账号，其他岗位请街道管理员办理。")


def may_reset(by: Reach, person: Reach, *, oneself: bool) -> Verdict:
    """A director resets those who are members of the own committee and nothing else: whoever
    could reset a colleague with a larger reach could borrow that reach.
    """
    if oneself:
        return no("自己的密码在“我的账号”里改。")
    if by.is_admin:
        return ALLOWED
    if person.seats and all(
        seat.role in DIRECTOR_GIVES and by.leads(seat.committee_id) for seat in person.seats
    ):
        return ALLOWED
    return no(ONLY_STREET)


def roles_to_give(by: Reach) -> Iterable[Role]:
    return [role for role in Role if by.is_admin or role in DIRECTOR_GIVES]


def may_combine(role: Role, held: Reach) -> Verdict:
    """Whoever writes rights does not read the journal about it, and the other way round."""
    apart = {Role.ADMIN, Role.AUDITOR}
    if role in apart and held.roles & (apart - {role}):
        return no("系统管理员和审计员要由不同的人担任。")
    return ALLOWED
