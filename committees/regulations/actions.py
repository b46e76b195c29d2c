"""Drafts of the library and of the committees. What has come into force is never rewritten.

What a draft asks for stands in `requiring`, from when on it applies in `applying`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.regulations.models import Basis, Regulation, RegulationVersion, Requirement
from committees.regulations.policies import (
    may_keep_library,
    may_write,
)
from committees.regulations.rules import TEXT_MOST, Demand
from committees.regulations.states import Level
from jiedao.common.chinese import ngram_text, pinyin_words
from jiedao.common.errors import Refused

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
    Requirement.objects.bulk_create(requirement_of(version, need) for need in needs)


def requirement_of(version: RegulationVersion, need: Need) -> Requirement:
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
        version = locked_draft(version)
        may_write(by, version.regulation).require()
        version.expect(edits)
        before = digest(version)
        _say(version, wording)
        version.author = by
        version.save()
        journal("regulations.change", version, by, before)
    return version


def drop_draft(version: RegulationVersion, *, by: User) -> None:
    """Throw a draft away. A committee's entry without any other version goes with it."""
    with transaction.atomic():
        version = locked_draft(version)
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


def locked_draft(version: RegulationVersion) -> RegulationVersion:
    found: RegulationVersion = (
        RegulationVersion.objects.select_for_update(of=("self",))
        .select_related("regulation__committee")
        .get(pk=version.pk)
    )
    if not found.is_draft:
        raise Refused("这一版已经施行，不能再改。要改请另写新的一版。")
    return found


def journal(act: str, version: RegulationVersion, by: User, before: str) -> None:
    record(act, version, by=by, committee=version.regulation.committee, before=before)
