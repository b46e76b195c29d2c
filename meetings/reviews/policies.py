"""Who writes down a count, and where an appraisal takes place."""

from committees.people.models import User
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey

WITH_REVIEW = (KindKey.REVIEW, KindKey.REPRESENTATIVES)
"""The yearly appraisal has a meeting of its own or is part of the year-end meeting (R14)."""


def may_count(by: User, meeting: Meeting) -> Verdict:
    if not by.reach.leads(meeting.committee_id):
        return no("评议结果由居委会主任录入，计票由居务监督委员会的两位来做。")
    if meeting.kind_id not in WITH_REVIEW:
        return no("这个会不做民主评议。")
    if meeting.state not in (MeetingState.OPEN, MeetingState.HELD):
        return no("会还没有开，开了以后再录。")
    return ALLOWED
