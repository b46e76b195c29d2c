"""Bringing material, taking it away again, saying that one has read it."""

from datetime import datetime

from django.db import transaction

from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile
from meetings.convening.models import Meeting
from meetings.study.models import Material, Reading
from meetings.study.policies import may_add

MOST = 20


def add_material(
    meeting: Meeting,
    *,
    by: User,
    title: str,
    text: str,
    file: CleanFile | None,
    file_name: str = "",
    at: datetime,
) -> Material:
    """A text or a file to study. Refused when there is neither, for more than 20, and for a
    meeting that is no study session or was cancelled."""
    with transaction.atomic():
        rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "rules")
        meeting = rows.get(pk=meeting.pk)
        may_add(by, meeting).require()
        if not text and file is None:
            raise Refused("请写上内容，或者选一个文件。")
        if Material.objects.filter(meeting=meeting).count() >= MOST:
            raise Refused(f"一次学习会最多 {MOST} 份材料。")
        committee = meeting.committee
        stored = store_file(file, name=file_name, by=by, committee=committee) if file else None
        material: Material = Material.objects.create(
            meeting=meeting, title=title, text=text, file=stored, added_by=by, added_at=at
        )
        record("study.add", material, by=by, committee=committee, label=title)
    return material


def remove_material(material: Material, *, by: User) -> None:
    """It was the wrong one. The journal keeps its digest."""
    with transaction.atomic():
        rows = Material.objects.select_for_update(of=("self",))
        material = rows.select_related("meeting__committee", "meeting__rules").get(pk=material.pk)
        may_add(by, material.meeting).require()
        committee = material.meeting.committee
        gone = {"before": digest(material), "after": "", "label": material.title}
        record("study.remove", material, by=by, committee=committee, **gone)
        material.delete()


def note_reading(meeting: Meeting, *, by: User, at: datetime) -> Reading:
    """「我看过了」: everything there is now. Refused for whoever is not on the list."""
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not meeting.attendees.filter(user=by).exists():
            raise Refused("您不在这次学习会的名单上，不用记。")
        reading, _ = Reading.objects.update_or_create(
            meeting=meeting, user=by, defaults={"read_at": at}
        )
        record("study.read", reading, by=by, committee=meeting.committee, label=meeting.title)
    return reading
