"""Kinds of meeting a requirement may name. The floor above keeps them and offers them here."""

from collections.abc import Callable

Kinds = list[tuple[str, str]]
"""(key, name), in the street's order."""

_offers: list[Callable[[], Kinds]] = []


def offers_kinds(offer: Callable[[], Kinds]) -> Callable[[], Kinds]:
    """Register where the kinds in use are read: `@offers_kinds`."""
    _offers.append(offer)
    return offer


def kinds_in_use() -> Kinds:
    return [kind for offer in _offers for kind in offer()]
