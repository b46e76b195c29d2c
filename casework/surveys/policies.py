"""Who plans a round, and who walks it."""

from casework.surveys.models import SurveyRound
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_plan(by: User, committee: Committee) -> Verdict:
    """Director and members say who goes where."""
    if committee.pk in by.reach.elected_in:
        return ALLOWED
    return no("走访轮次由主任和委员安排。")


def may_visit(by: User, round_: SurveyRound) -> Verdict:
    """Whoever works in the committee may knock at any door of the round."""
    if by.reach.works_in(round_.committee_id):
        return ALLOWED
    return no("您不在这个居委会工作，不能记。")
