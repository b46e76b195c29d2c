"""A page about one object, to which slices above its own bring their parts.

The slice of the page owns the board; the app's `ready()` pins the parts, one line for each, in
the order of the screen. So arrows between slices keep pointing downwards.

A part that reads rows of its own names their relation in `asks`: the page asks in the query that
finds the subject whether there are any, and a part without rows costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

Subject = TypeVar("Subject")
Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Part:
    """A built panel: the template reads what the builder gave as `panel`."""

    template: str
    panel: Any


@dataclass
class Board(Generic[Subject]):
    """`build(subject, reader, at)` gives what a template shows; None: nothing of it today."""

    pinned: list[tuple[str, Callable[[Subject, Any, datetime], Any]]] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)

    def pin(
        self,
        template: str,
        build: Callable[[Subject, Any, datetime], Any],
        *,
        asks: tuple[str, ...] = (),
        joins: tuple[str, ...] = (),
    ) -> None:
        """Add a part below those that are there. `joins`: rows that come with the subject."""
        self.pinned.append((template, build))
        self.asks.extend(asks)
        self.joins.extend(joins)

    def with_what_it_asks(self, rows: Rows) -> Rows:
        """Subjects that come with what the parts join, and know what they ask."""
        joined = rows.select_related(*self.joins) if self.joins else rows
        return knowing_whether(joined, *self.asks)

    def parts(self, subject: Subject, reader: Any, at: datetime) -> list[Part]:
        """What this reader sees of the subject now."""
        built = (Part(template, build(subject, reader, at)) for template, build in self.pinned)
        return [part for part in built if part.panel is not None]


def knowing_whether(rows: Rows, *relations: str) -> Rows:
    """Each row knows which of these relations of its own hold anything; `has` reads it."""
    found = {}
    for name in relations:
        relation: Any = rows.model._meta.get_field(name)
        theirs = relation.related_model._base_manager
        found[f"has_{name}"] = Exists(theirs.filter(**{relation.field.name: OuterRef("pk")}))
    return rows.annotate(**found)


def has(subject: Model, relation: str) -> bool:
    """May the subject have such rows? True where nobody asked beforehand."""
    return bool(getattr(subject, f"has_{relation}", True))
