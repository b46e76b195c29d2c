"""What slices above do when something below them has changed, without an arrow pointing upwards.

The slice below owns the list and calls it inside the act's transaction; the app's `ready()` lets
the others join, one line each.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

Change = TypeVar("Change")


class Followers(Generic[Change]):
    """Called like a function. Each answers with a sentence for the person, or with nothing."""

    def __init__(self) -> None:
        self._joined: list[Callable[[Change], str]] = []

    def join(self, follower: Callable[[Change], str]) -> None:
        """Follow from now on; whoever joined already is not called twice."""
        if follower not in self._joined:
            self._joined.append(follower)

    def __call__(self, change: Change) -> str:
        """Their sentences, in the order in which they joined."""
        return "".join([follower(change) for follower in self._joined])
