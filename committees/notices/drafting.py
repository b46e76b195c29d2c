"""Drafts: the words, the period, the attachments and the minute, before anybody sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.notices.keeping import journal, locked, save, say
from committees.notices.models import Notice, NoticeFile
from committees.notices.policies import may_draft, may_write
from committees.notices.rules import Words, default_end
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.keys import public_key
from jiedao.common.uploads import CleanFile

MOST_FILES = 6
KEY_TRIES = 8


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
    may_draft(by, kind, committee).require()
    return new_draft(draft, kind=kind, committee=committee, by=by, at=at, files=files)


def new_draft(
    draft: Draft,
    *,
    kind: str,
    committee: Committee | None,
    by: User,
    at: datetime,
    files: Sequence[Upload] = (),
) -> Notice:
    """The same for an act that has asked its own policy whether this person may."""
    with transaction.atomic():
        notice = Notice(committee=committee, kind=kind, author=by, created_at=at)
        write(notice, draft, by=by, at=at)
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
        notice = locked(notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.DRAFT:
            raise Refused("只有草稿可以这样改；已经发布的请用“更正”。")
        notice.expect(version)
        before = digest(notice)
        write(notice, draft, by=by, at=at)
        notice.save()
        _attach(notice, files, by=by)
        journal("notice.change", notice, by, before)
    return notice


def write(notice: Notice, draft: Draft, *, by: User, at: datetime) -> None:
    """The words and the period, before the row is saved."""
    end = draft.expires_at or default_end(notice.kind, timezone.localdate(at))
    if end <= max(at, notice.publish_at or at):
        raise Refused("有效期要晚于发布时间。")
    say(notice, draft.words)
    notice.expires_at = end
    notice.on_web = draft.on_web
    notice.author = by


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
        notice = locked(attached.notice)
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
        notice = locked(notice)
        may_write(by, notice).require()
        if notice.state != NoticeState.DRAFT:
            raise Refused("只有草稿可以定时。")
        if minute is not None and minute <= at:
            raise Refused("这个时间已经过了，请写一个以后的时间。")
        if minute is not None and notice.expires_at and minute >= notice.expires_at:
            raise Refused("有效期要晚于发布时间，请先改有效期。")
        before = digest(notice)
        notice.publish_at = minute
        save(notice)
        journal("notice.set_minute", notice, by, before)
    return notice
