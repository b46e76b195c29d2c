"""Reading notices. `public` is the one definition of what a resident may see."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.notices.states import NoticeKind, NoticeState
from committees.reach.querysets import in_reach, reach_of
from jiedao.common.search import search_filter

NOT_RELEASED = (NoticeState.DRAFT, NoticeState.REVIEW, NoticeState.WITHDRAWN)


class NoticeQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """In the working list: own committee's, and the street's own for its staff."""
        if reach_of(user).whole_street:
            return self
        return in_reach(self, user)  # type: ignore[return-value]

    def public(self, at: datetime) -> "NoticeQuerySet":
        """Released for the web, its minute has come, not withdrawn. Expired ones stay readable,
        but an aid notice is gone with its last minute (R32)."""
        return self.filter(
            ~Q(kind=NoticeKind.AID) | Q(expires_at__gt=at),
            state=NoticeState.RELEASED,
            on_web=True,
            publish_at__lte=at,
        )

    def not_out(self, at: datetime) -> "NoticeQuerySet":
        """Nobody outside can have read them yet, or any more: drafts, taken down, still to come."""
        ahead = Q(state=NoticeState.RELEASED, publish_at__gt=at)
        return self.filter(Q(state__in=NOT_RELEASED) | ahead)

    def gone(self, at: datetime) -> "NoticeQuerySet":
        """Once public and taken down: by somebody, or an aid notice by its own end. 410."""
        was_public = Q(publish_at__lte=at, on_web=True)
        return self.filter(
            was_public & Q(state=NoticeState.WITHDRAWN)
            | was_public & Q(state=NoticeState.RELEASED, kind=NoticeKind.AID, expires_at__lte=at)
        )

    def current(self, at: datetime) -> "NoticeQuerySet":
        """Public and not yet expired; what lists show."""
        return self.public(at).filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))

    def listed(self) -> "NoticeQuerySet":
        """Aid notices are never listed or searchable on the web (R32)."""
        return self.exclude(kind=NoticeKind.AID)

    def matching(self, query: str) -> "NoticeQuerySet":
        """By the characters of title, place, time and text; an empty query matches all."""
        return search_filter(self, "tokens", query) if query.strip() else self

    def with_extras(self) -> "NoticeQuerySet":
        """`has_files` and `has_corrections`, so that most pages need not ask for them."""
        from committees.notices.models import Correction, NoticeFile

        extended: NoticeQuerySet = self.annotate(
            has_files=Exists(NoticeFile.objects.filter(notice=OuterRef("pk"))),
            has_corrections=Exists(Correction.objects.filter(notice=OuterRef("pk"), waiting=False)),
        )
        return extended

    # Tabs of the desk

    def drafts(self) -> "NoticeQuerySet":
        return self.filter(state=NoticeState.DRAFT)

    def in_review(self) -> "NoticeQuerySet":
        """等第二人确认: the notice itself, or a correction of it."""
        return self.filter(
            Q(state=NoticeState.REVIEW) | Q(state=NoticeState.RELEASED, corrections__waiting=True)
        )

    def running(self, at: datetime) -> "NoticeQuerySet":
        """Released and not expired; scheduled ones too."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at), state=NoticeState.RELEASED
        )

    def expired(self, at: datetime) -> "NoticeQuerySet":
        return self.filter(state=NoticeState.RELEASED, expires_at__lte=at)

    def withdrawn(self) -> "NoticeQuerySet":
        return self.filter(state=NoticeState.WITHDRAWN)


class OfNoticeQuerySet(QuerySet):  # type: ignore[type-arg]
    """Rows that belong to a notice: seen by whoever sees the notice at the desk."""

    def visible_to(self, user: Any) -> Self:
        if reach_of(user).whole_street:
            return self
        return in_reach(self, user, "notice__committee")  # type: ignore[return-value]


class NoticeFileQuerySet(OfNoticeQuerySet):
    pass


class CorrectionQuerySet(OfNoticeQuerySet):
    def effective(self) -> "CorrectionQuerySet":
        return self.filter(waiting=False)

    def board_open(self) -> "CorrectionQuerySet":
        """「换下旧的、贴新的、拍照」 is still to be done (R8)."""
        return self.filter(waiting=False, board_done_at__isnull=True)


class BoardPostingQuerySet(OfNoticeQuerySet):
    def up(self) -> "BoardPostingQuerySet":
        return self.filter(taken_down_at__isnull=True)

    def stale(self, at: datetime) -> "BoardPostingQuerySet":
        """Still on the board though the notice has expired or was withdrawn (S36)."""
        return self.up().filter(
            Q(notice__expires_at__lte=at) | Q(notice__state=NoticeState.WITHDRAWN)
        )
