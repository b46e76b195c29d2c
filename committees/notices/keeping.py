"""What every act on a notice begins and ends with: lock it, store it, write the journal."""

from dataclasses import dataclass

from committees.journal.actions import record
from committees.notices.models import Notice
from committees.notices.rules import Words
from committees.people.models import User
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers


@dataclass(frozen=True)
class Saying:
    """Words that somebody is about to give a notice."""

    notice: Notice
    words: Words


SAYING: Followers[Saying] = Followers()
"""Slices above that know what this notice must not say; they refuse in its transaction."""


def words_of(notice: Notice) -> Words:
    return Words(notice.title, notice.body, notice.place, notice.happens, notice.contact_phone)


def say(notice: Notice, words: Words) -> None:
    """Title, text and what the search finds. Refuses an empty title or text, and what SAYING do."""
    may_say(notice, words)
    notice.title, notice.body = words.title, words.body
    notice.place, notice.happens = words.place, words.happens
    notice.contact_phone = words.contact_phone
    notice.tokens = words.tokens


def may_say(notice: Notice, words: Words) -> None:
    """Refuses an empty title or text, and what those above know must not be said here."""
    if not words.title or not words.body:
        raise Refused("请写“标题”和“正文”。")
    SAYING(Saying(notice, words))


def locked(notice: Notice) -> Notice:
    found: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    return found


def save(notice: Notice) -> None:
    """Every act moves the version on: a page that is older than it gets both texts."""
    notice.version += 1
    notice.save()


def journal(act: str, notice: Notice, by: User, before: str) -> None:
    record(act, notice, by=by, committee=notice.committee, before=before, label=notice.key)
