"""Paper and attachments: what hangs on the board, its photo, the sheet to print."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.files.actions import serve_file
from committees.notices import board, drafting
from committees.notices.access import on_own_board, visible_notice
from committees.notices.forms import PaperForm
from committees.notices.models import BoardPosting, NoticeFile
from committees.notices.policies import may_post_on_board, may_write
from committees.notices.views_notice import carry_out, show_notice
from committees.notices.views_public import poster_file, poster_page
from committees.people.access import at_work_or_street, me
from committees.submissions.once import once


@at_work_or_street
@require_POST
@once
def put_up(request: HttpRequest, pk: int) -> HttpResponse:
    """「贴好了」, with a photo of the board if there is one."""
    found = on_own_board(request, pk)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        reason = "".join(str(fault) for fault in form.errors["photo"])
        return show_notice(request, found, refused=reason, status=422)
    return carry_out(
        request,
        found,
        lambda: board.put_up(found, by=me(request), at=timezone.now(), photo=form.upload()),
        "记好了，宣传栏已经贴上。",
    )


@at_work_or_street
@require_POST
@once
def no_paper(request: HttpRequest, pk: int) -> HttpResponse:
    found = on_own_board(request, pk)
    return carry_out(
        request,
        found,
        lambda: board.no_paper(found, by=me(request), at=timezone.now()),
        "记好了，没有贴过，不用换。",
    )


def _posting(request: HttpRequest, pk: int) -> BoardPosting:
    rows = BoardPosting.objects.visible_to(request.user)
    return cast(
        BoardPosting, get_object_or_404(rows.select_related("notice__committee", "photo"), pk=pk)
    )


@at_work_or_street
@require_POST
@once
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    found = _posting(request, pk)
    if not may_post_on_board(me(request), found.notice):
        raise Http404
    return carry_out(
        request,
        found.notice,
        lambda: board.take_down(found, by=me(request), at=timezone.now()),
        "记好了，已经取下来。",
    )


@at_work_or_street
@require_safe
def posting_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _posting(request, pk)
    if found.photo is None:
        raise Http404
    return serve_file(found.photo)


def _attached(request: HttpRequest, pk: int) -> NoticeFile:
    rows = NoticeFile.objects.visible_to(request.user).select_related("file", "notice__committee")
    return cast(NoticeFile, get_object_or_404(rows, pk=pk))


@at_work_or_street
@require_safe
def desk_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return serve_file(_attached(request, pk).file)


@at_work_or_street
@require_POST
@once
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _attached(request, pk)
    if not may_write(me(request), found.notice):
        raise Http404
    return carry_out(
        request,
        found.notice,
        lambda: drafting.remove_file(found, by=me(request)),
        "附件拿掉了。",
    )


@at_work_or_street
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet before its minute, or of a notice that is not on the web."""
    found = visible_notice(request, pk)
    pdf = reverse("notice-desk-poster-pdf", args=[found.pk])
    return poster_page(request, found, pdf=pdf, base="base.html")


@at_work_or_street
@require_safe
def poster_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return poster_file(request, visible_notice(request, pk))
