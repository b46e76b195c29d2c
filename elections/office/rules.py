"""The committee in office: make-up, terms, recall, by-election (DOMAIN §1.2, T9, T10). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from committees.care.rules import months_later
from committees.upkeep.rules import months_before
from elections.rulesets.rules import Rules
from elections.rulesets.states import Kin
from meetings.reviews.rules import Grade

ALARM_MONTHS = (3, 6, 12)
"""How long before a term ends the street is told, the nearest first (issue 5)."""
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Officer:
    name: str
    is_woman: bool


def make_up(
    officers: Sequence[Officer], kin: Iterable[tuple[str, str, str]], rules: Rules
) -> list[str]:
    """What is wrong with a committee's make-up, a sentence each: number, a woman, kin."""
    count, least, most = len(officers), rules.members_least, rules.members_most
    found = []
    if not least <= count <= most:
        found.append(f"居委会成员要 {least} 到 {most} 人，现在 {count} 人。")
    if rules.woman_required and not any(one.is_woman for one in officers):
        found.append("居委会成员里要有妇女。")
    names = {one.name for one in officers}
    return found + [
        f"{one}和{other}是{Kin(kind).label}，不能同时任职。"
        for one, other, kind in kin
        if kind in rules.kin_kinds and {one, other} <= names
    ]


def term_ends(began_on: date, rules: Rules) -> date:
    """The last day of a term that began that day."""
    return months_later(began_on, rules.term_years * MONTHS_A_YEAR) - timedelta(days=1)


def term_alarm(ends_on: date, today: date) -> int | None:
    """12, 6 or 3 months before the end, 0 once it is over; None while there is time."""
    if today > ends_on:
        return 0
    return next((n for n in ALARM_MONTHS if today >= months_before(ends_on, n)), None)


def unfit(grades: Sequence[str], rules: Rules) -> bool:
    """不称职 so many times in a row, the latest last: the office ends (2025 law)."""
    row = rules.unfit_in_a_row
    last = grades[-row:]
    return bool(row) and len(last) == row and all(one == Grade.INCOMPETENT for one in last)


def recall_barred_until(voted_down_on: date, rules: Rules) -> date:
    """The first day on which the same facts may be brought again."""
    return months_later(voted_down_on, rules.recall_bar_years * MONTHS_A_YEAR)


def fill_until(members_left: int, vacant_since: date, rules: Rules) -> date | None:
    """T10: the day by which a committee with so few members has to be filled up; else None."""
    if members_left >= rules.vacancy_members:
        return None
    return months_later(vacant_since, rules.vacancy_months)
