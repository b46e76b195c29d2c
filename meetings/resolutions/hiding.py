"""Which residents are named in a text that people outside the committee read (PRACTICE §1).

`jiedao.common.masks.hide_known` masks them, here as everywhere.
"""

from collections.abc import Iterable

from django.db.models import F, TextField, Value

from committees.residents.models import Resident


def residents_named(texts: Iterable[str], committees: Iterable[int]) -> list[str]:
    """Names of residents of these committees that stand in the texts. One query."""
    said = Value("\n".join(texts), output_field=TextField())
    found = Resident.objects.filter(committee__in=list(committees)).annotate(said=said)
    return list(found.filter(said__contains=F("name")).values_list("name", flat=True).distinct())
