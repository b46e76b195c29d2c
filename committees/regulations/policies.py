"""Who may write, issue and put in force. Pure on a person and a regulation."""

from committees.people.models import User
from committees.regulations.models import Regulation
from jiedao.common.errors import ALLOWED, Verdict, no


def may_write(by: User, regulation: Regulation) -> Verdict:
    """Drafts: whoever works in the committee; of everything else the street's clerk."""
    if regulation.committee_id is None:
        return may_keep_library(by)
    if by.reach.works_in(regulation.committee_id):
        return ALLOWED
    return no("居委会的制度由居委会自己写。")


def may_keep_library(by: User) -> Verdict:
    """Laws, rules of city and district, and what the street issues itself."""
    return ALLOWED if by.reach.is_clerk else no("制度库由街道社区科维护。有错请告诉街道。")


def may_put_in_force(by: User, regulation: Regulation) -> Verdict:
    """A committee's text: its director or a member, after it was adopted (职责 of the office)."""
    if regulation.committee_id is None:
        return no("街道的制度不用会议通过，请点“发布”。")
    if regulation.committee_id in by.reach.elected_in:
        return ALLOWED
    return no("通过的制度由居委会主任或委员登记施行。")


def may_record_earlier(by: User, regulation: Regulation) -> Verdict:
    """补录: only the director answers for a meeting that is not in the portal."""
    if by.reach.leads(regulation.committee_id):
        return ALLOWED
    return no("以前通过的制度由居委会主任补录。")
