"""Writing up a method, changing it, taking it up, telling how it went."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from meetings.convening.models import Meeting
from meetings.experience.models import Experience, InUse
from meetings.experience.policies import may_edit, may_use, may_write_up


@dataclass(frozen=True)
class Words:
    """What is written up."""

    title: str
    did: str
    how: str
    result: str


def publish(
    committee: Committee, *, by: User, words: Words, meeting: Meeting | None, at: datetime
) -> Experience:
    """Put a method into the library; all committees read it at once.

    Refused for another committee than one's own, and for a meeting that is not of the whole street.
    """
    with transaction.atomic():
        may_write_up(by, committee).require()
        if meeting is not None and not meeting.whole_street:
            raise Refused("这个会不是街道交流会。")
        experience = Experience(
            committee=committee, meeting=meeting, written_by=by, published_at=at
        )
        _fill(experience, words)
        record("experience.publish", experience, by=by, committee=committee, label=words.title)
    return experience


def change(experience: Experience, *, by: User, words: Words, version: int) -> Experience:
    """Change the text; its place in the list stays. `Conflict` when somebody else saved first."""
    with transaction.atomic():
        rows = Experience.objects.select_for_update(of=("self",)).select_related("committee")
        experience = rows.get(pk=experience.pk)
        may_edit(by, experience).require()
        experience.expect(version)
        before = digest(experience)
        _fill(experience, words)
        record(
            "experience.change", experience, by=by, committee=experience.committee, before=before
        )
    return experience


def use(
    experience: Experience, *, by: User, committee: Committee, since: date, told: str, at: datetime
) -> InUse:
    """「我们也在用」, and how it went. Once for each committee; a second time changes the words.

    Refused for the committee that wrote it up, and for a day to come.
    """
    with transaction.atomic():
        experience = Experience.objects.select_for_update().get(pk=experience.pk)
        may_use(by, experience, committee).require()
        today = timezone.localdate(at)
        if since > today:
            raise Refused("日期还没到，请再看一下。")
        there = InUse.objects.filter(experience=experience, committee=committee).first()
        before = digest(there) if there else ""
        row = there or InUse(experience=experience, committee=committee)
        if told != row.told:
            row.told, row.told_on = told, today if told else None
        row.since, row.by = since, by
        row.save()
        record("experience.use", row, by=by, committee=committee, before=before)
    return row


def _fill(experience: Experience, words: Words) -> None:
    experience.title, experience.did = words.title, words.did
    experience.how, experience.result = words.how, words.result
    experience.save()
