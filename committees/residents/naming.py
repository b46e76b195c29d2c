"""Somebody named in one field: 「3-502 刘国强」 is a person of the register, 「刘国强」 a name."""

from typing import Any

from django.core.exceptions import ValidationError

from committees.residents.models import Resident
from committees.territory.models import Committee
from jiedao.common.chinese import room_key, tidy
from jiedao.common.forms import TidyCharField

LONGEST = 50
HINT = "住在本小区的，把门牌也写上，例如“3-502 刘国强”；住在别处的只写姓名"


class SomebodyField(TidyCharField):
    """The cleaned value is the text; `somebody` finds whom it means."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, "help_text": HINT, **kwargs})


def somebody(committee: Committee, text: str) -> Resident | str:
    """The present resident behind the door that was written, or the name as it stands.

    ValidationError when nobody of that name lives behind the door, or two do.
    """
    first, _, rest = tidy(text).partition(" ")
    door, name = room_key(first), rest.strip()
    if door is None or not name:
        if len(text) > LONGEST:
            raise ValidationError(f"姓名最多 {LONGEST} 个字。")
        if door is not None:
            raise ValidationError(f"请把姓名也写上，例如“{first} 刘国强”。")
        return text
    living = Resident.objects.present().filter(committee=committee, name=name)
    found = list(living.filter(household__dwelling__door=door)[:2])
    if not found:
        raise ValidationError(f"{door} 没有登记叫“{name}”的人。")
    if len(found) > 1:
        raise ValidationError(f"{door} 有两位“{name}”，请只写姓名。")
    one: Resident = found[0]
    return one


def words_of(resident: Resident | None, name: str) -> str:
    """What stands in the field for somebody who is kept."""
    if resident is None:
        return name
    return f"{resident.household.dwelling.door} {resident.name}"
