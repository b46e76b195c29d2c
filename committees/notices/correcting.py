"""更正 (R8): other words under the same key, the old ones readable under them."""

from datetime import datetime

from django.db import transaction

from committees.journal.actions import digest
from committees.notices.actions import Signed
from committees.notices.keeping import journal, locked, may_say, say, words_of
from committees.notices.models import Correction, Notice
from committees.notices.policies import (
    has_appeared,
    may_agree_correction,
    may_correct,
    may_write,
    needs_second_person,
)
from committees.notices.rules import Words, correction_summary, private_numbers
from committees.notices.states import STATUTORY_KINDS, NoticeKind
from committees.people.models import User
from jiedao.common.errors import Refused

LEAK_SUMMARY = "原文里有个人信息，已经改掉"
"""Instead of a quotation, where the quotation would publish the number again."""


def correct(
    notice: Notice,
    words: Words,
    *,
    version: int,
    by: User,
    at: datetime,
    expires_at: datetime | None = None,
    restart: bool = False,
    numbers_checked: bool = False,
) -> Correction:
    """Say something else under the same key; the old text stays readable under it.

    `restart`: the period of a statutory notice counts again from now. Kinds that needed a second
    person need one for the correction too: it waits. Old text with private numbers is hidden.
    Opens the to-do 「换下旧的、贴新的、拍照」. Refuses when nothing changed, and what residents
    have not seen yet; Conflict when somebody saved meanwhile.
    """
    with transaction.atomic():
        notice = locked(notice)
        may_correct(by, notice, at).require()
        if notice.corrections.filter(waiting=True).exists():
            raise Refused("这份通知已经有一份更正在等确认。")
        notice.expect(version)
        old = words_of(notice)
        summary = correction_summary(old, words)
        end = _new_end(notice, expires_at, restart, at)
        if not summary:
            raise Refused("还没有改动，请先改要更正的字。")
        may_say(notice, words)
        _refuse_new_numbers(notice, words, numbers_checked)
        correction = _written(notice, old, words, summary, end, by=by, at=at)
        if correction.waiting:
            journal("notice.correct_ask", notice, by, digest(notice))
        else:
            _apply(correction, notice, by)
    return correction


def correct_signed(notice: Notice, words: Words, *, signed: Signed, at: datetime) -> Correction:
    """The same where two people signed the right words elsewhere (a corrected result): public at
    once, the old text readable under it, the period counted again.

    The act has asked its own policy and calls in its transaction. Another correction that still
    waits rests on words that hold no longer, and goes.
    """
    with transaction.atomic():
        notice = locked(notice)
        for waiting in notice.corrections.filter(waiting=True):
            waiting.delete()
            journal("notice.correct_drop", notice, signed.second, digest(notice))
        old = words_of(notice)
        end = _new_end(notice, None, True, at)
        summary = correction_summary(old, words)
        notice.expect(notice.version)
        correction = _written(notice, old, words, summary, end, by=signed.author, at=at)
        correction.waiting, correction.agreed_by = False, signed.second
        correction.save()
        _apply(correction, notice, signed.second)
    return correction


def _written(
    notice: Notice,
    old: Words,
    new: Words,
    summary: str,
    end: datetime | None,
    *,
    by: User,
    at: datetime,
) -> Correction:
    """The row that keeps both texts; where a second person is needed, it waits."""
    leaked = bool(private_numbers(old))
    made: Correction = Correction.objects.create(
        notice=notice,
        at=at,
        by=by,
        summary=LEAK_SUMMARY if leaked else summary,
        old_title=old.title,
        old_body=old.body,
        old_place=old.place,
        old_happens=old.happens,
        old_contact_phone=old.contact_phone,
        old_hidden=leaked,
        new_title=new.title,
        new_body=new.body,
        new_place=new.place,
        new_happens=new.happens,
        new_contact_phone=new.contact_phone,
        new_expires_at=end,
        waiting=needs_second_person(notice.kind),
    )
    return made


def agree_correction(correction: Correction, *, by: User, at: datetime) -> Correction:
    """The second person agrees; the new text is public from now on. Refuses its writer."""
    with transaction.atomic():
        notice = locked(correction.notice)
        correction = Correction.objects.select_for_update().get(pk=correction.pk)
        correction.notice = notice
        may_agree_correction(by, correction).require()
        if not correction.waiting:
            raise Refused("这份更正已经确认过了。")
        if not has_appeared(notice, at):
            raise Refused("这份通知已经撤下，不用更正了。")
        notice.expect(notice.version)
        correction.waiting, correction.agreed_by, correction.at = False, by, at
        correction.save()
        _apply(correction, notice, by)
    return correction


def drop_correction(correction: Correction, *, by: User) -> None:
    """A correction that waits is not wanted, by its writer or by the second person."""
    with transaction.atomic():
        notice = locked(correction.notice)
        may_write(by, notice).require()
        found = Correction.objects.select_for_update().filter(pk=correction.pk, waiting=True)
        if not found.delete()[0]:
            raise Refused("这份更正已经确认过了。")
        journal("notice.correct_drop", notice, by, digest(notice))


def _new_end(
    notice: Notice, wanted: datetime | None, restart: bool, at: datetime
) -> datetime | None:
    end = wanted or notice.expires_at
    if restart and notice.kind in STATUTORY_KINDS and notice.expires_at and notice.publish_at:
        end = at + (notice.expires_at - notice.publish_at)
    if end is not None and end <= at and end != notice.expires_at:
        raise Refused("有效期要晚于现在。")
    return end


def _refuse_new_numbers(notice: Notice, words: Words, checked: bool) -> None:
    found = private_numbers(words)
    if found and notice.kind == NoticeKind.AID:
        raise Refused("".join(found) + "救助公示不能公开这些号码，请先删掉。")
    if found and not checked:
        raise Refused("".join(found))


def _apply(correction: Correction, notice: Notice, by: User) -> None:
    before = digest(notice)
    say(
        notice,
        Words(
            correction.new_title,
            correction.new_body,
            correction.new_place,
            correction.new_happens,
            correction.new_contact_phone,
        ),
    )
    notice.expires_at = correction.new_expires_at
    notice.save()
    journal("notice.correct", notice, by, before)
