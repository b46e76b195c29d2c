"""A meeting adopts a regulation: its outcome and the version that comes into force are joined."""

from datetime import date, datetime

from django.db import transaction

from committees.journal.actions import record
from committees.people.models import User
from committees.regulations.applying import put_in_force
from committees.regulations.models import RegulationVersion
from jiedao.common.errors import Refused
from meetings.resolutions.models import Adoption, Resolution
from meetings.resolutions.policies import may_write
from meetings.resolutions.rules import adopted_words


def adopt(
    resolution: Resolution,
    version: RegulationVersion,
    *,
    by: User,
    at: datetime,
    in_force_on: date | None = None,
) -> Adoption:
    """The draft applies from `in_force_on` (the day of the meeting) and says by which vote.

    Refused for a regulation of another committee, when the outcome has adopted one already, and
    as `put_in_force` is (its text must be in order, the person elected).
    """
    with transaction.atomic():
        resolution = (
            Resolution.objects.select_for_update(of=("self",))
            .select_related("committee", "meeting__rules", "vote__meeting__rules")
            .get(pk=resolution.pk)
        )
        may_write(by, resolution.meeting).require()
        if version.regulation.committee_id != resolution.committee_id:
            raise Refused("这份制度不属于本居委会。")
        if Adoption.objects.filter(resolution=resolution).exists():
            raise Refused("这条议定事项已经通过了一份制度。")
        vote = resolution.vote.outcome if resolution.vote else None
        version = put_in_force(
            version,
            by=by,
            adopted_on=resolution.made_on,
            adopted_words=adopted_words(
                resolution.made_on,
                resolution.meeting.title,
                vote.words if vote else "",
                resolution.words,
            ),
            at=at,
            in_force_on=in_force_on,
        )
        made: Adoption = Adoption.objects.create(
            resolution=resolution, version=version, by=by, at=at
        )
        record("outcome.adopt", made, by=by, committee=resolution.committee, label=resolution.words)
    return made
