"""Acts on a label: written, looked at again, ended with a reason, taken back the same day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from committees.care.changing import LABELS_CHANGED
from committees.care.consents import (
    Said,
    close_label,
    last_answer,
    locked,
    note_answer,
    still_given,
)
from committees.care.models import CareLabel, Consent, LabelKind
from committees.care.policies import may_keep_care
from committees.care.rules import ASKED, grounds_for, next_review, purposes_of
from committees.care.states import Answer, Detail, Ground, Purpose
from committees.journal.actions import digest, record
from committees.residents.models import Resident
from jiedao.common.errors import Refused

MOST_SPECIFIC = (Purpose.HEALTH, Purpose.CHILD, Purpose.CARE)
"""Which of several consents a label points to; all of them must be in force."""


@dataclass(frozen=True)
class LabelWords:
    """What is written of a label beside person and kind."""

    ground: Ground
    since: date
    source: str = ""
    disability: str = ""
    grade: int | None = None
    words: str = ""


@transaction.atomic
def give_label(
    resident: Resident,
    kind: LabelKind,
    words: LabelWords,
    *,
    by: Any,
    at: datetime,
    said: Said | None = None,
) -> CareLabel:
    """Write why somebody is looked after. `said` records the answers that are still missing.

    Refused for somebody who left, for a kind she has or that is out of use, on a ground that does
    not fit (a child's guardian answers; only a body's decision is statutory duty), without the
    detail the kind asks for, and on consent where nobody agreed or somebody refused since.
    """
    resident = locked(resident)
    may_keep_care(by, resident.committee_id).require()
    today = timezone.localdate(at)
    _check_person(resident)
    _check_words(resident, kind, words, today)
    consent = None
    if words.ground in ASKED:
        consent = _agreed(resident, kind, said, by=by, at=at)
    label = CareLabel.objects.create(
        committee_id=resident.committee_id,
        resident=resident,
        kind=kind,
        disability=words.disability if kind.detail == Detail.DISABILITY else "",
        grade=words.grade if kind.detail == Detail.DISABILITY else None,
        words=words.words,
        since=words.since,
        review_on=next_review(words.ground, kind.review_months, today),
        source=words.source,
        ground=words.ground,
        consent=consent,
        noted_by=by,
        noted_at=at,
    )
    record("care.label", label, by=by, committee=resident.committee)
    LABELS_CHANGED(label.committee_id)
    return label


def _check_person(resident: Resident) -> None:
    if resident.merged_into_id is not None:
        raise Refused("这条登记已经并到另一条里，请到那一条上写。")
    if resident.departed_on is not None:
        raise Refused("这个人已经不住在这里了。")


def _check_words(resident: Resident, kind: LabelKind, words: LabelWords, today: date) -> None:
    if not kind.enabled:
        raise Refused("这个类别街道已经停用。")
    if words.since > today:
        raise Refused("开始的日期不能是以后。")
    if words.ground not in grounds_for(resident.age(today), kind.nature):
        raise Refused("这个类别不能用这个依据，请另选一个。")
    if words.ground not in ASKED and not words.source:
        raise Refused("没有本人同意的，请写明是谁认定的，或者当时是什么情况。")
    check_detail(kind, words.disability, words.grade, words.words)
    if resident.labels.current().filter(kind=kind).exists():
        raise Refused(f"“{kind}”已经写过了。")


def check_detail(kind: LabelKind, disability: str, grade: int | None, words: str) -> None:
    """The kind says what has to stand beside it."""
    if kind.detail == Detail.DISABILITY and not (disability and grade):
        raise Refused("请选残疾类别和等级，残疾人证上有。")
    if kind.detail == Detail.WORDS and not words:
        raise Refused("请写一句说明，去帮忙的人要知道怎么帮。")


def _agreed(
    resident: Resident, kind: LabelKind, said: Said | None, *, by: Any, at: datetime
) -> Consent:
    """The consents the label needs, those missing written down now; the most specific one."""
    today = timezone.localdate(at)
    given: dict[str, Consent] = {}
    for purpose in sorted(purposes_of(resident.age(today), kind.nature)):
        consent = still_given(resident, purpose, today)
        if consent is None:
            last = last_answer(resident, purpose)
            if said is None or (last and last.answer == Answer.REFUSED and said.on < last.on):
                raise Refused(
                    f"还没有“{purpose.label}”的同意，写不了这个类别。不同意登记不影响帮忙。"
                )
            consent = note_answer(resident, purpose, Answer.GIVEN, said, by=by, at=at)
        given[purpose] = consent
    return next(given[purpose] for purpose in MOST_SPECIFIC if purpose in given)


def _label(label: CareLabel, by: Any) -> CareLabel:
    """The person locked first, then the label: the same order everywhere."""
    locked(label.resident)
    found: CareLabel = (
        CareLabel.objects.select_for_update(of=("self",)).select_related("kind").get(pk=label.pk)
    )
    may_keep_care(by, found.committee_id).require()
    return found


@transaction.atomic
def end_label(label: CareLabel, *, by: Any, on: date, why: str, at: datetime) -> CareLabel:
    """It is over, and why. Refused when it has ended, before it began, and for a day to come."""
    label = _label(label, by)
    if label.until is not None:
        raise Refused("这个类别已经结束了。")
    if on < label.since:
        raise Refused("结束日期不能早于开始日期。")
    if on > timezone.localdate(at):
        raise Refused("结束日期不能是以后。")
    close_label(label, by=by, on=on, why=why, at=at)
    return label


@transaction.atomic
def look_again(
    label: CareLabel, *, by: Any, at: datetime, version: int, words: LabelWords | None = None
) -> CareLabel:
    """核对过: still so, or so with another detail. 下次核对 moves on by the kind's months.

    Refused when it has ended; `Conflict` when somebody else looked at it since the page was made.
    """
    label = _label(label, by)
    if label.until is not None:
        raise Refused("这个类别已经结束了。")
    today = timezone.localdate(at)
    before = digest(label)
    label.expect(version)
    if words is not None:
        check_detail(label.kind, words.disability, words.grade, words.words)
        label.disability, label.grade = words.disability, words.grade
        label.words, label.source = words.words, words.source
    label.reviewed_on = today
    label.review_on = next_review(label.ground, label.kind.review_months, today)
    label.save()
    record("care.look_again", label, by=by, committee=label.committee, before=before)
    return label


def written_today(label: CareLabel, day: date) -> bool:
    return timezone.localdate(label.noted_at) == day


def ended_today(label: CareLabel, day: date) -> bool:
    return label.ended_at is not None and timezone.localdate(label.ended_at) == day


@transaction.atomic
def take_back(label: CareLabel, *, by: Any, at: datetime) -> str:
    """撤销, the same day: an end is undone, or else a label written by mistake goes for good.

    Gives the sentence for the screen. Refused on another day, and for an end that came from a
    consent taken back, as long as there is no new one.
    """
    label = _label(label, by)
    today = timezone.localdate(at)
    before = digest(label)
    if ended_today(label, today):
        _check_reopening(label, today)
        label.until = label.ended_by = label.ended_at = None
        label.ended_why, label.version = "", label.version + 1
        label.save()
        record("care.restore", label, by=by, committee=label.committee, before=before)
        LABELS_CHANGED(label.committee_id)
        return f"撤销了，“{label.kind}”还在。"
    if label.until is None and written_today(label, today):
        record("care.remove", label, by=by, committee=label.committee, before=before, after="")
        label.delete()
        LABELS_CHANGED(label.committee_id)
        return f"撤销了，没有写“{label.kind}”。"
    raise Refused("只能撤销当天写的。以前写的请点“不再是了”，写上原因。")


def _check_reopening(label: CareLabel, today: date) -> None:
    resident = label.resident
    if resident.labels.current().filter(kind=label.kind).exists():
        raise Refused(f"“{label.kind}”已经重新写过了。")
    if label.ground in ASKED:
        for purpose in purposes_of(resident.age(today), label.kind.nature):
            if not still_given(resident, purpose, today):
                raise Refused("同意已经撤回，要恢复请先再问一次，记下同意。")
