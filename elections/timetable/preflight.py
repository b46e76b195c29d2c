"""Before an election moves on: a list of conditions, each with the page whose button mends it.

Every slice knows its own conditions and adds them here (`elections/apps.py` loads their
`preflight.py`), so that no arrow between slices points upwards.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import Resolver404, get_script_prefix, resolve

from elections.timetable.models import Election
from elections.timetable.states import Stage
from jiedao.common.errors import ALLOWED, Verdict, no

Move = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One condition in words; where it is not met, `page` is the page that mends it, as its
    address below the election's: 「body/」 for `/e/<key>/body/`."""

    words: str
    ok: bool
    page: str = ""
    button: str = ""
    key: str = ""

    @property
    def url(self) -> str:
        return url_of(self.page, self.key) if self.page else ""


Check = Callable[[Election, date], Iterable[Line]]

_CHECKS: dict[Move, list[Check]] = {}
_PAGES: dict[Move, tuple[str, str]] = {}


def before(*moves: Move) -> Callable[[Check], Check]:
    """Register a check: `@before((Stage.BODY, Stage.REGISTRATION))`. One query or two a check."""

    def register(check: Check) -> Check:
        for move in moves:
            known = _CHECKS.setdefault(move, [])
            if check not in known:
                known.append(check)
        return check

    return register


def made_on(page: str, button: str, *moves: Move) -> None:
    """These moves are made by an act of another page (opening the poll, signing the result); the
    desk leads there instead of offering a button of its own."""
    for move in moves:
        _PAGES[move] = (page, button)


def page_of(old: str, new: str) -> tuple[str, str]:
    """(the page, the label of its button) that makes this move; empty words: the desk."""
    return _PAGES.get((old, new), ("", ""))


def lines(election: Election, to: str, on: date) -> list[Line]:
    """Everything that must be so before the election moves to `to` on that day."""
    checks = _CHECKS.get((election.stage, to), [])
    return [line for check in checks for line in check(election, on)]


def ready(election: Election, to: str, on: date) -> Verdict:
    """May it move? 「还不能进入“名单公布”：第 4 号公告还没有发布。」"""
    open_lines = [line.words for line in lines(election, to, on) if not line.ok]
    if not open_lines:
        return ALLOWED
    return no(f"还不能进入“{Stage(to).label}”：{'；'.join(open_lines)}。")


def url_of(page: str, key: str) -> str:
    """The address of this page of the election; empty where the portal does not answer."""
    url = f"{get_script_prefix()}e/{key}/{page}"
    return url if _answers(url) else ""


def _answers(url: str) -> bool:
    try:
        resolve(url)
    except Resolver404:
        return False
    return True
