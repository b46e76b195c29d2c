"""Writing the fiction down: many rows at once, and how many of each."""

from collections import Counter
from collections.abc import Sequence

from django.db import connection
from django.db.models import Model

BATCH = 1_000


class Store:
    """Rows that carry their derived columns already: `save()` is not called for them."""

    def __init__(self) -> None:
        self.counts: Counter[type[Model]] = Counter()

    def add(self, rows: Sequence[Model]) -> None:
        """Insert rows of one model, in order; they have their ids afterwards."""
        if not rows:
            return
        model = type(rows[0])
        model._base_manager.bulk_create(rows, batch_size=BATCH)
        self.counts[model] += len(rows)

    def change(self, rows: Sequence[Model], *columns: str) -> None:
        """Write these columns of rows that are stored already."""
        if rows:
            type(rows[0])._base_manager.bulk_update(rows, columns, batch_size=BATCH)

    def settle(self) -> None:
        """Let PostgreSQL check the foreign keys so far, or it remembers each row to the end."""
        if connection.vendor == "postgresql":
            connection.check_constraints()

    def take_stock(self) -> None:
        """Tell PostgreSQL how much there is by now: nobody else counts what is not committed, and
        what is read next would be looked up row by row.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
