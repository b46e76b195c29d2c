"""The library as everybody reads it: find a rule, read it, compare two versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.reach.querysets import reach_of
from committees.regulations.compare import Change, Row, compare, stretches
from committees.regulations.forms import LibraryForm
from committees.regulations.models import Basis, Regulation, RegulationVersion
from committees.regulations.querysets import VersionQuerySet
from committees.regulations.rules import Hit, Text, paragraphs_with, read_text, standing, usual_text
from committees.regulations.states import Category, Standing
from committees.territory.models import Committee
from jiedao.common.pages import keyset_page
from jiedao.env import ENV

PAGE_SIZE = 20
NEWEST = ("-in_force_on", "-id")
COLOURS = {
    Standing.DRAFT: "grey",
    Standing.COMING: "blue",
    Standing.CURRENT: "green",
    Standing.RENEWED: "amber",
    Standing.REPEALED: "grey",
}


@dataclass(frozen=True)
class Line:
    """One regulation in a list: the version to show, and where it stands today."""

    regulation: Regulation
    version: RegulationVersion
    standing: Standing
    versions: int

    @property
    def colour(self) -> str:
        return COLOURS[self.standing]


def line_of(versions: Sequence[RegulationVersion], today: date) -> Line:
    """What to show of one regulation, given all its issued versions: the current one, else the
    newest that has ever applied, else the one whose day is still to come."""
    newest = sorted(versions, key=lambda one: one.in_force_on or date.min, reverse=True)
    begun = [one for one in newest if one.in_force_on and one.in_force_on <= today]
    shown = (begun or newest)[0]
    return Line(shown.regulation, shown, standing_of(shown, versions, today), len(newest))


def standing_of(
    version: RegulationVersion, versions: Iterable[RegulationVersion], today: date
) -> Standing:
    days = [one.in_force_on for one in versions if not one.is_draft]
    return standing(version.step, days, version.regulation.repealed_on, today)


def lines(rows: VersionQuerySet, today: date) -> list[Line]:
    """All regulations of these issued versions in the order of the library. One query."""
    grouped: dict[int, list[RegulationVersion]] = {}
    for one in (
        rows.select_related("regulation")
        .defer("text", "tokens")
        .order_by("regulation__order", "regulation_id", "-in_force_on")
    ):
        grouped.setdefault(one.regulation_id, []).append(one)
    return [line_of(versions, today) for versions in grouped.values()]


# /rules/


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """`?q=&c=`: the groups of the ladder, or the paragraphs that say what is searched."""
    today = timezone.localdate()
    committees = list(Committee.objects.in_street_order().only("slug", "short_name", "name"))
    form = LibraryForm(committees, request.GET)
    form.is_valid()
    query = form.cleaned_data.get("q") or ""
    chosen = next((one for one in committees if one.slug == form.cleaned_data.get("c")), None)
    context: dict[str, Any] = {"filter_form": form, "query": query, "chosen": chosen}
    context["at_desk"] = _desk_of(request)
    if query.strip():
        context |= _found(request, query, chosen, today)
    else:
        rows = RegulationVersion.objects.issued()
        rows = rows.of_committee(chosen)
        context["groups"] = _groups(lines(rows, today))
    return render(request, "committees/regulations/library.html", context)


def _desk_of(request: HttpRequest) -> str:
    """Which working page of the library this reader has, if any."""
    reach = reach_of(request.user)
    if reach.whole_street:
        return "rules-street"
    return "rules-mine" if reach.committee_ids else ""


def _groups(found: list[Line]) -> list[tuple[str, list[Line]]]:
    pairs = [
        (category.label, [line for line in found if line.regulation.category == category])
        for category in Category
    ]
    return [(label, inside) for label, inside in pairs if inside]


def _found(
    request: HttpRequest, query: str, chosen: Committee | None, today: date
) -> dict[str, Any]:
    """What applies today; texts of one committee only where one is asked for, or one's own."""
    rows = RegulationVersion.objects.in_force(today).matching(query)
    if chosen:
        rows = rows.of_committee(chosen)
    else:
        own = reach_of(request.user).committee_ids
        rows = rows.filter(Q(regulation__committee=None) | Q(regulation__committee__in=own))
    page = keyset_page(
        rows.select_related("regulation__committee"), NEWEST, request.GET.get("after"), PAGE_SIZE
    )
    hits: list[tuple[RegulationVersion, list[Hit]]] = [
        (one, paragraphs_with(shown_text(one), query)) for one in page.rows
    ]
    return {"page": page, "hits": hits}


def shown_text(version: RegulationVersion) -> str:
    """A model is read with its usual values, and a line where something is written in."""
    return usual_text(version.text) if version.regulation.is_model else version.text


# /rules/<slug>/


def public_regulation(slug: str) -> Regulation:
    rows = Regulation.objects.public().select_related("committee", "model")
    return cast(Regulation, get_object_or_404(rows, slug=slug))


def issued_versions(regulation: Regulation) -> list[RegulationVersion]:
    """Newest first, without their texts."""
    rows = regulation.versions.issued().defer("text", "tokens").order_by(*NEWEST)
    versions = list(rows)
    for one in versions:
        one.regulation = regulation
    return versions


@require_safe
def regulation(request: HttpRequest, slug: str) -> HttpResponse:
    found = public_regulation(slug)
    versions = issued_versions(found)
    return _page(request, line_of(versions, timezone.localdate()).version, versions)


@require_safe
def regulation_version(request: HttpRequest, slug: str, day: date) -> HttpResponse:
    versions = issued_versions(public_regulation(slug))
    version = next((one for one in versions if one.in_force_on == day), None)
    if version is None:
        raise Http404
    return _page(request, version, versions)


def _page(
    request: HttpRequest, version: RegulationVersion, versions: list[RegulationVersion]
) -> HttpResponse:
    today = timezone.localdate()
    context = reading_of(version, versions, today) | {
        "current": line_of(versions, today).version,
        "versions": [(one, standing_of(one, versions, today)) for one in versions],
        "can_compare": len(versions) > 1 and not version.is_summary,
        "at_desk": _desk_of(request),
    }
    return render(request, "committees/regulations/regulation.html", context)


def reading_of(
    version: RegulationVersion, versions: Iterable[RegulationVersion], today: date
) -> dict[str, Any]:
    """Everything that stands around a text. Three queries: the text, links, requirements."""
    stands = standing_of(version, versions, today)
    text: Text = read_text(shown_text(version))
    asked = list(version.requirements.all())
    return {
        "version": version,
        "regulation": version.regulation,
        "standing": stands,
        "colour": COLOURS[stands],
        "issuer": issuer_of(version),
        "text": text,
        "bases": bases_of(version, today),
        "requirements": [(one, text.article(one.article)) for one in asked],
    }


def issuer_of(version: RegulationVersion) -> str:
    """Who stands for it: as written, or else the committee, or the street."""
    committee = version.regulation.committee
    return version.issuer or (committee.name if committee else f"{ENV.street_name}办事处")


def bases_of(version: RegulationVersion, today: date) -> list[tuple[Basis, bool]]:
    """(link, does the target no longer apply?). Two queries."""
    old = set(version.bases.outdated(today).values_list("pk", flat=True))
    rows = version.bases.select_related("rests_on__regulation").defer(
        "rests_on__text", "rests_on__tokens"
    )
    return [(one, one.pk in old) for one in rows]


# /rules/<slug>/compare/


@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """`?old=&new=` as days; the newest two otherwise."""
    found = public_regulation(slug)
    versions = issued_versions(found)
    if len(versions) < 2:
        raise Http404
    new = _of_day(versions, request.GET.get("new")) or versions[0]
    older = [one for one in versions if one != new]
    before = [one for one in older if (one.day or "") < new.day]
    old = _of_day(older, request.GET.get("old")) or (before or older)[0]
    rows = compare(shown_text(old), shown_text(new))
    context = {
        "regulation": found,
        "versions": versions,
        "old": old,
        "new": new,
    } | compared(rows)
    return render(request, "committees/regulations/compare.html", context)


def _of_day(versions: Iterable[RegulationVersion], day: str | None) -> RegulationVersion | None:
    return next((one for one in versions if one.day == day), None)


def compared(rows: list[Row]) -> dict[str, Any]:
    """Stretches for the component, and how many rows of each kind there are."""
    counts = [(kind.value, sum(row.change == kind for row in rows)) for kind in Change]
    return {"stretches": stretches(rows), "counts": counts}
