"""Who writes, sends and answers a work report."""

from casework.reports.models import WorkReport
from casework.reports.states import Reader, ReportState
from committees.people.models import User
from committees.reach.states import Role
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_begin(by: User, committee: Committee) -> Verdict:
    if committee.pk in by.reach.elected_in:
        return ALLOWED
    return no("工作汇报由居委会的人来写。")


def may_edit(by: User, report: WorkReport) -> Verdict:
    if report.committee_id not in by.reach.elected_in:
        return no("工作汇报由居委会的人来写。")
    return ALLOWED if report.state == ReportState.DRAFT else no("汇报已经送出，要改先收回。")


def may_send(by: User, report: WorkReport) -> Verdict:
    """Sending, and taking back."""
    if by.reach.leads(report.committee_id):
        return ALLOWED
    return no("汇报由居委会主任送出。")


def reader_of(by: User, report: WorkReport) -> Reader | None:
    """As whom the person would answer: the party organisation of the committee, or the street."""
    if by.reach.has(Role.BRANCH, report.committee_id):
        return Reader.BRANCH
    return Reader.STREET if by.reach.is_clerk else None
