"""Roles of the portal (CONTRACTS, "People")."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a posting lets a person do. The order is the order of lists on screen."""

    STREET_LEADER = "street-leader", "街道领导"
    CLERK = "clerk", "街道社区科"
    ADMIN = "admin", "系统管理员"
    AUDITOR = "auditor", "审计员"
    BRANCH = "branch", "居民区党组织"
    DIRECTOR = "director", "居委会主任"
    MEMBER = "member", "居委会委员"
    STATION = "station", "社区工作站"
    OWNERS = "owners", "业委会"
    PROPERTY = "property", "物业"
    ELECTION_HEAD = "election-head", "选举委员会主任"
    SCRUTINEER = "scrutineer", "总监票人"
    TELLER = "teller", "计票人"
    ISSUER = "issuer", "发票人"


STREET_ROLES = frozenset({Role.STREET_LEADER, Role.CLERK, Role.ADMIN, Role.AUDITOR})
WHOLE_STREET_ROLES = frozenset({Role.STREET_LEADER, Role.CLERK})
ELECTED_ROLES = frozenset({Role.DIRECTOR, Role.MEMBER})
WORKING_ROLES = ELECTED_ROLES | {Role.BRANCH, Role.STATION}
PARTNER_ROLES = frozenset({Role.OWNERS, Role.PROPERTY})
ELECTION_ROLES = frozenset({Role.ELECTION_HEAD, Role.SCRUTINEER, Role.TELLER, Role.ISSUER})
"""Given for one election and ended with it."""
SECOND_FACTOR_ROLES = STREET_ROLES
"""GB/T 22239-2019 8.1.4.1: two factors for whoever reaches more than one committee."""
