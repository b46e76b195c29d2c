"""From when on a text applies, when it is looked at again, and its end."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.regulations.actions import journal, locked_draft
from committees.regulations.models import Basis, Regulation, RegulationVersion
from committees.regulations.policies import (
    may_keep_library,
    may_put_in_force,
    may_record_earlier,
    may_write,
)
from committees.regulations.rules import faults
from committees.regulations.states import MOVES, VersionState
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move


def put_in_force(
    version: RegulationVersion,
    *,
    by: User,
    adopted_on: date,
    adopted_words: str,
    at: datetime,
    in_force_on: date | None = None,
    recorded_later: bool = False,
) -> RegulationVersion:
    """A committee's draft was adopted: it applies from `in_force_on` (the day of adoption).

    `adopted_words` is the public fact: 「2026年3月5日居民代表会议，应到 40 人，实到 35 人，33 人
    赞成」. `recorded_later`: 补录 of a meeting that is not in the portal, by the director alone.
    The text is final from now on; older versions stay readable as 「有新版」. Refused for
    texts of the street, for anything but a draft, for a text that is not in order or still has
    blanks, for a requirement without its article, and for a day that has not come.
    """
    with transaction.atomic():
        version = locked_draft(version)
        regulation = version.regulation
        may_put_in_force(by, regulation).require()
        if recorded_later:
            may_record_earlier(by, regulation).require()
        if not adopted_words.strip():
            raise Refused("请写“怎么通过的”，例如：2026年3月5日居民代表会议通过。")
        if adopted_on > timezone.localdate(at):
            raise Refused("通过日期还没有到，请看一下日期。")
        before = digest(version)
        version.adopted_on, version.adopted_words = adopted_on, adopted_words.strip()
        version.recorded_later = recorded_later
        _come_into_force(version, in_force_on or adopted_on, by=by, at=at)
        journal("regulations.put-in-force", version, by, before)
    return version


def issue(
    version: RegulationVersion, *, by: User, in_force_on: date, at: datetime
) -> RegulationVersion:
    """The street publishes a draft of its own library, from a day on (it may lie ahead).

    Committees that made their own from an older version of a model are offered the change.
    A model keeps its blanks. Refused to everybody but the clerk, and for a committee's text.
    """
    with transaction.atomic():
        version = locked_draft(version)
        may_keep_library(by).require()
        if version.regulation.committee_id is not None:
            raise Refused("居委会的制度由居委会自己通过。")
        before = digest(version)
        _come_into_force(version, in_force_on, by=by, at=at)
        journal("regulations.issue", version, by, before)
    return version


def _come_into_force(version: RegulationVersion, day: date, *, by: User, at: datetime) -> None:
    check_move(MOVES, version.state, VersionState.IN_FORCE)
    regulation = version.regulation
    if regulation.repealed_on is not None:
        raise Refused("这个制度已经废止，不能再出新版。")
    if version.adopted_on is not None and day < version.adopted_on:
        raise Refused("施行日期不能早于通过日期。")
    wrong = _not_in_order(version)
    if wrong:
        raise Refused("".join(wrong[:3]))
    if regulation.versions.issued().filter(in_force_on=day).exists():
        raise Refused("同一天已经有一版开始施行了，请换一个施行日期。")
    version.state, version.in_force_on = VersionState.IN_FORCE, day
    version.issued_by, version.issued_at = by, at
    version.save()


def _not_in_order(version: RegulationVersion) -> list[str]:
    """A model may keep blanks; notes of an official text need no articles."""
    if version.is_summary:
        return []
    wrong = faults(version.text)
    if version.regulation.is_model:
        wrong = [one for one in wrong if not one.startswith("还有空没填")]
    numbers = version.reading.numbers
    lost = [one for one in version.requirements.all() if one.article not in numbers]
    return wrong + [f"要求“{one}”依据的第 {one.article} 条不在正文里。" for one in lost]


def users_of(regulation: Regulation, day: date) -> list[Regulation]:
    """Committees' own texts made from this model that apply on that day, in the street's order."""
    versions = RegulationVersion.objects.in_force(day).filter(regulation__model=regulation)
    rows = versions.select_related("regulation__committee")
    return [one.regulation for one in rows.order_by("regulation__committee__order", "pk")]


def repeal(regulation: Regulation, *, by: User, on: date, why: str, at: datetime) -> Regulation:
    """It is repealed from a day on and stays readable as 「已废止」.

    Texts that committees made from it go on applying; they are shown as resting on something
    repealed. Refused to everybody but the clerk (a committee's own: its director), without a
    reason, and twice.
    """
    with transaction.atomic():
        regulation = Regulation.objects.select_for_update(of=("self",)).get(pk=regulation.pk)
        if regulation.committee_id is None:
            may_keep_library(by).require()
        else:
            may_record_earlier(by, regulation).require()
        if regulation.repealed_on is not None:
            raise Refused("已经废止了。")
        if not regulation.versions.issued().exists():
            raise Refused("还没有施行过，不用废止，把草稿删掉就行。")
        if not why.strip():
            raise Refused("请写“为什么废止”，几个字就行。")
        before = digest(regulation)
        regulation.repealed_on, regulation.repealed_why = on, why.strip()
        regulation.save(update_fields=["repealed_on", "repealed_why"])
        record(
            "regulations.repeal",
            regulation,
            by=by,
            committee=regulation.committee,
            before=before,
        )
    return regulation


def remove(regulation: Regulation, *, by: User, on: date) -> None:
    """Take an entry out of the library that was never issued.

    Refused while committees have adopted it, or another text rests on it, with their number;
    and for whatever has been in force, which is history. Such an entry can be repealed.
    """
    with transaction.atomic():
        regulation = Regulation.objects.select_for_update(of=("self",)).get(pk=regulation.pk)
        may_keep_library(by).require()
        _refuse_to_lose(regulation, on)
        before = digest(regulation)
        record("regulations.remove", regulation, by=by, before=before, after="")
        RegulationVersion.objects.filter(regulation=regulation).delete()
        regulation.delete()


def _refuse_to_lose(regulation: Regulation, on: date) -> None:
    users = users_of(regulation, on)
    if users:
        names = "、".join(str(one.committee.short_name) for one in users[:3] if one.committee)
        more = "等" if len(users) > 3 else ""
        raise Refused(
            f"{names}{more} {len(users)} 个居委会正在用按它写的制度，不能删掉。可以“废止”："
            "各居委会的文本继续有效，页面上会提醒他们。"
        )
    resting = Basis.objects.filter(rests_on__regulation=regulation).exclude(
        version__regulation=regulation
    )
    if resting.exists() or regulation.made_from_it.exists():
        raise Refused("还有别的制度以它为依据，不能删掉，可以“废止”。")
    if regulation.committee_id is not None or regulation.versions.issued().exists():
        raise Refused("施行过的制度要留作历史，不能删掉，可以“废止”。")


def set_review(regulation: Regulation, *, by: User, on: date | None) -> Regulation:
    """Say when the text is to be looked at again; None takes the day away."""
    with transaction.atomic():
        regulation = Regulation.objects.select_for_update(of=("self",)).get(pk=regulation.pk)
        may_write(by, regulation).require()
        before = digest(regulation)
        regulation.review_due_on = on
        regulation.save(update_fields=["review_due_on"])
        record(
            "regulations.review",
            regulation,
            by=by,
            committee=regulation.committee,
            before=before,
        )
    return regulation
