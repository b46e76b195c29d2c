"""Minutes as an official paper: what stands on it, whatever the file format."""

from django.utils import timezone

from jiedao.common.official import Paper, lines_of
from meetings.minutes.drafting import full_day, presence_of
from meetings.minutes.models import Minutes


def paper_of(minutes: Minutes) -> Paper:
    """纪要 in the layout of GB/T 9704: red mark, text, 出席/请假/列席, a table to sign."""
    meeting = minutes.meeting
    added = [
        f"补正第 {one.number} 号（{full_day(one.at)}）：{one.text}" for one in minutes.addenda.all()
    ]
    body = "\n".join([minutes.body, *added])
    return Paper(
        title=f"{meeting.title}纪要",
        mark=f"{meeting.committee}会议纪要",
        lines=lines_of(body),
        groups=presence_of(meeting).groups,
        signers=[(line.name, line.office) for line in minutes.signatures.all()],
        issuer=str(meeting.committee),
        day=full_day(minutes.locked_at or minutes.drafted_at),
    )


def file_name(minutes: Minutes) -> str:
    """「东苑居委会联席会议纪要20261125」"""
    meeting = minutes.meeting
    day = timezone.localtime(meeting.starts_at)
    return f"{meeting.committee.short_name}{meeting.title}纪要{day:%Y%m%d}"
