"""Drafts as the browser sends them: read strictly, kept sealed, given back to their owner alone."""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from committees.people.models import User
from committees.submissions.models import Draft, Submission
from jiedao.common.http import local_url

MOST_BYTES = 60_000
MOST_FIELDS = 200
TITLE_LENGTH = 60
MOST_DRAFTS = 50
"""Of one person; beyond it the oldest one goes."""
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
Fields = dict[str, str | list[str]]


class Unreadable(ValueError):
    """Not a draft: answered 400 with a sentence."""


class TooLong(ValueError):
    """More than 60 kB: answered 413."""


@dataclass(frozen=True)
class Sent:
    """What the browser wants to be kept."""

    key: uuid.UUID
    form: str
    path: str
    title: str
    fields: Fields


def read_draft(body: bytes) -> Sent:
    """Unreadable for anything but the agreed JSON object; TooLong above 60 kB.

    NaN, lone surrogates, NUL, nested values and unknown names are refused: what PostgreSQL or
    the page could not give back unchanged is not taken.
    """
    if len(body) > MOST_BYTES:
        raise TooLong
    sent = _parse(body)
    if set(sent) - {"key", "form", "path", "title", "fields"}:
        raise Unreadable("这份草稿有认不出的内容。")
    return Sent(
        key=_key(sent.get("key")),
        form=_text(sent.get("form"), 40),
        path=_path(sent.get("path")),
        title=_text(sent.get("title", ""), MOST_BYTES)[:TITLE_LENGTH],
        fields=_fields(sent.get("fields")),
    )


def _parse(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable("这份草稿读不出来。") from None
    if not isinstance(sent, dict):
        raise Unreadable("这份草稿读不出来。")
    return sent


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _key(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(_text(value, 36))
    except ValueError:
        raise Unreadable("这份草稿没有编号。") from None


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or UNSTORABLE.search(value):
        raise Unreadable("这份草稿里有存不了的字。")
    return value


def _path(value: Any) -> str:
    path = _text(value, 300)
    if not local_url(path, fallback=""):
        raise Unreadable("这份草稿不是这个平台的。")
    return path


def _fields(value: Any) -> Fields:
    if not isinstance(value, dict) or len(value) > MOST_FIELDS:
        raise Unreadable("这份草稿读不出来。")
    return {_text(name, 80): _value(given) for name, given in value.items()}


def _value(given: Any) -> str | list[str]:
    if isinstance(given, list):
        return [_text(one, MOST_BYTES) for one in given]
    return _text(given, MOST_BYTES)


# Acts


def keep_draft(sent: Sent, *, by: User, at: datetime) -> Draft | None:
    """Store the newest state under its key; None when the form was carried out meanwhile, or when
    the key is somebody else's. Not a journal act: nothing has happened yet.
    """
    values = {
        "form": sent.form,
        "path": sent.path,
        "title": sent.title,
        "fields": json.dumps(sent.fields, ensure_ascii=False),
        "saved_at": at,
    }
    if Submission.objects.filter(pk=sent.key).exists():
        return None
    try:
        with transaction.atomic():
            draft, is_new = Draft.objects.visible_to(by).update_or_create(
                pk=sent.key, defaults=values, create_defaults={"user": by, **values}
            )
    except IntegrityError:
        return None
    if is_new:
        _keep_the_newest(by)
    found: Draft = draft
    return found


def _keep_the_newest(user: User) -> None:
    mine = Draft.objects.visible_to(user)
    old = mine.order_by("-saved_at").values_list("pk", flat=True)[MOST_DRAFTS:]
    mine.filter(pk__in=list(old)).delete()


# Reading


def drafts_of(user: Any) -> list[Draft]:
    """What the person began and did not send, newest first: 「还没有发出，内容没有丢」 on 今日."""
    return list(Draft.objects.visible_to(user).order_by("-saved_at"))


def draft_fields(request: HttpRequest) -> dict[str, Any]:
    """`initial` of a form opened by `?draft=<key>`: its typed values, or {} without a draft.

    A field sent several times is a list, as `forms.MultipleChoiceField` wants it.
    """
    try:
        key = uuid.UUID(request.GET.get("draft", ""))
    except ValueError:
        return {}
    draft = Draft.objects.visible_to(request.user).filter(pk=key).first()
    return fields_of(draft) if draft else {}


def fields_of(draft: Draft) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(draft.fields)
    return fields


def onward_url(draft: Draft) -> str:
    """The draft's form, opened with its text."""
    parts = urlsplit(draft.path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "draft"]
    return f"{parts.path}?{urlencode([*query, ('draft', str(draft.pk))])}"
