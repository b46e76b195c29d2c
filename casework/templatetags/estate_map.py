"""Words of 为民地图 that a template needs."""

from datetime import date

from django import template

from casework.log.households import people_of
from casework.map.rules import since_words
from committees.residents.models import Household
from jiedao.common.chinese import split_surname

register = template.Library()


@register.filter
def days_ago(last: date | None, today: date) -> str:
    """「103 天前」, 「今天」, 「还没去过」."""
    return since_words(last, today)


@register.filter
def family(household: Household) -> str:
    """「刘家」: enough for a sheet of paper that may be left behind; empty without anybody."""
    head = next(iter(people_of(household)), "")
    return f"{split_surname(head)[0]}家" if head else ""
