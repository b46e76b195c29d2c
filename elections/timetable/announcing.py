"""The numbered notices of an election as ordinary notices: drafted, followed, held back."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committees.journal.actions import record
from committees.notices.actions import ask_second_person
from committees.notices.drafting import Draft, draft_notice, set_minute
from committees.notices.models import Notice
from committees.notices.rules import Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from elections.timetable.announcements import BY_NUMBER, GAP, STEP_OF_NUMBERS, Facts
from elections.timetable.models import Announcement, Election, Step
from elections.timetable.moving import finish_steps, locked
from elections.timetable.reminding import remind_of
from elections.timetable.states import Stage
from jiedao.common.errors import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(8)
HANGS_AFTER = timedelta(days=30)
CHANGES_OF_BODY, RESULT = "2-1", "16"
RELEASED_BY_THE_RESULT = frozenset({Stage.PUBLISHED, Stage.HANDED_OVER})
"""From here on the notice of the result is out; another round begins before."""


def may_be_drafted(number: str, stage: str, states: Collection[str]) -> bool:
    """May one more of this number be begun, beside those there are in these states? One of each;
    several changes of the body; and for every round a result, which is released with it."""
    if not states or number == CHANGES_OF_BODY:
        return True
    over = stage in RELEASED_BY_THE_RESULT
    return number == RESULT and not over and set(states) == {NoticeState.RELEASED}


def draft_announcement(
    election: Election, number: str, facts: Facts, *, by: User, at: datetime, ask: bool = False
) -> Announcement:
    """A draft of this numbered notice, filled from the record and timed for the day of its step.

    It is an ordinary notice: changed, confirmed by a second person, printed and corrected at the
    desk of notices. With `ask` it goes to the second person at once. A rehearsal's carries 【演练】
    and is never released. Refused for an unknown number, while one of this number is there, and for
    anybody who does not work in the committee.
    """
    known = BY_NUMBER.get(number)
    if known is None:
        raise Refused("没有这个编号的公告。")
    with transaction.atomic():
        election = locked(election)
        there = standing(election).filter(number=number)
        states = list(there.values_list("notice__state", flat=True))
        if not may_be_drafted(number, election.stage, states):
            raise Refused(f"第 {number} 号公告已经起草了。")
        title = known.title(facts)
        if election.rehearsal:
            title = f"【演练】{title}"[:60]
        minute = _minute(facts.days.get(known.step), at)
        end = last_minute(max(election.polling_on, timezone.localdate(minute or at)) + HANGS_AFTER)
        words = Words(title, known.text(facts), contact_phone=facts.phone)
        notice = draft_notice(
            Draft(words, expires_at=end, on_web=not election.rehearsal),
            kind=NoticeKind.ELECTION,
            committee=election.committee,
            by=by,
            at=at,
        )
        if minute is not None:
            notice = set_minute(notice, minute=minute, by=by, at=at)
        if ask:
            notice = ask_second_person(notice, by=by)
        made: Announcement = Announcement.objects.create(
            election=election, round=None, number=number, notice=notice
        )
        label = f"第 {number} 号"
        record("election.announce", made, by=by, committee=election.committee, label=label)
    return made


def _minute(day: date | None, at: datetime) -> datetime | None:
    """Eight in the morning of the step's day; None when that has passed: as soon as released."""
    minute = datetime.combine(day, MORNING, SHANGHAI) if day else None
    return minute if minute and minute > at else None


def standing(election: Election) -> "QuerySet[Announcement]":
    """Those that were not taken down."""
    rows = Announcement.objects.filter(election=election)
    return rows.exclude(notice__state=NoticeState.WITHDRAWN).select_related("notice")


def is_out(announcement: Announcement, on: date, *, rehearsal: bool) -> bool:
    """Can residents read it on that day? In a rehearsal it is enough that a second person has it:
    nothing of a rehearsal is ever public."""
    notice = announcement.notice
    if rehearsal:
        return notice.state == NoticeState.REVIEW
    if notice.state != NoticeState.RELEASED or notice.publish_at is None:
        return False
    return timezone.localdate(notice.publish_at) <= on


def numbers_out(election: Election, on: date) -> frozenset[str]:
    """The numbers that hang on that day. One query."""
    return frozenset(
        one.number for one in standing(election) if is_out(one, on, rehearsal=election.rehearsal)
    )


def follow_release(notice: Notice) -> str:
    """Joined to the release of every notice: a rehearsal's stays a draft, a text with gaps too; the
    steps whose notices are all out are done."""
    if notice.kind != NoticeKind.ELECTION:
        return ""
    rows = Announcement.objects.select_related("election__committee")
    found = rows.filter(notice=notice).first()
    if found is None:
        return ""
    election = found.election
    if election.rehearsal:
        raise Refused("这是演练的公告，只能起草和请人确认，不能发布。")
    if GAP in notice.body:
        raise Refused("公告里还有“（请填写…）”，请退回，填好再发布。")
    if notice.publish_at is None or notice.released_by is None:
        return ""
    released = standing(election).filter(notice__state=NoticeState.RELEASED)
    there = {*released.values_list("number", flat=True), found.number}
    done = [
        code
        for code, numbers in STEP_OF_NUMBERS.items()
        if found.number in numbers and there >= set(numbers)
    ]
    on = timezone.localdate(notice.publish_at)
    finish_steps(election, done, by=notice.released_by, on=on)
    remind_of(election, now=timezone.now())
    return ""


def days_of(election: Election) -> dict[str, date]:
    """Code of every step -> its day as it stands now. One query."""
    return dict(Step.objects.filter(election=election).values_list("code", "due_on"))


def across(notice: Notice) -> str:
    """「演练」 lies across every sheet of such a notice. One query for a notice of an election."""
    if notice.kind != NoticeKind.ELECTION:
        return ""
    rows = Announcement.objects.filter(notice=notice, election__rehearsal=True)
    return "演练" if rows.exists() else ""
