"""Who may change or take away what the map shows."""

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_mark(by: User, committee: Committee | int) -> Verdict:
    """Whoever works in the committee: they see the doors."""
    pk = committee if isinstance(committee, int) else committee.pk
    return ALLOWED if by.reach.works_in(pk) else no("地图由居委会自己标。")


def may_print_needs(by: User, committee: Committee | int) -> Verdict:
    """R33: only the committee's own people take needs onto paper, with a reason."""
    pk = committee if isinstance(committee, int) else committee.pk
    return ALLOWED if by.reach.works_in(pk) else no("带关爱的图只有本居委会能打印。")
