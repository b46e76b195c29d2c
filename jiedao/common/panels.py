"""A page about one object, to which slices above its own bring their parts.

The slice of the page owns the board; the app's `ready()` pins the parts, one line for each, in
the order of the screen. So arrows between slices keep pointing downwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Part:
    """A built panel: the template reads what the builder gave as `panel`."""

    template: str
    panel: Any


@dataclass
class Board(Generic[Subject]):
    """`build(subject, reader, at)` gives what a template shows; None: nothing of it today."""

    pinned: list[tuple[str, Callable[[Subject, Any, datetime], Any]]] = field(default_factory=list)

    def pin(self, template: str, build: Callable[[Subject, Any, datetime], Any]) -> None:
        """Add a part below those that are there."""
        self.pinned.append((template, build))

    def parts(self, subject: Subject, reader: Any, at: datetime) -> list[Part]:
        """What this reader sees of the subject now."""
        built = (Part(template, build(subject, reader, at)) for template, build in self.pinned)
        return [part for part in built if part.panel is not None]
