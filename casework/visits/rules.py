"""How a plan of visits is said. Pure."""

from datetime import date

LONG = 90
"""「90 天没走访」: calendar days, whether somebody is looked after there or not."""
WEEK = 7
RECENT = 3
"""Visits the household's page shows."""


def days_words(day: date, today: date) -> str:
    """「今天」, 「昨天」, 「51 天前」; a day ahead is 「还有 6 天」."""
    days = (today - day).days
    if days < 0:
        return f"还有 {-days} 天"
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天前")


def due_words(next_visit_on: date, today: date) -> str:
    """「今天该去」, 「过了 12 天」, 「6 天后去」."""
    late = (today - next_visit_on).days
    if late == 0:
        return "今天该去"
    return f"过了 {late} 天" if late > 0 else f"{-late} 天后去"
