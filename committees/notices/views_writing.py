"""Writing a notice: from a template, in two fields, as free text."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committees.notices import actions, drafting
from committees.notices.access import form_page, own_committee, own_notice
from committees.notices.forms import DraftForm, TemplateForm, UrgentForm, WordsForm, shown_words
from committees.notices.keeping import words_of
from committees.notices.models import Notice
from committees.notices.notice_templates import BY_KEY, TEMPLATES, Template
from committees.notices.rules import Words
from committees.notices.states import NoticeState
from committees.people.access import at_work_or_street, me
from committees.submissions.once import once
from jiedao.common.errors import Conflict, Refused
from jiedao.common.http import see_other


@at_work_or_street
@form_page
@once
def new(request: HttpRequest) -> HttpResponse:
    """Choose a template, then fill in its blanks; the draft opens as a preview."""
    template = BY_KEY.get(request.GET.get("template", ""))
    street = me(request).reach.whole_street
    if template is None or (template.street_only and not street):
        mine = [one for one in TEMPLATES if street or not one.street_only]
        return render(request, "committees/notices/choose.html", {"templates": mine})
    today = timezone.localdate()
    if request.method != "POST":
        return _blanks(request, template, TemplateForm(template, today=today))
    form = TemplateForm(template, request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _blanks(request, template, form, status=422)
    committee = form.cleaned_data.get("committee") or own_committee(request)
    try:
        made = drafting.draft_notice(
            form.draft(),
            kind=template.kind,
            committee=committee,
            by=me(request),
            at=timezone.now(),
            files=form.cleaned_data.get("files", ()),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _blanks(request, template, form, status=422)
    return see_other(reverse("notice-preview", args=[made.pk]))


def _blanks(
    request: HttpRequest, template: Template, form: TemplateForm, status: int = 200
) -> HttpResponse:
    context = {"template": template, "form": form}
    return render(request, "committees/notices/new.html", context, status=status)


@at_work_or_street
@form_page
@once
def urgent(request: HttpRequest) -> HttpResponse:
    """紧急通知: two fields, public at once (R3)."""
    form = UrgentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_urgent(
                what=form.cleaned_data["what"],
                where=form.cleaned_data["where"],
                committee=own_committee(request),
                by=me(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "已经发布，居民现在就能看到。复制下面的文字发到群里。")
            return see_other(reverse("notice-preview", args=[made.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "committees/notices/urgent.html", {"form": form}, status=status)


@at_work_or_street
@form_page
@once
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as free text. Somebody else's change in between: both texts, 409."""
    found = own_notice(request, pk)
    if found.state != NoticeState.DRAFT:
        return see_other(reverse("notice-preview", args=[pk]))
    if request.method != "POST":
        return _editor(request, found, DraftForm(found.kind, initial=shown_words(found)))
    form = DraftForm(found.kind, request.POST, request.FILES)
    if not form.is_valid():
        return _editor(request, found, form, status=422)
    try:
        drafting.change_draft(
            found,
            form.draft(),
            version=form.cleaned_data["version"],
            by=me(request),
            at=timezone.now(),
            files=form.cleaned_data.get("files", ()),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _editor(request, found, form, status=422)
    except Conflict as conflict:
        return both_texts(request, "committees/notices/edit.html", conflict.current, form)
    messages.success(request, "改好了。")
    return see_other(reverse("notice-preview", args=[pk]))


def _editor(
    request: HttpRequest, notice: Notice, form: DraftForm, status: int = 200
) -> HttpResponse:
    context = {"notice": notice, "form": form, "files": notice.files.select_related("file")}
    return render(request, "committees/notices/edit.html", context, status=status)


def both_texts(
    request: HttpRequest, template: str, current: Notice, form: WordsForm
) -> HttpResponse:
    """Both versions, and the form again with the version that the next press replaces."""
    theirs, mine = words_of(current), form.words
    form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
    last = current.corrections.order_by("-at").select_related("by").first()
    context = {
        "notice": current,
        "form": form,
        "who": str(last.by if last else current.author),
        "theirs": _pairs(theirs),
        "mine": _pairs(mine),
        "files": current.files.select_related("file"),
    }
    return render(request, template, context, status=409)


def _pairs(words: Words) -> list[tuple[str, str]]:
    return [
        ("标题", words.title),
        ("正文", words.body),
        ("什么时间", words.happens),
        ("地点或范围", words.place),
        ("联系电话", words.contact_phone),
    ]
