"""One box, every slice: what a person may see, five of each kind, and where the rest is.

Every group starts from `visible_to(user)`. The street and partners read masked names; strangers
find committees, public notices and the library only. The order of the groups is the order on the
screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import timezone
from django.utils.http import urlencode

from casework.cases.models import Case
from casework.cases.shown import shown_to
from casework.log.households import place_words
from casework.log.models import LogEntry
from committees.notices.models import Notice
from committees.reach.querysets import reach_of
from committees.regulations.models import RegulationVersion
from committees.regulations.rules import paragraphs_with
from committees.residents.models import Household
from committees.residents.shown import household_words, people_of, why_found
from committees.territory.models import Committee
from jiedao.common.chinese import nfkc
from jiedao.common.dates import cn_day, cn_moment
from meetings.convening.models import Meeting

EACH = 5
QUERY_MOST = 60


@dataclass(frozen=True)
class Hit:
    """One line: what it is called, what helps to recognise it, and where it leads."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """Up to five hits of one kind; `more_url` is the full list when there are others."""

    label: str
    hits: Sequence[Hit]
    more_url: str = ""


@dataclass(frozen=True)
class Asked:
    """The query, who asks, and when."""

    text: str
    user: Any
    at: datetime
    today: date

    @property
    def committee_ids(self) -> frozenset[int]:
        return reach_of(self.user).committee_ids

    def masks(self, committee_id: int) -> bool:
        """Names are full for the committee's own people, masked for everybody else."""
        return committee_id not in self.committee_ids


Finders = tuple[Callable[[Asked], Group], ...]


def tidy_query(text: str) -> str:
    return " ".join(nfkc(text).split())[:QUERY_MOST]


def find(asked: Asked) -> list[Group]:
    """Groups with at least one hit. Nothing is asked for an empty query."""
    if not asked.text:
        return []
    reach = reach_of(asked.user)
    finders = PUBLIC
    if reach.whole_street:
        finders = OF_THE_STREET
    elif reach.committee_ids:
        finders = INSIDE
    found = (finder(asked) for finder in finders)
    return [group for group in found if group.hits]


def _group(
    label: str, rows: "QuerySet[Any]", line: Callable[[Any], Hit], path: str, query: str
) -> Group:
    """One row more than shown tells whether there are others; nothing is counted."""
    found = list(rows[: EACH + 1])
    full = f"{get_script_prefix()}{path}?{urlencode({'q': query})}"
    return Group(label, [line(row) for row in found[:EACH]], full if len(found) > EACH else "")


def _address(name: str, fallback: str, *args: Any) -> str:
    """The page by its name; its fixed address while the slice that serves it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return get_script_prefix() + fallback


# 人/户


def households(asked: Asked) -> Group:
    """The own committee's by name, spelling, phone or door; the street by door alone: a name that
    is masked must not be found by asking for it (RELIABILITY A8)."""
    found = Household.objects.visible_to(asked.user).living_here(asked.today)
    order = ("committee__order", "dwelling__door", "pk")
    if reach_of(asked.user).whole_street:
        found = found.at_door(asked.text).order_by(*order)
    else:
        found = found.matching(asked.text, within=asked.committee_ids)
        found = found.best_first(asked.text).order_by("nearness", *order)
    rows = found.with_people().select_related("dwelling__building", "committee")
    return _group("人和户", rows, lambda row: _household(row, asked), "households/", asked.text)


def _household(row: Household, asked: Asked) -> Hit:
    masked = asked.masks(row.committee_id)
    title = household_words(row, masked=masked)
    url = reverse("household", args=[row.pk])
    if masked:
        return Hit(title, row.committee.short_name, url)
    names = people_of(row)
    others = f"同住 {len(names) - 1} 人" if len(names) > 1 else ""
    return Hit(title, "，".join(filter(None, [why_found(asked.text, names), others])), url)


# 事项, 记录, 会议, 通知, 居委会


def cases(asked: Asked) -> Group:
    """By their words, a door, or the number said on the phone (26-31)."""
    rows = (
        Case.objects.visible_to(asked.user)
        .kept()
        .legible_to(asked.user, timezone.now())
        .matching(asked.text)
        .for_lists()
        .order_by("-opened_at", "-pk")
    )
    full = "street/cases/" if reach_of(asked.user).whole_street else "cases/"
    return _group("事项", rows, lambda row: _case(row, asked), full, asked.text)


def _case(row: Case, asked: Asked) -> Hit:
    shown = shown_to(asked.user, row)
    where = row.committee.short_name if shown.masked else shown.line
    detail = " · ".join(filter(None, [where, row.get_state_display()]))
    return Hit(f"{row.spoken_number} {shown.title}", detail, reverse("case", args=[row.pk]))


def entries(asked: Asked) -> Group:
    """The duty log is the committee's own; the street has no page of it."""
    rows = (
        LogEntry.objects.visible_to(asked.user)
        .kept()
        .matching(asked.text, within=asked.committee_ids)
        .for_lists()
        .order_by("-happened_on", "-pk")
    )
    return _group("记录", rows, lambda row: _entry(row, asked), "log/", asked.text)


def _entry(row: LogEntry, asked: Asked) -> Hit:
    title = f"{row.get_kind_display()} {place_words(row)}".strip()
    detail = f"{cn_day(row.happened_on, asked.today)} · {row.text[:40]}"
    return Hit(title, detail, reverse("log-entry", args=[row.pk]))


def meetings(asked: Asked) -> Group:
    rows = (
        Meeting.objects.visible_to(asked.user)
        .filter(Q(title__icontains=asked.text) | Q(place__icontains=asked.text))
        .select_related("committee")
        .order_by("-starts_at", "-pk")
    )
    return _group("会议", rows, lambda row: _meeting(row, asked), "meetings/", asked.text)


def _meeting(row: Meeting, asked: Asked) -> Hit:
    where = f"{row.committee.short_name} · " if asked.masks(row.committee_id) else ""
    url = _address("meeting", f"meetings/{row.pk}/", row.pk)
    return Hit(row.title, f"{where}{cn_moment(row.starts_at, asked.at)} · {row.place}", url)


def desk_notices(asked: Asked) -> Group:
    rows = (
        Notice.objects.visible_to(asked.user)
        .matching(asked.text)
        .select_related("committee")
        .order_by("-created_at", "-pk")
    )
    return _group(
        "通知", rows, lambda row: _notice(row, asked, inside=True), "publish/", asked.text
    )


def public_notices(asked: Asked) -> Group:
    rows = (
        Notice.objects.public(asked.at)
        .listed()
        .matching(asked.text)
        .select_related("committee")
        .order_by("-publish_at", "-pk")
    )
    return _group(
        "通知", rows, lambda row: _notice(row, asked, inside=False), "notices/", asked.text
    )


def _notice(row: Notice, asked: Asked, *, inside: bool) -> Hit:
    url = reverse("notice-preview", args=[row.pk]) if inside else reverse("notice", args=[row.key])
    sender = row.committee.short_name if row.committee else "街道"
    state = (
        row.get_state_display() if inside else cn_moment(row.publish_at or row.created_at, asked.at)
    )
    return Hit(row.title, f"{sender} · {state}", url)


def regulations(asked: Asked) -> Group:
    """What applies today in the library, and one's own; the paragraph that says it."""
    own = Q(regulation__committee=None) | Q(regulation__committee__in=asked.committee_ids)
    rows = (
        RegulationVersion.objects.in_force(asked.today)
        .filter(own)
        .matching(asked.text)
        .select_related("regulation__committee")
        .order_by(F("regulation__committee__order").asc(nulls_last=True), "regulation__order", "pk")
    )
    return _group("制度和公约", rows, lambda row: _regulation(row, asked), "rules/", asked.text)


def _regulation(row: RegulationVersion, asked: Asked) -> Hit:
    regulation = row.regulation
    whose = regulation.committee.short_name if regulation.committee else ""
    said = next(iter(paragraphs_with(row.text, asked.text, 1)), None)
    words = "".join(text for _, text in said.pieces)[:40] if said else ""
    detail = " · ".join(filter(None, [whose, said.label if said else "", words]))
    anchor = f"#{said.anchor}" if said and said.anchor else ""
    return Hit(regulation.name, detail, reverse("rule", args=[regulation.slug]) + anchor)


def committees(asked: Asked) -> Group:
    rows = Committee.objects.matching(asked.text).in_street_order()
    return _group(
        "居委会",
        rows,
        lambda row: Hit(row.name, row.address, reverse("committee-page", args=[row.slug])),
        "committees/",
        asked.text,
    )


INSIDE: Finders = (
    households,
    cases,
    entries,
    meetings,
    desk_notices,
    regulations,
    committees,
)
OF_THE_STREET: Finders = (households, cases, meetings, desk_notices, regulations, committees)
PUBLIC: Finders = (committees, public_notices, regulations)
