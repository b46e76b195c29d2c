"""Databases that live as long as the measuring: what is in the real one is never touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from committees.calendar.querysets import work_calendar
from jiedao.portal.demo.loader import Tell, load
from jiedao.portal.demo.setting import YEAR, Setting

NAME = "jiedao_bench_{years}"


class Databases:
    """One database for each length of history; at any time the connection is at one of them."""

    def __init__(self) -> None:
        self._settings: dict[str, Any] = connection.settings_dict
        self._test_name = self._settings["TEST"].get("NAME")
        self.real: str = self._settings["NAME"]
        self._made: list[int] = []

    def make(self, years: int) -> None:
        """Empty and migrated, beside the real one; a leftover of the same name is replaced."""
        self._go_to(self.real)
        self._settings["TEST"]["NAME"] = NAME.format(years=years)
        self._made.append(years)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)

    def use(self, years: int) -> None:
        self._go_to(NAME.format(years=years))

    def drop(self) -> None:
        """All of them, and back to the real one."""
        for years in self._made:
            self.use(years)
            connection.creation.destroy_test_db(self.real, verbosity=0)
        self._settings["TEST"]["NAME"] = self._test_name
        self._go_to(self.real)

    def _go_to(self, name: str) -> None:
        connection.close()
        self._settings["NAME"] = name
        cache.clear()


@contextmanager
def databases() -> Iterator[Databases]:
    """Dropped whatever happens inside."""
    all_of_them = Databases()
    try:
        yield all_of_them
    finally:
        all_of_them.drop()


def fill(years: int, tell: Tell) -> int:
    """Years of invented history up to this moment, with statistics fresh; gives the rows."""
    setting = Setting(
        now=timezone.localtime(), days=years * YEAR, calendar=work_calendar(), full_register=True
    )
    store = load(setting, tell=tell)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return sum(store.counts.values())
