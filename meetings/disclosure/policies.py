"""Who writes accounts, who reviews them, and when they may be published."""

from datetime import date

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.disclosure.models import Account
from meetings.disclosure.rules import REVIEWERS
from meetings.representatives.models import Seat
from meetings.representatives.states import Board


def may_write(by: User, committee: Committee) -> Verdict:
    if by.reach.works_in(committee.pk):
        return ALLOWED
    return no("居委会的居务公开由居委会自己写。")


def may_review(seat: Seat, account: Account, on: date) -> Verdict:
    """A member of this committee's 居务监督委员会 in office, and not whoever wrote the accounts."""
    if seat.board != Board.SUPERVISOR or seat.committee_id != account.committee_id:
        return no("核对的人要是本居委会居务监督委员会的委员。")
    if seat.since > on or (seat.until is not None and seat.until < on):
        return no(f"{seat.name}现在不是居务监督委员会的委员。")
    if seat.user_id is not None and seat.user_id == account.written_by_id:
        return no("填表的人不能自己核对，请另一位委员核对。")
    return ALLOWED


def is_reviewed(reviews: int) -> Verdict:
    if reviews >= REVIEWERS:
        return ALLOWED
    left = REVIEWERS - reviews
    return no(f"还要居务监督委员会 {left} 位委员核对，两个人都核对了才能公开。")
