"""Who names the contact persons of the bodies beside a committee."""

from typing import Any

from committees.reach.querysets import reach_of
from committees.reach.states import PARTNER_ROLES, Role
from committees.territory.policies import may_keep_directory
from jiedao.common.errors import Verdict, no


def may_name_contact(user: Any, role: Role) -> Verdict:
    """Party branch and station sign in and see the committee's work: only the administrator."""
    if role not in PARTNER_ROLES and not reach_of(user).is_admin:
        return no("党组织和工作站的人能登录，请系统管理员在“账号”里办。")
    return may_keep_directory(user)
