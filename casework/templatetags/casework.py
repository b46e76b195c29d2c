"""How entries and households stand in a list. No filter asks the database for more."""

from django import template
from django.utils import timezone

from casework.cases.models import Case
from casework.log import households, rules
from casework.log.models import LogEntry
from committees.residents.models import Household

register = template.Library()
register.filter("first_line", rules.first_line)


@register.filter
def household_line(household: Household) -> str:
    """「3 号楼 502 室 刘桂芳」."""
    return households.household_words(household)


@register.filter
def head_name(household: Household) -> str:
    """The head of the household, to the own committee."""
    return next(iter(households.people_of(household)), "")


@register.filter
def entry_place(entry: LogEntry) -> str:
    """「3 号楼 502 室 刘桂芳」, or what was written."""
    return households.place_words(entry)


@register.filter
def later(entry: LogEntry) -> bool:
    """Written down on another day (补记, R7)."""
    return rules.written_later(entry.happened_on, timezone.localdate(entry.recorded_at))


@register.filter
def case_of(entry: LogEntry) -> Case | None:
    """The case the entry became; its cases are prefetched."""
    return next((case for case in entry.cases.all() if case.is_kept), None)
