"""The table of special days as a `WorkCalendar`."""

from datetime import date

from django.apps import apps

from committees.calendar.rules import years_needed
from jiedao.common.workdays import WorkCalendar


def work_calendar() -> WorkCalendar:
    """The street's working calendar as the table stands now. One query."""
    special_day = apps.get_model("committees", "SpecialDay")
    return WorkCalendar.of(special_day._default_manager.values_list("day", "kind", "name"))


def missing_years(today: date) -> list[int]:
    """This year, and from mid-November the next, when nothing is written down. One query."""
    special_day = apps.get_model("committees", "SpecialDay")
    years = special_day._default_manager.order_by().values_list("day__year", flat=True).distinct()
    loaded = set(years)
    return [year for year in years_needed(today) if year not in loaded]
