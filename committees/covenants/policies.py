"""Who sends, files and reads. Pure on a person and a version."""

from committees.people.models import User
from committees.regulations.models import RegulationVersion
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_write_for(by: User, committee: Committee) -> Verdict:
    if by.reach.works_in(committee.pk):
        return ALLOWED
    return no("居委会的制度由居委会自己写。")


def may_decide(by: User, committee_id: int | None) -> Verdict:
    """Director and members decide what the committee goes by and send it to the street."""
    if committee_id in by.reach.elected_in:
        return ALLOWED
    return no("这件事由居委会主任或委员来定。")


def may_answer_filing(by: User) -> Verdict:
    return ALLOWED if by.reach.is_clerk else no("备案由街道社区科确认。")


def may_mark_read(by: User, version: RegulationVersion) -> Verdict:
    """Officers read what their own committee goes by."""
    if version.is_draft:
        return no("草稿还没有施行，等施行了再看。")
    if version.regulation.committee_id in by.reach.elected_in:
        return ALLOWED
    return no("这个制度由本居委会的主任和委员来看。")


def may_remind(by: User, version: RegulationVersion) -> Verdict:
    if by.reach.leads(version.regulation.committee_id):
        return ALLOWED
    return no("提醒由居委会主任来发。")
