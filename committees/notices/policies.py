"""Who may write, confirm, release and correct a notice. Pure on a person and a notice."""

from datetime import datetime

from committees.notices.models import Correction, Notice
from committees.notices.states import TWO_PERSON_KINDS, NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import ALLOWED, Verdict, no


def may_draft(by: User, kind: str, committee: Committee | None) -> Verdict:
    """Own committee; the street for itself; aid only the street, which confirms it (R32)."""
    if kind == NoticeKind.AID:
        return ALLOWED if by.reach.whole_street else no("救助公示由街道发布，居委会负责张贴。")
    return _at_its_desk(by, committee.pk if committee else None)


def may_write(by: User, notice: Notice) -> Verdict:
    if notice.kind == NoticeKind.AID:
        return may_draft(by, notice.kind, None)
    return _at_its_desk(by, notice.committee_id)


def _at_its_desk(by: User, committee_id: int | None) -> Verdict:
    if committee_id is None:
        return ALLOWED if by.reach.whole_street else no("街道的通知由街道写。")
    return ALLOWED if by.reach.works_in(committee_id) else no("居委会的通知由居委会自己写。")


def may_post_on_board(by: User, notice: Notice) -> Verdict:
    """The committee looks after its own board, whoever wrote the notice."""
    return _at_its_desk(by, notice.committee_id)


def needs_second_person(kind: str) -> bool:
    """钱款、救助和选举 (S35)."""
    return kind in TWO_PERSON_KINDS


def may_release_alone(by: User, notice: Notice) -> Verdict:
    if needs_second_person(notice.kind):
        return no("这类通知要由另一个人确认，请点“请人确认”。")
    return may_write(by, notice)


def may_agree(by: User, notice: Notice) -> Verdict:
    """Somebody of the same desk who did not write the text."""
    if by.pk == notice.author_id:
        return no("要由另一个人确认，自己写的不能自己确认。")
    return may_write(by, notice)


def may_agree_correction(by: User, correction: Correction) -> Verdict:
    if by.pk == correction.by_id:
        return no("要由另一个人确认，自己写的不能自己确认。")
    return may_write(by, correction.notice)


def may_correct(by: User, notice: Notice, at: datetime) -> Verdict:
    """Only what residents have seen is corrected; anything earlier is simply changed."""
    if not has_appeared(notice, at):
        return no("还没有发布，直接改就行。")
    return may_write(by, notice)


def has_appeared(notice: Notice, at: datetime) -> bool:
    """Its minute has come and it was not withdrawn since."""
    return (
        notice.state == NoticeState.RELEASED
        and notice.publish_at is not None
        and notice.publish_at <= at
    )
