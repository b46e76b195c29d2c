"""What every act on a notice begins and ends with: lock it, store it, write the journal."""

from committees.journal.actions import record
from committees.notices.models import Notice
from committees.notices.rules import Words
from committees.people.models import User
from jiedao.common.errors import Refused


def words_of(notice: Notice) -> Words:
    return Words(notice.title, notice.body, notice.place, notice.happens, notice.contact_phone)


def say(notice: Notice, words: Words) -> None:
    """Title, text and what the search finds. Refuses an empty title or text."""
    if not words.title or not words.body:
        raise Refused("请写“标题”和“正文”。")
    notice.title, notice.body = words.title, words.body
    notice.place, notice.happens = words.place, words.happens
    notice.contact_phone = words.contact_phone
    notice.tokens = words.tokens


def locked(notice: Notice) -> Notice:
    found: Notice = Notice.objects.select_for_update().get(pk=notice.pk)
    return found


def save(notice: Notice) -> None:
    """Every act moves the version on: a page that is older than it gets both texts."""
    notice.version += 1
    notice.save()


def journal(act: str, notice: Notice, by: User, before: str) -> None:
    record(act, notice, by=by, committee=notice.committee, before=before, label=notice.key)
