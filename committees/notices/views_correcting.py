"""更正: the form, the second person, the sheet to paste over the old one."""

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees.notices import correcting
from committees.notices.access import form_page, own_notice, visible_notice
from committees.notices.forms import CorrectionForm, shown_words
from committees.notices.models import Correction, Notice
from committees.notices.policies import may_write
from committees.notices.rules import private_numbers
from committees.notices.states import NoticeKind
from committees.notices.views_notice import carry_out
from committees.notices.views_public import poster_context
from committees.notices.views_writing import both_texts
from committees.people.access import at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


@at_work_or_street
@form_page
@once
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Same key, same QR code, new words; the old ones stay readable (R8)."""
    found = own_notice(request, pk)
    if request.method != "POST":
        form = CorrectionForm(found.kind, initial=shown_words(found))
        return _corrector(request, found, form)
    form = CorrectionForm(found.kind, request.POST)
    if not form.is_valid():
        return _corrector(request, found, form, status=422)
    try:
        made = correcting.correct(
            found,
            form.words,
            version=form.cleaned_data["version"],
            by=me(request),
            at=timezone.now(),
            expires_at=form.end,
            restart=form.cleaned_data.get("restart", False),
            numbers_checked=bool(request.POST.get("checked")),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        numbers = private_numbers(form.words)
        return _corrector(request, found, form, status=422, numbers=numbers)
    except Conflict as conflict:
        return both_texts(request, "committees/notices/correct.html", conflict.current, form)
    done = "送出去了，等另一个人确认后更正。" if made.waiting else "更正好了，居民现在就能看到。"
    messages.success(request, done)
    return see_other(reverse("notice-preview", args=[pk]))


def _corrector(
    request: HttpRequest,
    notice: Notice,
    form: CorrectionForm,
    *,
    status: int = 200,
    numbers: Sequence[str] = (),
) -> HttpResponse:
    """Where numbers were found, one more button sends the correction all the same."""
    ask_numbers = bool(numbers) and notice.kind != NoticeKind.AID
    context = {"notice": notice, "form": form, "ask_numbers": ask_numbers}
    return render(request, "committees/notices/correct.html", context, status=status)


def _correction(request: HttpRequest, pk: int) -> Correction:
    rows = Correction.objects.visible_to(request.user).select_related("notice__committee")
    found = cast(Correction, get_object_or_404(rows, pk=pk))
    if not may_write(me(request), found.notice):
        raise Http404
    return found


@at_work_or_street
@require_POST
@once
def agree_correction(request: HttpRequest, pk: int) -> HttpResponse:
    found = _correction(request, pk)
    return carry_out(
        request,
        found.notice,
        lambda: correcting.agree_correction(found, by=me(request), at=timezone.now()),
        "更正好了，居民现在就能看到。",
    )


@at_work_or_street
@require_POST
@once
def drop_correction(request: HttpRequest, pk: int) -> HttpResponse:
    found = _correction(request, pk)
    return carry_out(
        request,
        found.notice,
        lambda: correcting.drop_correction(found, by=me(request)),
        "这份更正不用了，原来的文字没有动。",
    )


@at_work_or_street
@require_safe
def correction_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 to be pasted over or beside the old sheet: 原写…，现为…, with the same QR code."""
    found = visible_notice(request, pk)
    last = found.corrections.effective().first()
    if last is None:
        raise Http404
    context = poster_context(request, found) | {"correction": last, "signed_on": last.at}
    return render(request, "committees/notices/correction_poster.html", context)
