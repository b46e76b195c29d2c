"""Residents' names in free text, for readers outside the committee (PRACTICE §1, DOMAIN §6.4)."""

from collections.abc import Iterable, Mapping

from django.db.models import F, TextField, Value

from committees.residents.models import Resident
from jiedao.common.masks import mask_name

SHORTEST = 2
"""A single character is no name that could be found in a text."""


def residents_named(texts: Iterable[str], committees: Iterable[int]) -> dict[str, str]:
    """Names of residents of these committees that stand in the texts, with masks. One query."""
    said = Value("\n".join(texts), output_field=TextField())
    found = Resident.objects.filter(committee__in=list(committees)).annotate(said=said)
    names = found.filter(said__contains=F("name")).values_list("name", flat=True)
    return {name: mask_name(name) for name in names.distinct() if len(name) >= SHORTEST}


def hide_names(text: str, names: Mapping[str, str]) -> str:
    """The text with every name masked; longer names first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, names[name])
    return text
