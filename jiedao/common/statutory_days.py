"""Rest days and make-up working days of 2025 and 2026.

Source: State Council notices 国办发明电〔2024〕12号 (2024-11-12) and of 2025-11-04, as listed in
DOMAIN §4.3. The notice for 2027 was not published when this was written: the table the street
edits is seeded from here, and a year without rows is shown as missing, never guessed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

Kind = Literal["rest", "work"]
Row = tuple[date, Kind, str]

_HOLIDAYS: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    # name, first day off, days off, make-up working days
    ("元旦", "2025-01-01", 1, ()),
    ("春节", "2025-01-28", 8, ("2025-01-26", "2025-02-08")),
    ("清明节", "2025-04-04", 3, ()),
    ("劳动节", "2025-05-01", 5, ("2025-04-27",)),
    ("端午节", "2025-05-31", 3, ()),
    ("国庆节、中秋节", "2025-10-01", 8, ("2025-09-28", "2025-10-11")),
    ("元旦", "2026-01-01", 3, ("2026-01-04",)),
    ("春节", "2026-02-15", 9, ("2026-02-14", "2026-02-28")),
    ("清明节", "2026-04-04", 3, ()),
    ("劳动节", "2026-05-01", 5, ("2026-05-09",)),
    ("端午节", "2026-06-19", 3, ()),
    ("中秋节", "2026-09-25", 3, ()),
    ("国庆节", "2026-10-01", 7, ("2026-09-20", "2026-10-10")),
)


def _rows() -> Iterator[Row]:
    for name, first, length, make_up in _HOLIDAYS:
        for offset in range(length):
            yield date.fromisoformat(first) + timedelta(days=offset), "rest", name
        for day in make_up:
            yield date.fromisoformat(day), "work", name


STATUTORY_DAYS: tuple[Row, ...] = tuple(sorted(_rows()))
