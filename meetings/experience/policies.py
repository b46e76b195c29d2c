"""Who writes up a method, and who says that a committee uses it too."""

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.experience.models import Experience


def may_write_up(by: User, committee: Committee) -> Verdict:
    if by.reach.works_in(committee.pk):
        return ALLOWED
    return no("经验由本居委会的人来写。")


def may_edit(by: User, experience: Experience) -> Verdict:
    return may_write_up(by, experience.committee)


def may_use(by: User, experience: Experience, committee: Committee) -> Verdict:
    """Another committee than the one that wrote it up."""
    if committee.pk == experience.committee_id:
        return no("这是你们自己写的经验，不用记“我们也在用”。")
    return may_write_up(by, committee)
