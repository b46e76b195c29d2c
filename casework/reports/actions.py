"""Writing, sending and answering a work report (《工作汇报制度》)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.reports.models import ReportAnswer, WorkReport
from casework.reports.policies import may_begin, may_edit, may_send, reader_of
from casework.reports.states import MOVES, Reader, ReportState
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move


@dataclass(frozen=True)
class FirstText:
    """What a new report starts with: title, text, and figures as {"words", "href"}."""

    title: str
    text: str
    figures: Sequence[dict[str, str]] = ()


def begin_report(
    committee: Committee, *, by: User, first: date, last: date, start: FirstText, at: datetime
) -> WorkReport:
    """The draft over `first`–`last`; where there is one already, that one.

    Refused for people outside the committee and for a span that has not begun.
    """
    if first > timezone.localdate(at):
        raise Refused("这段时间还没有到，过些天再写。")
    may_begin(by, committee).require()
    with transaction.atomic():
        there: WorkReport | None = WorkReport.objects.filter(
            committee=committee, first=first, last=last
        ).first()
        if there is not None:
            return there
        report = WorkReport(
            committee=committee,
            first=first,
            last=last,
            title=start.title,
            text=start.text,
            figures=list(start.figures),
            author=by,
            created_at=at,
        )
        try:
            with transaction.atomic():
                report.save()
        except IntegrityError:
            return WorkReport.objects.get(committee=committee, first=first, last=last)
        record("work-report.begin", report, by=by, committee=committee, label=report.title)
    return report


def save_report(report: WorkReport, *, by: User, title: str, text: str, version: int) -> WorkReport:
    """Refused once it was sent; `Conflict` when somebody else saved it since."""
    with transaction.atomic():
        report = _locked(report)
        may_edit(by, report).require()
        report.expect(version)
        before = digest(report)
        report.title, report.text = title, text
        report.save(update_fields=["title", "text", "version"])
        _journal("work-report.save", report, by, before)
    return report


def send_report(report: WorkReport, *, by: User, at: datetime) -> WorkReport:
    """草稿 → 等回复: party organisation and street are told at once."""
    with transaction.atomic():
        report = _locked(report)
        may_send(by, report).require()
        check_move(MOVES, report.state, ReportState.SENT)
        before = digest(report)
        report.state, report.sent_at, report.sent_by = ReportState.SENT, at, by
        report.version += 1
        report.save(update_fields=["state", "sent_at", "sent_by", "version"])
        _journal("work-report.send", report, by, before)
        words = f"{report.committee}报来了{report.title}，请看看并回复。"
        _tell(report, _readers(report, at), words, at)
    return report


def take_back_report(report: WorkReport, *, by: User) -> WorkReport:
    """等回复 → 草稿, while nobody has answered."""
    with transaction.atomic():
        report = _locked(report)
        may_send(by, report).require()
        check_move(MOVES, report.state, ReportState.DRAFT)
        if report.answers.exists():
            raise Refused("已经有人回复，不能收回了。有补充的请写进下一次汇报。")
        before = digest(report)
        report.state, report.sent_at, report.sent_by = ReportState.DRAFT, None, None
        report.version += 1
        report.save(update_fields=["state", "sent_at", "sent_by", "version"])
        _journal("work-report.take-back", report, by, before)
    return report


def answer_report(report: WorkReport, *, by: User, text: str, at: datetime) -> ReportAnswer:
    """One answer each from party organisation and street; with both it is 已回复.

    Refused for anybody else, twice for the same reader, and before it was sent.
    """
    with transaction.atomic():
        report = _locked(report)
        reader = reader_of(by, report)
        if reader is None:
            raise Refused("汇报由居民区党组织和街道来回复。")
        if report.state == ReportState.DRAFT:
            raise Refused("这份汇报还没有送出。")
        if report.answers.filter(reader=reader).exists():
            raise Refused(f"{reader.label}已经回复过了。")
        answer = ReportAnswer.objects.create(report=report, reader=reader, text=text, by=by, at=at)
        record("work-report.answer", answer, by=by, committee=report.committee)
        _close_when_both(report)
        people = [person for person in (report.author, report.sent_by) if person is not None]
        _tell(report, people, f"{reader.label}回复了{report.title}。", at)
    return answer


def _close_when_both(report: WorkReport) -> None:
    if report.answers.count() == len(Reader):
        report.state = ReportState.ANSWERED
        report.version += 1
        report.save(update_fields=["state", "version"])


def _readers(report: WorkReport, at: datetime) -> list[User]:
    today = timezone.localdate(at)
    branch = User.objects.posted_in(report.committee, [Role.BRANCH], today)
    clerks = User.objects.posted_in(None, [Role.CLERK], today)
    return [*branch, *clerks]


def _tell(report: WorkReport, people: Sequence[User], text: str, at: datetime) -> None:
    tell(
        {person.pk: person for person in people}.values(),
        about=report,
        text=text,
        at=at,
        committee=report.committee,
        url=reverse("work-report", args=[report.pk]),
    )


def _locked(report: WorkReport) -> WorkReport:
    rows = WorkReport.objects.select_for_update(of=("self",)).select_related("committee")
    locked: WorkReport = rows.get(pk=report.pk)
    return locked


def _journal(act: str, report: WorkReport, by: User, before: str) -> None:
    record(act, report, by=by, committee=report.committee, before=before)
