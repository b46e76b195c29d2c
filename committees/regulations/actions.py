"""Drafts, issue, adoption and repeal. What has come into force is never rewritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.regulations.models import Basis, Regulation, RegulationVersion, Requirement
from committees.regulations.policies import (
    may_keep_library,
    may_put_in_force,
    may_record_earlier,
    may_write,
)
from committees.regulations.rules import TEXT_MOST, Demand, demand_fault, faults, says_number
from committees.regulations.states import MOVES, Level, VersionState
from jiedao.common.chinese import ngram_text, pinyin_words
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move

RESERVED_SLUGS = frozenset({"mine", "own", "drafts", "street", "filings", "requirements"})
SLUG_MOST = 38


@dataclass(frozen=True)
class Wording:
    """What a version says about itself. `is_summary`: notes of ours, not the official text."""

    text: str
    number: str = ""
    issuer: str = ""
    source: str = ""
    note: str = ""
    is_summary: bool = False


def wording_of(version: RegulationVersion) -> Wording:
    return Wording(
        version.text,
        version.number,
        version.issuer,
        version.source,
        version.note,
        version.is_summary,
    )


@dataclass(frozen=True)
class Need:
    """A requirement to be: which article asks for what. `blank` is where the model says it."""

    article: int
    demand: Demand
    blank: str = ""


def needs_of(version: RegulationVersion) -> list[Need]:
    return [Need(one.article, one.demand, one.blank) for one in version.requirements.all()]


# The library of the street


def enter_regulation(
    regulation: Regulation, wording: Wording, *, by: User, at: datetime
) -> RegulationVersion:
    """A new entry of the library with its first draft. Nobody else sees it before it is issued.

    Refused to everybody but the clerk. Its address is made of the sound of its name.
    """
    with transaction.atomic():
        may_keep_library(by).require()
        regulation.slug = _free_slug(regulation.name)
        regulation.save()
        record("regulations.enter", regulation, by=by, label=regulation.slug)
        return draft_version(regulation, wording, by=by, at=at)


def _free_slug(name: str) -> str:
    sound = "-".join(word for word in pinyin_words(name) if word.isascii() and word.isalnum())
    stem = sound[:SLUG_MOST].strip("-").lower() or "zhidu"
    taken = set(Regulation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken | RESERVED_SLUGS:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def draft_version(
    regulation: Regulation,
    wording: Wording,
    *,
    by: User,
    at: datetime,
    taken_from: RegulationVersion | None = None,
    filled: Mapping[str, str] | None = None,
    like: RegulationVersion | None = None,
    needs: Iterable[Need] = (),
) -> RegulationVersion:
    """A draft of the next version. `like`: what it rests on and asks for is copied from there,
    unless `needs` says otherwise.

    Refused while there is another draft: one text is worked on at a time.
    """
    with transaction.atomic():
        regulation = Regulation.objects.select_for_update(of=("self",)).get(pk=regulation.pk)
        may_write(by, regulation).require()
        if regulation.versions.drafts().exists():
            raise Refused("已经有一份草稿了，请接着改那一份，或者先把它删掉。")
        version = RegulationVersion(
            regulation=regulation,
            taken_from=taken_from,
            filled=dict(filled or {}),
            author=by,
            created_at=at,
        )
        _say(version, wording)
        version.save()
        _copy(version, like, list(needs) or (needs_of(like) if like else []))
        record("regulations.draft", version, by=by, committee=regulation.committee)
    return version


def _copy(version: RegulationVersion, like: RegulationVersion | None, needs: list[Need]) -> None:
    if like is not None:
        Basis.objects.bulk_create(
            Basis(version=version, rests_on_id=one.rests_on_id, article=one.article)
            for one in like.bases.all()
        )
    Requirement.objects.bulk_create(_requirement(version, need) for need in needs)


def _requirement(version: RegulationVersion, need: Need) -> Requirement:
    return Requirement(
        version=version,
        article=need.article,
        measure=need.demand.measure,
        meeting_kind=need.demand.meeting_kind,
        meeting_name=need.demand.kind_name,
        period=need.demand.period,
        number=need.demand.number,
        blank=need.blank,
    )


def _say(version: RegulationVersion, wording: Wording) -> None:
    """Text and what the search finds. Refuses an empty text, and one that is a book."""
    if not wording.text.strip():
        raise Refused("请写“正文”。")
    if len(wording.text) > TEXT_MOST:
        raise Refused(f"正文太长，最多 {TEXT_MOST} 字，现在 {len(wording.text)} 字。")
    version.text, version.is_summary = wording.text, wording.is_summary
    version.number, version.issuer = wording.number, wording.issuer
    version.source, version.note = wording.source, wording.note
    version.tokens = ngram_text(version.regulation.name, version.number, version.text)


def change_draft(
    version: RegulationVersion, wording: Wording, *, edits: int, by: User
) -> RegulationVersion:
    """Change a draft. `edits` is what the page showed: Conflict when somebody saved meanwhile.

    Refused when it has come into force: a later text is a new version.
    """
    with transaction.atomic():
        version = _locked_draft(version)
        may_write(by, version.regulation).require()
        version.expect(edits)
        before = digest(version)
        _say(version, wording)
        version.author = by
        version.save()
        _journal("regulations.change", version, by, before)
    return version


def drop_draft(version: RegulationVersion, *, by: User) -> None:
    """Throw a draft away. A committee's entry without any other version goes with it."""
    with transaction.atomic():
        version = _locked_draft(version)
        regulation = version.regulation
        may_write(by, regulation).require()
        before = digest(version)
        record(
            "regulations.drop",
            version,
            by=by,
            committee=regulation.committee,
            before=before,
            after="",
        )
        version.delete()
        if regulation.level == Level.COMMITTEE and not regulation.versions.exists():
            regulation.delete()


def _locked_draft(version: RegulationVersion) -> RegulationVersion:
    found: RegulationVersion = (
        RegulationVersion.objects.select_for_update(of=("self",))
        .select_related("regulation__committee")
        .get(pk=version.pk)
    )
    if not found.is_draft:
        raise Refused("这一版已经施行，不能再改。要改请另写新的一版。")
    return found


def _journal(act: str, version: RegulationVersion, by: User, before: str) -> None:
    record(act, version, by=by, committee=version.regulation.committee, before=before)


# What a draft asks for and rests on


def require(version: RegulationVersion, need: Need, *, by: User) -> Requirement:
    """Add a requirement to a draft, or change the one of the same measure.

    Refused when the draft has no such article, or the demand makes no sense.
    """
    with transaction.atomic():
        version = _locked_draft(version)
        may_write(by, version.regulation).require()
        _check_need(version, need)
        old = version.requirements.filter(
            measure=need.demand.measure, meeting_kind=need.demand.meeting_kind
        ).first()
        before = digest(old) if old else ""
        made = _requirement(version, need)
        if old:
            made.pk, made.blank = old.pk, old.blank
        made.save()
        record(
            "regulations.require",
            made,
            by=by,
            committee=version.regulation.committee,
            before=before,
        )
    return made


def _check_need(version: RegulationVersion, need: Need) -> None:
    fault = demand_fault(need.demand)
    if fault:
        raise Refused(fault)
    if need.article not in version.reading.numbers:
        raise Refused(f"正文里没有第 {need.article} 条，请看一下“依据第几条”。")


def stop_requiring(requirement: Requirement, *, by: User) -> RegulationVersion:
    """Take a requirement off a draft."""
    with transaction.atomic():
        version = _locked_draft(requirement.version)
        may_write(by, version.regulation).require()
        before = digest(requirement)
        record(
            "regulations.unrequire",
            requirement,
            by=by,
            committee=version.regulation.committee,
            before=before,
            after="",
        )
        Requirement.objects.filter(pk=requirement.pk).delete()
    return version


def rest_on(
    version: RegulationVersion, other: RegulationVersion, *, article: int, by: User
) -> Basis:
    """Write down what a draft rests on. Refused for itself, drafts, and articles not there."""
    with transaction.atomic():
        version = _locked_draft(version)
        may_write(by, version.regulation).require()
        if other.is_draft or other.regulation_id == version.regulation_id:
            raise Refused("依据要选已经施行的另一个制度。")
        if article and article not in other.reading.numbers and not other.is_summary:
            raise Refused(f"“{other}”里没有第 {article} 条。")
        made, is_new = Basis.objects.get_or_create(version=version, rests_on=other, article=article)
        if is_new:
            record("regulations.rest", made, by=by, committee=version.regulation.committee)
    return made


def stop_resting(basis: Basis, *, by: User) -> RegulationVersion:
    with transaction.atomic():
        version = _locked_draft(basis.version)
        may_write(by, version.regulation).require()
        before = digest(basis)
        record(
            "regulations.unrest",
            basis,
            by=by,
            committee=version.regulation.committee,
            before=before,
            after="",
        )
        Basis.objects.filter(pk=basis.pk).delete()
    return version


def unsaid(version: RegulationVersion) -> list[str]:
    """Requirements whose article does not say their number: shown beside the draft."""
    read = version.reading
    found = []
    for one in version.requirements.all():
        article = read.article(one.article)
        if article is not None and not says_number(article.text, one.number):
            found.append(f"{article.label}里没有写“{one.number}”，请核对：{one}。")
    return found


# Coming into force


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
        version = _locked_draft(version)
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
        _journal("regulations.put-in-force", version, by, before)
    return version


def issue(
    version: RegulationVersion, *, by: User, in_force_on: date, at: datetime
) -> RegulationVersion:
    """The street publishes a draft of its own library, from a day on (it may lie ahead).

    Committees that made their own from an older version of a model are offered the change.
    A model keeps its blanks. Refused to everybody but the clerk, and for a committee's text.
    """
    with transaction.atomic():
        version = _locked_draft(version)
        may_keep_library(by).require()
        if version.regulation.committee_id is not None:
            raise Refused("居委会的制度由居委会自己通过。")
        before = digest(version)
        _come_into_force(version, in_force_on, by=by, at=at)
        _journal("regulations.issue", version, by, before)
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


# The end of a regulation


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
