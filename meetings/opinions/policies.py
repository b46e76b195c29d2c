"""Who asks, gives, answers and follows up an opinion."""

from committees.people.models import User
from committees.reach.states import Role
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.opinions.models import Opinion


def may_ask(by: User, committee: Committee) -> Verdict:
    """Everybody who works in the committee; the party organisation may bring an opinion unasked."""
    if by.reach.works_in(committee.pk):
        return ALLOWED
    return no("听取意见由本居委会的人来记。")


def may_give(by: User, opinion: Opinion) -> Verdict:
    """The party organisation itself, or whoever of the committee writes down what was said."""
    return may_ask(by, opinion.committee)


def gives_itself(by: User, opinion: Opinion) -> bool:
    """Does the party organisation write its own opinion?"""
    return opinion.is_of_branch and by.reach.has(Role.BRANCH, opinion.committee_id)


def may_answer(by: User, opinion: Opinion) -> Verdict:
    """The director answers the party organisation. What a deciding body answered to a hearing is
    written down by any elected person."""
    if opinion.is_of_branch:
        if by.reach.leads(opinion.committee_id):
            return ALLOWED
        return no("党组织的意见由居委会主任回复。")
    if opinion.committee_id in by.reach.elected_in:
        return ALLOWED
    return no("回复由居委会的人来记。")


def may_follow(by: User, opinion: Opinion) -> Verdict:
    if opinion.committee_id in by.reach.elected_in:
        return ALLOWED
    return no("落实情况由居委会的人来写。")
