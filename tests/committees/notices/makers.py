"""Notices of the cast in every state. NOON is a fixed instant; `now` is the wall clock's."""

from datetime import datetime, timedelta

from django.utils import timezone

from committees.notices.actions import agree, ask_second_person, release
from committees.notices.drafting import Draft, Upload, draft_notice
from committees.notices.keeping import words_of
from committees.notices.models import Notice
from committees.notices.rules import SHANGHAI, Words
from committees.notices.states import NoticeKind
from committees.territory.models import Committee
from jiedao.common.uploads import CleanFile
from tests.cast import Cast

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
WORDS = Words(
    "11月26日停水，上午 9:00 到下午 4:00",
    "因为换总水管，1—12 号楼停水。\n请提前存好水。",
    "1—12 号楼",
    "11月26日 星期四 上午 9:00 到下午 4:00",
)
PHOTO = Upload(CleanFile("photo", ".jpg", b"\xff\xd8\xff\xe0 a picture", 4, 3), "宣传栏.jpg")
PDF = Upload(CleanFile("pdf", ".pdf", b"%PDF-1.4\n%%EOF"), "收支表.pdf")
MINUTE = timedelta(minutes=1)


def drafted(
    cast: Cast,
    words: Words = WORDS,
    *,
    kind: str = NoticeKind.GENERAL,
    at: datetime | None = None,
    committee: Committee | None = None,
    files: tuple[Upload, ...] = (),
    on_web: bool = True,
) -> Notice:
    """East's draft by its member, or West's by its director."""
    by = cast.west_director if committee == cast.west else cast.east_member
    return draft_notice(
        Draft(words, on_web=on_web),
        kind=kind,
        committee=committee or cast.east,
        by=by,
        at=at or timezone.now(),
        files=files,
    )


def released(cast: Cast, words: Words = WORDS, **wanted: object) -> Notice:
    """Public since a minute ago unless `at` says otherwise."""
    at = wanted.pop("at", None) or timezone.now() - MINUTE
    assert isinstance(at, datetime)
    notice = drafted(cast, words, at=at, **wanted)  # type: ignore[arg-type]
    return release(notice, by=notice.author, at=at)


def aid(cast: Cast, words: Words | None = None, *, on_web: bool = True) -> Notice:
    """The street's draft of an aid notice for East's board."""
    said = words or Words("10月救助公示", "张*明，清和路 100 弄，临时救助，1,200 元。")
    return draft_notice(
        Draft(said, on_web=on_web),
        kind=NoticeKind.AID,
        committee=cast.east,
        by=cast.clerk,
        at=timezone.now() - MINUTE,
    )


def released_aid(cast: Cast, *, on_web: bool = True) -> Notice:
    notice = ask_second_person(aid(cast, on_web=on_web), by=cast.clerk)
    return agree(notice, by=cast.leader, at=timezone.now() - MINUTE)


def changed(notice: Notice, **words: str) -> Words:
    """What the notice says, with some of it changed."""
    return Words(**{**vars(words_of(notice)), **words})
