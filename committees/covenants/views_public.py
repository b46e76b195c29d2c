"""Residents' own rules as everybody reads them: the list, one text, its poster."""

import hashlib
from typing import Any, cast

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.covenants.models import Filing
from committees.covenants.rules import lettering
from committees.covenants.states import FilingState
from committees.feedback.limits import within_limit
from committees.people.access import me
from committees.reach.querysets import reach_of
from committees.regulations.models import Regulation, RegulationVersion
from committees.regulations.rules import read_text
from committees.regulations.states import Category
from committees.territory.models import Committee
from jiedao.common.documents import PDF_TYPE, pdf_available, qr_svg, render_pdf
from jiedao.common.error_pages import error_page

PDF_KEPT_S = 3_600
PDFS_AN_HOUR = 60


@require_safe
def committee_covenants(request: HttpRequest, slug: str) -> HttpResponse:
    """Each of the street's covenants, and this committee's own of it or the sentence that there
    is none yet. Four queries."""
    committee = get_object_or_404(Committee, slug=slug)
    today = timezone.localdate()
    versions = RegulationVersion.objects.in_force_of(committee, today).filter(
        regulation__category=Category.COVENANT
    )
    own = {
        one.regulation.model_id: one
        for one in versions.select_related("regulation").defer("text", "tokens")
    }
    models = Regulation.objects.models().covenants().public().standing_on(today)
    filed = Filing.objects.filter(version__in=list(own.values()), state=FilingState.FILED)
    days = dict(filed.values_list("version_id", "filed_on"))
    context = {
        "committee": committee,
        "rows": [
            (model, one, days.get(one.pk) if one else None)
            for model in models
            for one in [own.get(model.pk)]
        ],
        "works_here": reach_of(request.user).works_in(committee.pk),
    }
    return render(request, "committees/covenants/committee.html", context)


def _current(slug: str) -> RegulationVersion:
    rows = RegulationVersion.objects.in_force(timezone.localdate()).filter(
        regulation__slug=slug, regulation__category=Category.COVENANT
    )
    rows = rows.exclude(regulation__committee=None)
    return cast(RegulationVersion, get_object_or_404(rows.select_related("regulation__committee")))


@require_safe
def covenant(request: HttpRequest, slug: str) -> HttpResponse:
    version = _current(slug)
    committee = version.regulation.committee
    filed = version.filings.filter(state=FilingState.FILED).first()
    context = {
        "version": version,
        "regulation": version.regulation,
        "committee": committee,
        "text": read_text(version.text),
        "filed_on": filed.filed_on if filed else None,
        "works_here": request.user.is_authenticated
        and me(request).reach.works_in(version.regulation.committee_id),
    }
    return render(request, "committees/covenants/covenant.html", context)


# The poster


def poster_context(request: HttpRequest, version: RegulationVersion) -> dict[str, Any]:
    """One sheet, or more of a long charter. The QR code leads to the text as it applies."""
    regulation = version.regulation
    if regulation.committee is None:
        raise Http404
    address = request.build_absolute_uri(reverse("covenant", args=[regulation.slug]))
    text = read_text(version.text)
    lines = [*text.opening, *(f"{one.chapter}{one.label}　{one.text}" for one in text.articles)]
    return {
        "version": version,
        "regulation": regulation,
        "committee": regulation.committee,
        "text": text,
        "lettering": lettering(lines),
        "host": request.get_host(),
        "path": reverse("covenant", args=[regulation.slug]).removeprefix("/"),
        "qr": qr_svg(address, border=0, title=f"{regulation}的二维码"),
        "size": "a3" if request.GET.get("size") == "a3" else "a4",
    }


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    return _poster_page(request, _current(slug))


def _poster_page(
    request: HttpRequest, version: RegulationVersion, *, status: int = 200
) -> HttpResponse:
    context = poster_context(request, version) | {"pdf_command": pdf_available().command}
    return render(request, "committees/covenants/poster.html", context, status=status)


@require_safe
def poster_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Kept for an hour; 503 with the page that names the command where Pango is missing; 429
    after 60 new ones from one address in an hour."""
    version = _current(slug)
    if not pdf_available().ok:
        return _poster_page(request, version, status=503)
    context = poster_context(request, version)
    name = f"{version.pk}-{context['size']}-{request.get_host()}"
    kept = f"covenant:{hashlib.sha256(name.encode()).hexdigest()}"
    content: bytes | None = cache.get(kept)
    if content is None:
        if not within_limit("poster", request, most=PDFS_AN_HOUR):
            return error_page(429, request)
        content = render_pdf("committees/covenants/poster_pdf.html", context, request)
        cache.set(kept, content, PDF_KEPT_S)
    response = HttpResponse(content, content_type=PDF_TYPE)
    response["Content-Disposition"] = f'inline; filename="{slug}-{context["size"]}.pdf"'
    return response
