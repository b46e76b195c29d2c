"""Everything that happens to a notice. Each act writes one journal row in its own transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.files.actions import store_file
from committees.files.models import StoredFile
from committees.journal.actions import digest, record
from committees.notices.models import BoardPosting, Correction, Notice, NoticeFile
from committees.notices.policies import (
    has_appeared,
    may_agree,
    may_agree_correction,
    may_correct,
    may_draft,
    may_post_on_board,
    may_release_alone,
    may_write,
    needs_second_person,
)
from committees.notices.rules import (
    Words,
    correction_summary,
    default_end,
    private_numbers,
    urgent_words,
)
from committees.notices.states import MOVES, STATUTORY_KINDS, NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.keys import public_key
from jiedao.common.moves import check_move
from jiedao.common.uploads import CleanFile

MOST_FILES = 6
MOST_PINNED = 3
KEY_TRIES = 8
LEAK_SUMMARY = "原文里有个人信息，已经改掉"
"""Instead of a quotation, where the quotation would publish the number again."""


@dataclass(frozen=True)
class Upload:
    """A clean file and the name its owner gave it."""

    clean: CleanFile
    name: str


@dataclass(frozen=True)
class Draft:
    """What a person wants a notice to be, before anybody sees it."""

    words: Words
    expires_at: datetime | None = None
    on_web: bool = True


def words_of(notice: Notice) -> Words:
    return Words(notice.title, notice.body, notice.place, notice.happens, notice.contact_phone)


# Drafts


def draft_notice(
    draft: Draft,
    *,
    kind: str,
    committee: Committee | None,
    by: User,
    at: datetime,
    files: Sequence[Upload] = (),
) -> Notice:
    """A new draft under a key that it keeps for good. Nobody outside the desk sees it.

    Refuses a committee that is not one's own, and aid from anybody but the street.
    """
    with transaction.atomic():
        may_draft(by, kind, committee).require()
        notice = Notice(committee=committee, kind=kind, author=by, created_at=at)
        _write(notice, draft, by=by, at=at)
        _save_under_free_key(notice)
        _attach(notice, files, by=by)
        record("notice.draft", notice, by=by, committee=committee, label=notice.key)
    return notice


def change_draft(
    notice: Notice,
    draft: Draft,
    *,
    version: int,
    by: User,
    at: datetime,
    files: Sequence[Upload] = (),
) -> Notice:
    """Change a draft; whoever changes it is its author from then on.

    Conflict when somebody saved it meanwhile. Refuses anything but a draft: what residents have
    seen is corrected, what a second person looks at is sent back first.
    """
    with transaction.atomic():
        notice = _locked(notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.DRAFT:
            raise Refused("只有草稿可以这样改；已经发布的请用“更正”。")
        notice.expect(version)
        before = digest(notice)
        _write(notice, draft, by=by, at=at)
        notice.save()
        _attach(notice, files, by=by)
        _journal("notice.change", notice, by, before)
    return notice


def _write(notice: Notice, draft: Draft, *, by: User, at: datetime) -> None:
    end = draft.expires_at or default_end(notice.kind, timezone.localdate(at))
    if end <= max(at, notice.publish_at or at):
        raise Refused("有效期要晚于发布时间。")
    _say(notice, draft.words)
    notice.expires_at = end
    notice.on_web = draft.on_web
    notice.author = by


def _say(notice: Notice, words: Words) -> None:
    """Title, text and what the search finds. Refuses an empty title or text."""
    if not words.title or not words.body:
        raise Refused("请写“标题”和“正文”。")
    notice.title, notice.body = words.title, words.body
    notice.place, notice.happens = words.place, words.happens
    notice.contact_phone = words.contact_phone
    notice.tokens = words.tokens


def _save_under_free_key(notice: Notice) -> None:
    """Two of 600 million keys may be equal: then another one is drawn."""
    for tries_left in reversed(range(KEY_TRIES)):
        try:
            with transaction.atomic():
                notice.save(force_insert=True)
            return
        except IntegrityError:
            if not tries_left or not Notice.objects.filter(key=notice.key).exists():
                raise
            notice.key = public_key()


def _attach(notice: Notice, files: Iterable[Upload], *, by: User) -> None:
    """Refuses attachments of aid, which nobody can search for numbers or faces (R32)."""
    files = list(files)
    if files and notice.kind == NoticeKind.AID:
        raise Refused("救助公示不加照片和附件，免得露出个人信息。")
    if files and notice.files.count() + len(files) > MOST_FILES:
        raise Refused(f"附件最多 {MOST_FILES} 个。")
    for upload in files:
        stored = store_file(upload.clean, name=upload.name, by=by, committee=notice.committee)
        NoticeFile.objects.create(notice=notice, file=stored)


def remove_file(attached: NoticeFile, *, by: User) -> None:
    """Take an attachment off a draft. Refuses when the notice is no draft any more."""
    with transaction.atomic():
        notice = _locked(attached.notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.DRAFT:
            raise Refused("已经发布的附件不能拿掉，请先撤下通知。")
        before = digest(attached)
        attached.delete()
        record(
            "notice.file_off", notice, by=by, committee=notice.committee, before=before, after=""
        )


def set_minute(notice: Notice, *, minute: datetime | None, by: User, at: datetime) -> Notice:
    """Say when a draft is to appear; None means as soon as it is released.

    Refuses a minute that has passed, or one after the notice has expired.
    """
    with transaction.atomic():
        notice = _locked(notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.DRAFT:
            raise Refused("只有草稿可以定时。")
        if minute is not None and minute <= at:
            raise Refused("这个时间已经过了，请写一个以后的时间。")
        if minute is not None and notice.expires_at and minute >= notice.expires_at:
            raise Refused("有效期要晚于发布时间，请先改有效期。")
        before = digest(notice)
        notice.publish_at = minute
        _save(notice)
        _journal("notice.set_minute", notice, by, before)
    return notice


# A second person


def ask_second_person(notice: Notice, *, by: User) -> Notice:
    """Money, aid, election: another person of the desk looks before it is public (S35).

    Refuses aid with a number in it, and kinds that need no second person.
    """
    with transaction.atomic():
        notice = _locked(notice)
        may_write(by, notice).require()
        if not needs_second_person(notice.kind):
            raise Refused("这类通知不用别人确认，可以直接发布。")
        check_move(MOVES, notice.state, NoticeState.REVIEW)
        _refuse_numbers_in_aid(notice)
        before = digest(notice)
        notice.state, notice.sent_back_why = NoticeState.REVIEW, ""
        _save(notice)
        _journal("notice.ask", notice, by, before)
    return notice


def agree(notice: Notice, *, by: User, at: datetime, numbers_checked: bool = False) -> Notice:
    """The second person agrees: it is public now, or at its minute. Refuses the author."""
    with transaction.atomic():
        notice = _locked(notice)
        may_agree(by, notice).require()
        if notice.state != NoticeState.REVIEW:
            check_move(MOVES, notice.state, NoticeState.REVIEW)
            raise Refused("还没有请人确认。")
        return _release(notice, "notice.agree", by=by, at=at, numbers_checked=numbers_checked)


def send_back(notice: Notice, *, by: User, why: str) -> Notice:
    """It becomes a draft again, with the reason. Its author may take it back in the same way."""
    with transaction.atomic():
        notice = _locked(notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.REVIEW:
            raise Refused("现在不在等确认，不用退回。")
        if not why.strip():
            raise Refused("请写“为什么退回”，几个字就行。")
        before = digest(notice)
        notice.state, notice.sent_back_why = NoticeState.DRAFT, why.strip()
        _save(notice)
        _journal("notice.send_back", notice, by, before)
    return notice


# Public


def release(notice: Notice, *, by: User, at: datetime, numbers_checked: bool = False) -> Notice:
    """One person releases it: public now, or at its minute without any job.

    Refuses kinds that need a second person, a notice that has expired, and numbers that look
    private unless `numbers_checked` says that somebody looked.
    """
    with transaction.atomic():
        notice = _locked(notice)
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
    _save(notice)
    _journal(act, notice, by, before)
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
        notice = _locked(notice)
        may_write(by, notice).require()
        if has_appeared(notice, at):
            raise Refused("已经发布了。要改请用“更正”，不要了请用“撤下”。")
        if notice.state != NoticeState.RELEASED:
            raise Refused("这份通知没有定时。")
        before = digest(notice)
        notice.state, notice.publish_at, notice.released_by = NoticeState.DRAFT, None, None
        _save(notice)
        _journal("notice.unschedule", notice, by, before)
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
        notice = _locked(notice)
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
        _save(notice)
        notice.corrections.filter(waiting=True).delete()
        _journal("notice.withdraw", notice, by, before)
    return notice


def pin(notice: Notice, *, pinned: bool, by: User, at: datetime) -> Notice:
    """置顶, or take it off the top. At most three of one desk at a time."""
    with transaction.atomic():
        notice = _locked(notice)
        may_write(by, notice).require()
        if pinned and notice.state != NoticeState.RELEASED:
            raise Refused("发布以后才能置顶。")
        on_top = Notice.objects.running(at).filter(committee=notice.committee, pinned=True)
        if pinned and on_top.exclude(pk=notice.pk).count() >= MOST_PINNED:
            raise Refused(f"最多置顶 {MOST_PINNED} 份，请先取消一份。")
        before = digest(notice)
        notice.pinned = pinned
        _save(notice)
        _journal("notice.pin" if pinned else "notice.unpin", notice, by, before)
    return notice


# 更正 (R8)


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
        notice = _locked(notice)
        may_correct(by, notice, at).require()
        if notice.corrections.filter(waiting=True).exists():
            raise Refused("这份通知已经有一份更正在等确认。")
        notice.expect(version)
        old = words_of(notice)
        summary = correction_summary(old, words)
        end = _new_end(notice, expires_at, restart, at)
        if not summary:
            raise Refused("还没有改动，请先改要更正的字。")
        _refuse_new_numbers(notice, words, numbers_checked)
        leaked = bool(private_numbers(old))
        correction = Correction.objects.create(
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
            new_title=words.title,
            new_body=words.body,
            new_place=words.place,
            new_happens=words.happens,
            new_contact_phone=words.contact_phone,
            new_expires_at=end,
            waiting=needs_second_person(notice.kind),
        )
        if correction.waiting:
            _journal("notice.correct_ask", notice, by, digest(notice))
        else:
            _apply(correction, notice, by)
    return correction


def agree_correction(correction: Correction, *, by: User, at: datetime) -> Correction:
    """The second person agrees; the new text is public from now on. Refuses its writer."""
    with transaction.atomic():
        notice = _locked(correction.notice)
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
        notice = _locked(correction.notice)
        may_write(by, notice).require()
        found = Correction.objects.select_for_update().filter(pk=correction.pk, waiting=True)
        if not found.delete()[0]:
            raise Refused("这份更正已经确认过了。")
        _journal("notice.correct_drop", notice, by, digest(notice))


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
    _say(
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
    _journal("notice.correct", notice, by, before)


# The paper on the board


def put_up(notice: Notice, *, by: User, at: datetime, photo: Upload | None = None) -> BoardPosting:
    """Note that the paper hangs on the board, with a photo if there is one (R16, S36).

    If it replaces an older sheet after a correction, the old one counts as taken down and the
    to-do 「换下旧的、贴新的、拍照」 is done. Refuses what is not released.
    """
    with transaction.atomic():
        notice = _locked(notice)
        may_post_on_board(by, notice).require()
        if notice.state != NoticeState.RELEASED:
            raise Refused("发布以后再贴。")
        to_do = Correction.objects.board_open().filter(notice=notice)
        standing = BoardPosting.objects.up().filter(notice=notice)
        if standing.exists() and not to_do.exists():
            raise Refused("这份通知已经记过贴上了。")
        standing.update(taken_down_at=at)
        posting = BoardPosting.objects.create(
            notice=notice, put_up_at=at, by=by, photo=_photo(photo, notice, by)
        )
        to_do.update(board_done_at=at, board_done_by=by)
        record("notice.put_up", posting, by=by, committee=notice.committee, label=notice.key)
    return posting


def take_down(posting: BoardPosting, *, by: User, at: datetime) -> BoardPosting:
    """Note that the paper is off the board."""
    with transaction.atomic():
        notice = _locked(posting.notice)
        posting = BoardPosting.objects.select_for_update().get(pk=posting.pk)
        may_post_on_board(by, notice).require()
        if posting.taken_down_at is not None:
            raise Refused("已经记过取下了。")
        before = digest(posting)
        posting.taken_down_at = at
        posting.save(update_fields=["taken_down_at"])
        record(
            "notice.take_down",
            posting,
            by=by,
            committee=notice.committee,
            before=before,
            label=notice.key,
        )
    return posting


def no_paper(notice: Notice, *, by: User, at: datetime) -> None:
    """After a correction: there was no paper, so nothing has to be exchanged."""
    with transaction.atomic():
        notice = _locked(notice)
        may_post_on_board(by, notice).require()
        if BoardPosting.objects.up().filter(notice=notice).exists():
            raise Refused("宣传栏里还有旧的，请先换下来。")
        open_ones = Correction.objects.board_open().filter(notice=notice)
        if open_ones.update(board_done_at=at, board_done_by=by):
            _journal("notice.no_paper", notice, by, digest(notice))


def _photo(photo: Upload | None, notice: Notice, by: User) -> StoredFile | None:
    if photo is None:
        return None
    return store_file(photo.clean, name=photo.name, by=by, committee=notice.committee)


# Common


def _locked(notice: Notice) -> Notice:
    found: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    return found


def _save(notice: Notice) -> None:
    """Every act moves the version on: a page that is older than it gets both texts."""
    notice.version += 1
    notice.save()


def _journal(act: str, notice: Notice, by: User, before: str) -> None:
    record(act, notice, by=by, committee=notice.committee, before=before, label=notice.key)
