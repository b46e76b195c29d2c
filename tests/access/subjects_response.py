"""Rows of the street's table of levels for the access matrix; they belong to no committee."""

from collections.abc import Callable
from typing import Any

from casework.response.models import ClockLevel, ClockRule, Rung
from committees.territory.models import Committee
from tests.cast import Cast


def clock_level(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": ClockLevel.objects.get(level=4).pk}


def clock_rule(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": ClockRule.objects.get(kind="advice").pk}


def rung(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": Rung.objects.get(level=1, clock="contact", rank=5).pk}


RESPONSE: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "clock_level": clock_level,
    "clock_rule": clock_rule,
    "rung": rung,
}
