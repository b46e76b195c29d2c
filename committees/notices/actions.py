"""A notice becomes public and ends: second person, release, withdrawal, the top of the list."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from committees.journal.actions import digest
from committees.notices.drafting import Draft, draft_notice, new_draft, write
from committees.notices.keeping import journal, locked, save, words_of
from committees.notices.models import Notice
from committees.notices.notice_templates import urgent_words
from committees.notices.policies import (
    has_appeared,
    may_agree,
    may_release_alone,
    may_write,
    needs_second_person,
)
from committees.notices.rules import private_numbers
from committees.notices.states import MOVES, NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers
from jiedao.common.moves import check_move

MOST_PINNED = 3

RELEASING: Followers[Notice] = Followers()
"""Whoever stands behind a notice (an election): told as it is released, in the same transaction.
It may raise Refused, and then the notice stays where it is."""


# A second person


def ask_second_person(notice: Notice, *, by: User) -> Notice:
    """Money, aid, election: another person of the desk looks before it is public (S35).

    Refuses aid with a number in it, and kinds that need no second person.
    """
    with transaction.atomic():
        notice = locked(notice)
        may_write(by, notice).require()
        if not needs_second_person(notice.kind):
            raise Refused("这类通知不用别人确认，可以直接发布。")
        check_move(MOVES, notice.state, NoticeState.REVIEW)
        _refuse_numbers_in_aid(notice)
        before = digest(notice)
        notice.state, notice.sent_back_why = NoticeState.REVIEW, ""
        save(notice)
        journal("notice.ask", notice, by, before)
    return notice


def agree(notice: Notice, *, by: User, at: datetime, numbers_checked: bool = False) -> Notice:
    """The second person agrees: it is public now, or at its minute. Refuses the author."""
    with transaction.atomic():
        notice = locked(notice)
        may_agree(by, notice).require()
        if notice.state != NoticeState.REVIEW:
            check_move(MOVES, notice.state, NoticeState.REVIEW)
            raise Refused("还没有请人确认。")
        return _release(notice, "notice.agree", by=by, at=at, numbers_checked=numbers_checked)


def send_back(notice: Notice, *, by: User, why: str) -> Notice:
    """It becomes a draft again, with the reason. Its author may take it back in the same way."""
    with transaction.atomic():
        notice = locked(notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.REVIEW:
            raise Refused("现在不在等确认，不用退回。")
        if not why.strip():
            raise Refused("请写“为什么退回”，几个字就行。")
        before = digest(notice)
        notice.state, notice.sent_back_why = NoticeState.DRAFT, why.strip()
        save(notice)
        journal("notice.send_back", notice, by, before)
    return notice


# Public


def release(notice: Notice, *, by: User, at: datetime, numbers_checked: bool = False) -> Notice:
    """One person releases it: public now, or at its minute without any job.

    Refuses kinds that need a second person, a notice that has expired, and numbers that look
    private unless `numbers_checked` says that somebody looked.
    """
    with transaction.atomic():
        notice = locked(notice)
        may_release_alone(by, notice).require()
        return _release(notice, "notice.release", by=by, at=at, numbers_checked=numbers_checked)


def _release(notice: Notice, act: str, *, by: User, at: datetime, numbers_checked: bool) -> Notice:
    check_move(MOVES, notice.state, NoticeState.RELEASED)
    _refuse_numbers_in_aid(notice)
    found = private_numbers(words_of(notice))
    if found and not numbers_checked:
        raise Refused("".join(found))
    minute = max(notice.publish_at or at, at)
    if notice.expires_at is None or notice.expires_at <= minute:
        raise Refused("有效期已经过了，请先改有效期。")
    before = digest(notice)
    notice.state, notice.publish_at, notice.released_by = NoticeState.RELEASED, minute, by
    notice.sent_back_why = ""
    save(notice)
    RELEASING(notice)
    journal(act, notice, by, before)
    return notice


@dataclass(frozen=True)
class Signed:
    """Two people have signed what a notice says, in an act of another slice: whose words it
    carries, and who makes them public."""

    author: User
    second: User


def publish_signed(
    notice: Notice | None,
    draft: Draft,
    *,
    kind: str,
    committee: Committee,
    signed: Signed,
    at: datetime,
    held: bool = False,
) -> Notice:
    """A notice that two people signed elsewhere (the result of an election) is public at once.

    The act has asked its own policy and calls in its transaction. `notice`: the draft there is of
    it, which these words replace; None begins one. `held`: it stays with the second person, as in
    a rehearsal, and nobody outside the desk sees it. Refused for one and the same person twice.
    """
    if signed.author.pk == signed.second.pk:
        raise Refused("要由两个人签字。")
    with transaction.atomic():
        if notice is None:
            notice = new_draft(draft, kind=kind, committee=committee, by=signed.author, at=at)
        else:
            notice = locked(notice)
            notice.publish_at = None
            write(notice, draft, by=signed.author, at=at)
        if not held:
            return _release(notice, "notice.release", by=signed.second, at=at, numbers_checked=True)
        before = digest(notice)
        notice.state = NoticeState.REVIEW
        save(notice)
        journal("notice.ask", notice, signed.author, before)
    return notice


def _refuse_numbers_in_aid(notice: Notice) -> None:
    """社会救助暂行办法 art. 61 and 国办 2018: only what must be published is published."""
    if notice.kind != NoticeKind.AID:
        return
    if found := private_numbers(words_of(notice)):
        raise Refused("".join(found) + "救助公示不能公开这些号码，请先删掉。")


def unschedule(notice: Notice, *, by: User, at: datetime) -> Notice:
    """Before its minute a scheduled notice goes back to draft. Refuses once it has appeared."""
    with transaction.atomic():
        notice = locked(notice)
        may_write(by, notice).require()
        if has_appeared(notice, at):
            raise Refused("已经发布了。要改请用“更正”，不要了请用“撤下”。")
        if notice.state != NoticeState.RELEASED:
            raise Refused("这份通知没有定时。")
        before = digest(notice)
        notice.state, notice.publish_at, notice.released_by = NoticeState.DRAFT, None, None
        save(notice)
        journal("notice.unschedule", notice, by, before)
    return notice


def publish_urgent(
    *, what: str, where: str, committee: Committee | None, by: User, at: datetime
) -> Notice:
    """紧急通知: two fields, at once, no second person (R3). Refuses numbers that look private."""
    with transaction.atomic():
        notice = draft_notice(
            Draft(urgent_words(what, where)),
            kind=NoticeKind.URGENT,
            committee=committee,
            by=by,
            at=at,
        )
        return release(notice, by=by, at=at)


def withdraw(notice: Notice, *, by: User, at: datetime, why: str) -> Notice:
    """From now on its address answers 410 with the phone. Paper still hanging becomes a to-do.

    Refuses what has not appeared yet.
    """
    with transaction.atomic():
        notice = locked(notice)
        may_write(by, notice).require()
        check_move(MOVES, notice.state, NoticeState.WITHDRAWN)
        if not has_appeared(notice, at):
            raise Refused("还没有发布，请用“取消定时”。")
        if not why.strip():
            raise Refused("请写“为什么撤下”，几个字就行。")
        before = digest(notice)
        notice.state, notice.withdrawn_at, notice.withdrawn_why = (
            NoticeState.WITHDRAWN,
            at,
            why.strip(),
        )
        notice.pinned = False
        save(notice)
        notice.corrections.filter(waiting=True).delete()
        journal("notice.withdraw", notice, by, before)
    return notice


def pin(notice: Notice, *, pinned: bool, by: User, at: datetime) -> Notice:
    """置顶, or take it off the top. At most three of one desk at a time."""
    with transaction.atomic():
        notice = locked(notice)
        may_write(by, notice).require()
        if pinned and notice.state != NoticeState.RELEASED:
            raise Refused("发布以后才能置顶。")
        on_top = Notice.objects.running(at).filter(committee=notice.committee, pinned=True)
        if pinned and on_top.exclude(pk=notice.pk).count() >= MOST_PINNED:
            raise Refused(f"最多置顶 {MOST_PINNED} 份，请先取消一份。")
        before = digest(notice)
        notice.pinned = pinned
        save(notice)
        journal("notice.pin" if pinned else "notice.unpin", notice, by, before)
    return notice
