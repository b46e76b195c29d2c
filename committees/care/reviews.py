"""Labels whose day to be looked at again has come: counted for 今日, told once a week."""

from datetime import date, datetime, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from committees.care.models import CareLabel
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.reminders.states import Rule
from committees.territory.models import Committee

FROM_HOUR, TO_HOUR = 7, 21
"""Nobody is told at night (CONTRACTS, "Figures")."""


def remind_of_reviews(at: datetime) -> int:
    """Tell directors, and whoever wrote the labels and still works there, once a week.

    One message a committee, with a number and no name. Gives the committees told; running it
    again the same week tells nobody twice.
    """
    local = timezone.localtime(at)
    if not FROM_HOUR <= local.hour < TO_HOUR:
        return 0
    day = local.date()
    monday = day - timedelta(days=day.weekday())
    rows = (
        CareLabel.objects.to_review(day)
        .order_by()
        .values("committee")
        .annotate(people=Count("resident", distinct=True))
    )
    waiting = {row["committee"]: row["people"] for row in rows}
    for committee in Committee.objects.filter(pk__in=waiting):
        tell(
            _who_looks(committee, day),
            about=committee,
            text=f"有 {waiting[committee.pk]} 位居民的关爱情况该核对了",
            at=at,
            committee=committee,
            url=reverse("care-review"),
            key=f"review-{monday.isoformat()}",
            rule=Rule.REVIEW,
        )
    return len(waiting)


def _who_looks(committee: Committee, day: date) -> list[User]:
    directors = User.objects.posted_in(committee, [Role.DIRECTOR], day)
    noted = CareLabel.objects.to_review(day).filter(committee=committee).values("noted_by")
    at_work = [Role.MEMBER, Role.BRANCH, Role.STATION]
    writers = User.objects.posted_in(committee, at_work, day).filter(pk__in=noted)
    return [*directors, *writers]
