"""The paper on the notice board: put up, taken down, exchanged (R16, S36)."""

from datetime import datetime

from django.db import transaction

from committees.files.actions import store_file
from committees.files.models import StoredFile
from committees.journal.actions import digest, record
from committees.notices.drafting import Upload
from committees.notices.keeping import journal, locked
from committees.notices.models import BoardPosting, Correction, Notice
from committees.notices.policies import may_post_on_board
from committees.notices.states import NoticeState
from committees.people.models import User
from jiedao.common.errors import Refused


def put_up(notice: Notice, *, by: User, at: datetime, photo: Upload | None = None) -> BoardPosting:
    """Note that the paper hangs on the board, with a photo if there is one (R16, S36).

    If it replaces an older sheet after a correction, the old one counts as taken down and the
    to-do 「换下旧的、贴新的、拍照」 is done. Refuses what is not released.
    """
    with transaction.atomic():
        notice = locked(notice)
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
        notice = locked(posting.notice)
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
        notice = locked(notice)
        may_post_on_board(by, notice).require()
        if BoardPosting.objects.up().filter(notice=notice).exists():
            raise Refused("宣传栏里还有旧的，请先换下来。")
        open_ones = Correction.objects.board_open().filter(notice=notice)
        if open_ones.update(board_done_at=at, board_done_by=by):
            journal("notice.no_paper", notice, by, digest(notice))


def _photo(photo: Upload | None, notice: Notice, by: User) -> StoredFile | None:
    if photo is None:
        return None
    return store_file(photo.clean, name=photo.name, by=by, committee=notice.committee)
