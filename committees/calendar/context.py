"""`portal_calendar_missing`: the years whose days off nobody has written down yet."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from committees.calendar.querysets import missing_years


def calendar(request: HttpRequest) -> dict[str, object]:
    """Context processor. Asks the database only when a template shows the banner."""
    years = SimpleLazyObject(lambda: missing_years(timezone.localdate()))
    return {"portal_calendar_missing": years}
