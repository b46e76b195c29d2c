"""The two ways the portal says no, and the answer of a policy.

A refusal is a sentence for the person at the screen: what does not work and what to do.
"""

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """An act is not possible now. `reason` is a Chinese sentence; the view answers 422 with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(Exception):
    """Somebody else saved the same row first. `current` is the row as it stands; answered 409."""

    def __init__(self, current: Any) -> None:
        super().__init__("这条记录刚才有别人改过，请看两边。")
        self.current = current


@dataclass(frozen=True)
class Verdict:
    """What a policy says: allowed when `reason` is empty, otherwise the reason why not."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def require(self) -> None:
        """Raise Refused with the reason unless allowed."""
        if self.reason:
            raise Refused(self.reason)


ALLOWED = Verdict()


def no(reason: str) -> Verdict:
    """A verdict that refuses; an empty reason is a programmer's mistake (ValueError)."""
    if not reason:
        raise ValueError("a refusal needs its reason")
    return Verdict(reason)
