"""Makers of objects of notices and page reports for the access matrix.

The author is somebody of the committee outside the cast, so that every colleague may confirm.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.feedback.models import PageReport
from committees.notices.actions import agree, ask_second_person, release
from committees.notices.board import put_up
from committees.notices.correcting import correct
from committees.notices.drafting import Draft, Upload, draft_notice, set_minute
from committees.notices.models import Notice, NoticeFile
from committees.notices.rules import Words
from committees.people.models import Posting, User
from committees.territory.models import Committee
from jiedao.common.uploads import CleanFile
from tests.cast import LONG_AGO, Cast

Maker = Callable[[Cast, Committee, str], dict[str, Any]]
PHOTO = Upload(CleanFile("photo", ".jpg", b"\xff\xd8\xff\xe0 a picture", 4, 3), "照片.jpg")


def _author(committee: Committee, name: str = "执笔人") -> User:
    person = User.objects.create(name=name)
    Posting.objects.create(user=person, role="member", committee=committee, since=LONG_AGO)
    return person


def _draft(committee: Committee, canary: str, kind: str = "general") -> Notice:
    words = Words(canary[:60], canary, canary[:80])
    at = timezone.now() - timedelta(minutes=1)
    files = (PHOTO,)
    by = _author(committee)
    return draft_notice(Draft(words), kind=kind, committee=committee, by=by, at=at, files=files)


def _released(committee: Committee, canary: str) -> Notice:
    notice = _draft(committee, canary)
    return release(notice, by=notice.author, at=timezone.now() - timedelta(seconds=30))


def draft(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _draft(committee, canary).pk}


def money(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _draft(committee, canary, "affairs").pk}


def in_review(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    notice = _draft(committee, canary, "affairs")
    return {"pk": ask_second_person(notice, by=notice.author).pk}


def released_notice(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _released(committee, canary).pk}


def scheduled(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    notice, now = _draft(committee, canary), timezone.now()
    set_minute(notice, minute=now + timedelta(hours=1), by=notice.author, at=now)
    return {"pk": release(notice, by=notice.author, at=now).pk}


def public_notice(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"key": _released(committee, canary).key}


def public_file(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    notice = _released(committee, canary)
    return {"key": notice.key, "pk": notice.files.get().pk}


def corrected(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    notice = _released(committee, f"{canary}一")
    words = Words(canary[:60], canary)
    correct(notice, words, version=notice.version, by=notice.author, at=timezone.now())
    return {"pk": notice.pk}


def correction(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Waits for a second person."""
    notice = _draft(committee, f"{canary}一", "affairs")
    notice = ask_second_person(notice, by=notice.author)
    notice = agree(notice, by=_author(committee, "核对人"), at=timezone.now())
    made = correct(
        notice,
        Words(canary[:60], canary),
        version=notice.version,
        by=notice.author,
        at=timezone.now(),
    )
    return {"pk": made.pk}


def desk_file(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": NoticeFile.objects.get(notice=_draft(committee, canary)).pk}


def posting(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    notice = _released(committee, canary)
    return {"pk": put_up(notice, by=notice.author, at=timezone.now(), photo=PHOTO).pk}


def page_report(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = PageReport.objects.create(
        committee=committee, path="/", text=canary, phone="10000000077"
    )
    return {"pk": made.pk}


NOTICES: dict[str, Maker] = {
    "notice": draft,
    "notice_money": money,
    "notice_in_review": in_review,
    "notice_released": released_notice,
    "notice_scheduled": scheduled,
    "notice_corrected": corrected,
    "notice_correction": correction,
    "notice_desk_file": desk_file,
    "notice_posting": posting,
    "public_notice": public_notice,
    "public_file": public_file,
    "page_report": page_report,
}
