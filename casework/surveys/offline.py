"""Which pages of a running round somebody takes along on her own device."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from casework.surveys.models import SurveyPart
from committees.people.models import User

MOST_BUILDINGS = 12
"""Pages kept for the doors; a device asks for each of them when they change."""


def pages_to_take(user: User, on: date) -> list[str]:
    """Rounds that run today and their buildings: her own first, then those of whoever has time.

    One query. Nothing of a round in which she walks no building.
    """
    parts = (
        SurveyPart.objects.visible_to(user)
        .filter(Q(member=user) | Q(member__isnull=True))
        .filter(round__starts_on__lte=on, round__ends_on__gte=on)
        .order_by("member_id", "round_id", "building__order", "building_id")
        .values_list("round_id", "building_id", "member_id")
    )
    hers = sorted(parts, key=lambda part: part[2] is None)[:MOST_BUILDINGS]
    rounds = dict.fromkeys(round_ for round_, _, _ in hers)
    return [
        *(reverse("survey", args=[round_]) for round_ in rounds),
        *(reverse("survey-building", args=[round_, house]) for round_, house, _ in hers),
    ]
