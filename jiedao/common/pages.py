"""Pages by key: page 500 costs what page 1 costs, and nothing is counted.

A page is found by the last row of the one before it, whose order values make the token
`2026-11-23_412`. The token is only a place in a list that the reader may see anyway.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
PAGE_SIZE = 50
MAX_TOKEN = 300
_INSTANT = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Page(Generic[M]):
    """`rows` of one page; `next_token` is empty on the last one.

    `has_previous`: this is not the newest page, so offer 「回到最新」 (the address without
    `after`).
    """

    rows: list[M]
    next_token: str
    has_previous: bool


def keyset_page(
    queryset: QuerySet[M, M],
    order: Sequence[str] = ("-id",),
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[M]:
    """The `size` rows that follow `after` in `order`.

    `order` names columns that are never null and ends in a unique one; dates, instants, integers,
    yes/no and text are supported. A token that does not fit shows the first page.
    """
    columns = [name.removeprefix("-") for name in order]
    start = _read_token(queryset, columns, after or "")
    ordered = queryset.order_by(*order)
    if start:
        ordered = ordered.filter(_beyond(order, start))
    rows = list(ordered[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, _write_token(rows[-1], columns) if more else "", bool(start))


def _beyond(order: Sequence[str], start: Sequence[Any]) -> Q:
    """(a, b) after (x, y): a > x or (a = x and b > y). The plain bound on a lets the index work."""
    sides = [
        (name.removeprefix("-"), "lt" if name.startswith("-") else "gt", value)
        for name, value in zip(order, start, strict=True)
    ]
    steps = []
    for i, (column, side, value) in enumerate(sides):
        equal = {name: same for name, _, same in sides[:i]}
        steps.append(Q(**equal, **{f"{column}__{side}": value}))
    column, side, value = sides[0]
    return Q(**{f"{column}__{side}e": value}) & reduce(or_, steps)


def _write_token(row: Model, columns: Sequence[str]) -> str:
    return "_".join(_write(_value(row, column)) for column in columns)


def _value(row: Any, column: str) -> Any:
    return reduce(getattr, column.split("__"), row)


def _write(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(_INSTANT)
    return value.encode().hex() if isinstance(value, str) else str(value)


def _read_token(queryset: QuerySet[M, M], columns: Sequence[str], token: str) -> list[Any]:
    """The values inside `token`; an empty list when it is not one of ours."""
    parts = token.split("_")
    if not token or len(token) > MAX_TOKEN or len(parts) != len(columns):
        return []
    try:
        fields = [_field(queryset, column) for column in columns]
        return [_read(field, part) for field, part in zip(fields, parts, strict=True)]
    except (ValueError, OverflowError):
        return []


def _field(queryset: QuerySet[M, M], column: str) -> "models.Field[Any, Any]":
    if column in queryset.query.annotations:
        found: models.Field[Any, Any] = queryset.query.annotations[column].output_field
        return found
    model: Any = queryset.model
    for name in column.split("__"):
        field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model
    target: models.Field[Any, Any] = getattr(field, "target_field", field)
    return target


def _read(field: "models.Field[Any, Any]", text: str) -> Any:
    if isinstance(field, models.DateTimeField):
        return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)
    if isinstance(field, models.DateField):
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    if isinstance(field, models.BooleanField):
        if text not in ("True", "False"):
            raise ValueError(text)
        return text == "True"
    if isinstance(field, models.IntegerField):
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError(text)
        return int(text)
    return _without_nul(bytes.fromhex(text).decode())


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("PostgreSQL text has no NUL")
    return text
