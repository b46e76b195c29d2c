"""What a resident sees: the archive, a notice behind its QR code, its poster and attachments."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.feedback.limits import within_limit
from committees.files.actions import serve_file
from committees.notices.forms import ArchiveForm
from committees.notices.keeping import words_of
from committees.notices.models import Notice
from committees.notices.panels import ACROSS
from committees.notices.posters import poster_of
from committees.notices.rules import group_text
from committees.notices.states import NoticeKind
from committees.territory.models import Committee
from jiedao.common.documents import PDF_TYPE, pdf_available, qr_svg, render_pdf
from jiedao.common.error_pages import error_page
from jiedao.common.keys import normal_key
from jiedao.common.pages import keyset_page
from jiedao.env import ENV

ORDER = ("-publish_at", "-id")
PAGE_SIZE = 20
MORE = 4
PDF_KEPT_S = 3_600
PDFS_AN_HOUR = 60
STREET = "street"


# The archive


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """`/notices/ ?c=&type=&q=`: newest first, expired ones too. Two queries."""
    committees = list(Committee.objects.in_street_order().only("slug", "short_name", "name"))
    form = ArchiveForm(committees, request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = Notice.objects.public(timezone.now()).listed().select_related("committee")
    page = keyset_page(
        _narrowed(rows, asked.get("c"), asked.get("type")).matching(asked.get("q") or ""),
        ORDER,
        request.GET.get("after"),
        PAGE_SIZE,
    )
    return render(
        request,
        "committees/notices/archive.html",
        {"page": page, "filter_form": form, "narrowed": any(asked.values()), "now": timezone.now()},
    )


def _narrowed(rows: Any, slug: str | None, kind: str | None) -> Any:
    if slug == STREET:
        rows = rows.filter(committee__isnull=True)
    elif slug:
        rows = rows.filter(committee__slug=slug)
    return rows.filter(kind=kind) if kind else rows


# One notice


@dataclass(frozen=True)
class Gone(Exception):
    """It was public once: 410 with the day and the phone, never a 404."""

    notice: Notice


def public_notice(key: str, at: datetime) -> Notice:
    """The notice behind a typed or scanned key. Raises Http404, or Gone when it was taken down."""
    canonical = normal_key(key)
    if canonical is None:
        raise Http404
    known = Notice.objects.select_related("committee").filter(key=canonical)
    found = known.public(at).with_extras().first()
    if found is None and (gone := known.gone(at).first()):
        raise Gone(gone)
    if found is None:
        raise Http404
    return cast(Notice, found)


def _gone_page(request: HttpRequest, notice: Notice) -> HttpResponse:
    since = notice.withdrawn_at or notice.expires_at
    context = {"notice": notice, "since": since, "phone": phone_of(notice)}
    return render(request, "committees/notices/gone.html", context, status=410)


def phone_of(notice: Notice) -> str:
    """Whom to ring: the notice's own number, the committee's, or the office's."""
    own = notice.contact_phone or (notice.committee.phone if notice.committee else "")
    return own or ENV.help_phone


def sender_of(notice: Notice) -> str:
    return notice.committee.name if notice.committee else f"{ENV.street_name}办事处"


def address_of(request: HttpRequest, notice: Notice) -> str:
    """The short address in the QR code. Its host is one of ALLOWED_HOSTS, or Django refuses."""
    return request.build_absolute_uri(reverse("notice", args=[notice.key]))


def article(notice: Notice, at: datetime) -> dict[str, Any]:
    """What the page of a notice shows, for residents and for the preview alike."""
    has_files = getattr(notice, "has_files", True)
    has_corrections = getattr(notice, "has_corrections", True)
    return {
        "notice": notice,
        "sender": sender_of(notice),
        "phone": phone_of(notice),
        "paragraphs": [line for line in notice.body.splitlines() if line.strip()],
        "expired": notice.expires_at is not None and notice.expires_at <= at,
        "files": notice.files.select_related("file") if has_files else (),
        "corrections": notice.corrections.effective() if has_corrections else (),
    }


@require_safe
def notice(request: HttpRequest, key: str) -> HttpResponse:
    at = timezone.now()
    try:
        found = public_notice(key, at)
    except Gone as gone:
        return _gone_page(request, gone.notice)
    same_desk = Notice.objects.current(at).listed().filter(committee=found.committee_id)
    context = article(found, at) | {
        "address": address_of(request, found),
        "share": group_text(sender_of(found), words_of(found)),
        "more": same_desk.exclude(pk=found.pk).order_by("-pinned", *ORDER)[:MORE],
    }
    response = render(request, "committees/notices/notice.html", context)
    if found.kind == NoticeKind.AID:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def attachment(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """Public exactly when its notice is."""
    try:
        found = public_notice(key, timezone.now())
    except Gone as gone:
        return _gone_page(request, gone.notice)
    attached = get_object_or_404(found.files.select_related("file"), pk=pk)
    return serve_file(attached.file)


# Posters


@require_safe
def poster(request: HttpRequest, key: str) -> HttpResponse:
    try:
        found = public_notice(key, timezone.now())
    except Gone as gone:
        return _gone_page(request, gone.notice)
    pdf = reverse("notice-poster-pdf", args=[found.key])
    return poster_page(request, found, pdf=pdf, base="base_public.html")


@require_safe
def poster_pdf(request: HttpRequest, key: str) -> HttpResponse:
    try:
        found = public_notice(key, timezone.now())
    except Gone as gone:
        return _gone_page(request, gone.notice)
    return poster_file(request, found)


def poster_context(request: HttpRequest, notice: Notice) -> dict[str, Any]:
    """One sheet. The QR code leads to the notice; a notice that is not on the web has none."""
    address = address_of(request, notice)
    return {
        "notice": notice,
        "sender": sender_of(notice),
        "phone": phone_of(notice),
        "poster": poster_of(words_of(notice)),
        "signed_on": notice.publish_at or timezone.now(),
        "host": request.get_host(),
        "path": reverse("notice", args=[notice.key]).removeprefix("/"),
        "across": ACROSS(notice),
        "qr": qr_svg(address, border=0, title="通知的二维码") if notice.on_web else "",
        "size": "a3" if request.GET.get("size") == "a3" else "a4",
    }


def poster_page(
    request: HttpRequest, notice: Notice, *, pdf: str, base: str, status: int = 200
) -> HttpResponse:
    context = poster_context(request, notice) | {
        "pdf": pdf,
        "pdf_command": pdf_available().command,
        "base": base,
        "back": request.path.partition("/poster")[0],
    }
    return render(request, "committees/notices/poster.html", context, status=status)


def poster_file(request: HttpRequest, notice: Notice) -> HttpResponse:
    """The sheet as PDF, kept for an hour: drawing one takes a second of a processor.

    503 with the page that names the command where Pango or the font is missing; 429 after 60
    new ones from one address in an hour.
    """
    context = poster_context(request, notice)
    if not pdf_available().ok:
        return poster_page(request, notice, pdf="", base="base_public.html", status=503)
    name = f"{notice.pk}-{notice.version}-{context['size']}-{address_of(request, notice)}"
    kept = f"poster:{hashlib.sha256(name.encode()).hexdigest()}"
    content: bytes | None = cache.get(kept)
    if content is None:
        if not within_limit("poster", request, most=PDFS_AN_HOUR):
            return error_page(429, request)
        content = render_pdf("committees/notices/poster_pdf.html", context, request)
        cache.set(kept, content, PDF_KEPT_S)
    response = HttpResponse(content, content_type=PDF_TYPE)
    response["Content-Disposition"] = f'inline; filename="{notice.key}-{context["size"]}.pdf"'
    return response
