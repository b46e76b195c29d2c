"""Who sees a tally before it is published: whoever counts, and only what is hers to see.

A teller reads her own sheets. 总监票人 and the head of the election body read both sheets of a
batch once both are closed. Everybody else, the street too, reads nothing (E8).
"""

from typing import Any

from django.db.models import Q, QuerySet

from committees.reach.querysets import reach_of
from committees.reach.states import Role

COUNTING = (Role.TELLER, Role.SCRUTINEER, Role.ELECTION_HEAD)
SUPERVISING = (Role.SCRUTINEER, Role.ELECTION_HEAD)


class BatchQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "BatchQuerySet":
        mine = reach_of(user).committees_as(COUNTING)
        return self.filter(round__election__committee__in=mine)

    def in_force(self) -> "BatchQuerySet":
        """Not replaced by counting it again."""
        return self.filter(in_force=True)


class SheetQuerySet(QuerySet):  # type: ignore[type-arg]
    sheet_path = ""

    def visible_to(self, user: Any) -> "SheetQuerySet":
        reach = reach_of(user)
        path = self.sheet_path
        election = f"{path}batch__round__election__committee__in"
        own = Q(**{f"{path}by": user.pk, election: reach.committees_as(COUNTING)})
        closed = Q(
            **{
                f"{path}batch__both_closed": True,
                election: reach.committees_as(SUPERVISING),
            }
        )
        return self.filter(own | closed)


class LineQuerySet(SheetQuerySet):
    sheet_path = "sheet__"


class MarkQuerySet(SheetQuerySet):
    sheet_path = "paper__sheet__"


class WallQuerySet(QuerySet):  # type: ignore[type-arg]
    """The 正字 wall is open to all in the room; typed totals only to those who supervise."""

    def visible_to(self, user: Any) -> "WallQuerySet":
        mine = reach_of(user).committees_as(SUPERVISING)
        return self.filter(round__election__committee__in=mine)


class WrittenInQuerySet(QuerySet):  # type: ignore[type-arg]
    """Whom voters wrote on the ballot tells how they voted: only those who supervise."""

    def visible_to(self, user: Any) -> "WrittenInQuerySet":
        mine = reach_of(user).committees_as(SUPERVISING)
        return self.filter(line__contest__round__election__committee__in=mine)
