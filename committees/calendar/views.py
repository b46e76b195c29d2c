"""The year's days off and make-up working days."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees.calendar.actions import add_days, remove_day
from committees.calendar.forms import DaysForm
from committees.calendar.models import SpecialDay
from committees.people.access import me
from committees.submissions.once import once
from committees.territory.access import get_or_post, keeps_directory
from jiedao.common.http import see_other

YEARS_AHEAD = 2


@get_or_post
@keeps_directory
@once
def periods(request: HttpRequest) -> HttpResponseBase:
    """One year at a time; a line that is unclear keeps all lines out."""
    today = timezone.localdate()
    year = _year(request, today)
    form = DaysForm(request.POST if request.method == "POST" else None, year=year)
    if form.is_valid():
        added = add_days(year, form.cleaned_data["lines"], by=me(request))
        words = (
            f"添好了 {added.days} 天。{added.said}"
            if added.days
            else "这些天都已经有了，没有改动。"
        )
        messages.success(request, words)
        return see_other(f"{reverse('settings-periods')}?year={year}")
    days = SpecialDay.objects.filter(day__year=year)
    context = {
        "form": form,
        "year": year,
        "tabs": _tabs(year, today),
        "holidays": [(name, list(rows)) for name, rows in groupby(days, key=lambda row: row.name)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "committees/calendar/periods.html", context, status=status)


def _year(request: HttpRequest, today: date) -> int:
    """The year of `?year=`, or this one."""
    text = request.GET.get("year", "")
    choices = {str(year): year for year in _years(today)}
    return choices.get(text, today.year)


def _years(today: date) -> list[int]:
    loaded = SpecialDay.objects.order_by().values_list("day__year", flat=True).distinct()
    return sorted({*loaded, *range(today.year, today.year + YEARS_AHEAD)})


def _tabs(year: int, today: date) -> list[dict[str, object]]:
    return [
        {"label": f"{each} 年", "href": f"?year={each}", "current": each == year}
        for each in _years(today)
    ]


@keeps_directory
@require_POST
@once
def period_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    day, said = remove_day(get_object_or_404(SpecialDay, pk=pk), by=me(request))
    messages.success(request, f"{day.month}月{day.day}日删掉了。要恢复，照原样再添上就行。{said}")
    return see_other(f"{reverse('settings-periods')}?year={day.year}")
