"""Words of 为民地图 that a template needs."""

from datetime import date

from django import template

from casework.map.rules import since_words

register = template.Library()


@register.filter
def days_ago(last: date | None, today: date) -> str:
    """「103 天前」, 「今天」, 「还没去过」."""
    return since_words(last, today)
