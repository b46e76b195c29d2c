"""Who hands over, who takes over, and who ends an office. Pure on a person and a row."""

from committees.people.models import User
from committees.reach.states import Role
from elections.office.models import Handover, OfficeEnd
from jiedao.common.errors import ALLOWED, Verdict, no


def may_take(by: User, handover: Handover) -> Verdict:
    """Only the new director takes over."""
    return ALLOWED if by.pk == handover.taker_id else no("接收由新主任来点。")


def may_give(by: User, handover: Handover) -> Verdict:
    """The leaver while she still holds a posting here, another elected one who knows where things
    are, or the street clerk who watches: never the new director, and nobody who only reads."""
    if by.pk == handover.taker_id:
        return no("交出和接收要由两个人点。")
    if by.reach.has(Role.CLERK) or handover.committee_id in by.reach.elected_in:
        return ALLOWED
    return no("交出由前任、其他居委会成员或者街道来点。")


def may_describe(by: User, handover: Handover) -> Verdict:
    """Whoever gives or takes writes down what and where."""
    return may_take(by, handover) or may_give(by, handover)


def may_report_end(by: User, committee_id: int) -> Verdict:
    """The committee's elected people bring the paper to the street; the clerk may write it, too."""
    if by.reach.is_clerk or committee_id in by.reach.elected_in:
        return ALLOWED
    return no("离任由居委会成员或者街道来写。")


def may_confirm_end(by: User, end: OfficeEnd) -> Verdict:
    """A second person, at the street."""
    if not by.reach.whole_street:
        return no("由街道确认。")
    return no("要由另一个人确认。") if by.pk == end.made_by_id else ALLOWED


def may_keep_courses(by: User) -> Verdict:
    """Training of the district and of the street is written by the street."""
    return ALLOWED if by.reach.is_clerk else no("培训由街道来写。")
