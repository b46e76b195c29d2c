"""Open items come back on the agenda by themselves; closing a meeting counts them."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from committees.people.models import User
from meetings.convening.closing import when_over
from meetings.convening.models import Meeting
from meetings.resolutions.models import ActionItem, ItemStep
from meetings.resolutions.states import StepKind


@when_over
def count_returns(meeting: Meeting, *, by: User, at: datetime) -> int:
    """The meeting is over: what an earlier one of its kind agreed and is still open has stood on
    one more agenda. Counted once a meeting, however often this is called. Gives the number.
    """
    with transaction.atomic():
        returning = ActionItem.objects.returning_to(meeting).select_for_update(of=("self",))
        counted = ItemStep.objects.filter(kind=StepKind.CARRIED, meeting=meeting)
        items = list(returning.exclude(pk__in=counted.values("item")).order_by("pk"))
        ItemStep.objects.bulk_create(
            ItemStep(item=item, kind=StepKind.CARRIED, by=by, meeting=meeting, at=at)
            for item in items
        )
        ActionItem.objects.filter(pk__in=[item.pk for item in items]).update(
            times=F("times") + 1, version=F("version") + 1
        )
    return len(items)
