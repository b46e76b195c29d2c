"""Two abstract models: rows that several people edit, and rows that can be taken back."""

from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models

from jiedao.common.errors import Conflict

BIN_DAYS = 30
"""Days a removed row stays in the recycle bin (CONTRACTS, Figures)."""

M = TypeVar("M", bound=models.Model)


class Versioned(models.Model):
    """A row edited from a page that may be old: the page carries the version it showed."""

    version = models.PositiveIntegerField("修改次数", default=1, editable=False)

    class Meta:
        abstract = True

    def expect(self, version: int) -> None:
        """Claim the next version on a locked row; save `version` with the rest.

        Raises Conflict(self) when the row was saved since the page was made.
        """
        if self.version != version:
            raise Conflict(self)
        self.version += 1


class RecyclableQuerySet(models.QuerySet[M]):
    """Reading words of rows that can be taken back; subclass it in `querysets.py`."""

    def kept(self) -> Self:
        """Rows that are not removed."""
        return self.filter(removed_at__isnull=True)

    def in_bin(self, now: datetime) -> Self:
        """Rows removed in the last BIN_DAYS days, newest first."""
        since = now - timedelta(days=BIN_DAYS)
        return self.filter(removed_at__gt=since).order_by("-removed_at")


class Recyclable(models.Model):
    """A row that 撤销 takes off the lists; nothing is deleted before the bin is emptied."""

    removed_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    removed_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="撤销人",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def is_kept(self) -> bool:
        return self.removed_at is None
