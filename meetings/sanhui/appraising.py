"""An appraisal: scores and opinions, the rectification plan, and how it goes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from committees.calendar.querysets import work_calendar
from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reminders.actions import cancel
from committees.reminders.states import Rule
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile
from meetings.sanhui.matters import (
    any_held,
    between,
    locked,
    not_ahead,
    of_part,
    plan_words,
    remind,
)
from meetings.sanhui.models import Appraisal, Check, Matter, Score
from meetings.sanhui.policies import may_work_on
from meetings.sanhui.rules import Line, sensible_scores
from meetings.sanhui.states import Part


def write_appraisal(
    matter: Matter,
    *,
    by: User,
    present: int,
    lines: Sequence[Line],
    opinions: str,
    made_on: date,
    version: int,
    at: datetime,
) -> Appraisal:
    """Scores and opinions; the plan of the unit is due so many working days after. Refused before
    the meeting, for more ticks than people, and once the plan was filed."""
    with transaction.atomic():
        matter = locked(matter)
        of_part(matter, Part.APPRAISAL)
        may_work_on(by, matter).require()
        any_held(matter)
        not_ahead(made_on, at)
        sensible_scores(lines, present).require()
        there = Appraisal.objects.select_for_update().filter(matter=matter).first()
        appraisal = there or Appraisal(matter=matter, written_by=by)
        before = digest(there) if there else ""
        if there is not None:
            if there.plan_filed_on is not None:
                raise Refused("整改方案已经交了，打分不能再改。")
            there.expect(version)
        days = matter.meeting.rules.follow_up_days
        appraisal.present, appraisal.opinions, appraisal.made_on = present, opinions, made_on
        appraisal.plan_due_on = work_calendar().add(made_on, days).on
        appraisal.save()
        Score.objects.filter(appraisal=appraisal).delete()
        Score.objects.bulk_create(
            Score(
                appraisal=appraisal,
                order=order,
                item=line.item,
                good=line.good,
                fair=line.fair,
                poor=line.poor,
            )
            for order, line in enumerate(lines, 1)
        )
        record(
            "sanhui.appraise", appraisal, by=by, committee=matter.meeting.committee, before=before
        )
        remind(appraisal, matter, appraisal.plan_due_on, plan_words(matter), at)
    return appraisal


def file_plan(
    matter: Matter,
    *,
    by: User,
    filed_on: date,
    text: str,
    file: CleanFile | None,
    file_name: str,
    at: datetime,
) -> Appraisal:
    """The rectification plan arrived on that day. Refused twice, empty, and before the scores."""
    with transaction.atomic():
        matter, appraisal = _appraisal(matter, by)
        if appraisal.plan_filed_on is not None:
            raise Refused("整改方案已经交过了。")
        if not text and file is None:
            raise Refused("请写上整改方案，或者选一个文件。")
        between(appraisal.made_on, filed_on, at)
        committee, before = matter.meeting.committee, digest(appraisal)
        appraisal.plan_filed_on, appraisal.plan_text = filed_on, text
        if file is not None:
            appraisal.plan_file = store_file(file, name=file_name, by=by, committee=committee)
        appraisal.version += 1
        appraisal.save()
        record("sanhui.plan", appraisal, by=by, committee=committee, before=before)
        cancel(Rule.CASE, [appraisal])
    return appraisal


def look_again(matter: Matter, *, by: User, on: date, text: str, at: datetime) -> Check:
    """A regular look at how the rectification goes. Refused before the plan was filed."""
    with transaction.atomic():
        matter, appraisal = _appraisal(matter, by)
        if appraisal.plan_filed_on is None:
            raise Refused("整改方案还没有交，交了以后再去看。")
        between(appraisal.plan_filed_on, on, at)
        check = Check.objects.create(appraisal=appraisal, on=on, text=text, by=by)
        record("sanhui.check", check, by=by, committee=matter.meeting.committee)
    return check


def finish_rectifying(
    matter: Matter, *, by: User, done_on: date, note: str, at: datetime
) -> Appraisal:
    """Everything was put right. Refused before the plan was filed, and twice."""
    with transaction.atomic():
        matter, appraisal = _appraisal(matter, by)
        if appraisal.plan_filed_on is None:
            raise Refused("整改方案还没有交。")
        if appraisal.done_on is not None:
            raise Refused("已经记过整改好了。")
        between(appraisal.plan_filed_on, done_on, at)
        before = digest(appraisal)
        appraisal.done_on, appraisal.done_note = done_on, note
        appraisal.version += 1
        appraisal.save()
        record("sanhui.done", appraisal, by=by, committee=matter.meeting.committee, before=before)
    return appraisal


def _appraisal(matter: Matter, by: User) -> tuple[Matter, Appraisal]:
    matter = locked(matter)
    may_work_on(by, matter).require()
    appraisal = Appraisal.objects.select_for_update().filter(matter=matter).first()
    if appraisal is None:
        raise Refused("还没有记打分，先记打分。")
    return matter, appraisal
