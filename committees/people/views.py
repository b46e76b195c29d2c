"""Other people's accounts: the administrator's all of them, a director's the own committee's."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committees.journal.actions import record
from committees.people import actions, credentials, policies
from committees.people.access import me, posted_as, sent
from committees.people.credentials import committee_of
from committees.people.forms import (
    EndPostingForm,
    NewPersonForm,
    PersonFilterForm,
    PostingForm,
    RenameForm,
    ResetForm,
    matching,
)
from committees.people.models import Posting, User
from committees.people.second_factor import has_second_factor
from committees.people.slips import add_slips, drop_slips, slips_of
from committees.reach.states import Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.documents import qr_svg
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.pages import keyset_page

looks_after_people = posted_as(Role.ADMIN, Role.DIRECTOR)
administers = posted_as(Role.ADMIN)
FROM_TODAY = {"since": "今天"}
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@looks_after_people
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues of the own committee (the administrator is led to the list of everybody)."""
    if me(request).reach.is_admin:
        return see_other(reverse("users"))
    return _list(request, "本居委会的账号")


@administers
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    return _list(request, "账号")


def _list(request: HttpRequest, title: str) -> HttpResponse:
    user, today = me(request), timezone.localdate()
    committees = Committee.objects.visible_to(user).in_street_order()
    form = PersonFilterForm(request.GET or None, committees=committees)
    rows = User.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if not wanted.get("former"):
        rows = rows.in_office(today)
    if wanted.get("committee"):
        rows = rows.filter(postings__committee=wanted["committee"])
    current = Posting.objects.visible_to(user).on(today).select_related("committee")
    page = keyset_page(
        matching(rows, wanted.get("q", "")).prefetch_related(
            Prefetch("postings", queryset=current, to_attr="held")
        ),
        order=("pinyin", "id"),
        after=request.GET.get("after"),
    )
    context = {"title": title, "form": form, "page": page, "is_admin": user.reach.is_admin}
    return render(request, "committees/people/list.html", context)


def _person(request: HttpRequest, pk: int) -> User:
    found: User = get_object_or_404(User.objects.visible_to(me(request)), pk=pk)
    return found


@looks_after_people
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    user, today = me(request), timezone.localdate()
    rows = Posting.objects.visible_to(user).filter(user=somebody)
    postings = [
        {
            "row": row,
            "over": row.until is not None and row.until < today,
            "may_end": bool(policies.may_post(user.reach, Role(row.role), row.committee_id)),
        }
        for row in rows.select_related("committee", "body").order_by("-since", "-pk")
    ]
    may_reset = policies.may_reset(user.reach, somebody.reach, oneself=user.pk == somebody.pk)
    context = {
        "somebody": somebody,
        "postings": postings,
        "may_reset": may_reset,
        "may_change": user.reach.is_admin,
        "has_password": somebody.has_usable_password(),
        "second_factor": has_second_factor(somebody),
        "pin_locked": somebody.pin_failures >= credentials.PIN_TRIES,
    }
    return render(request, "committees/people/person.html", context)


@looks_after_people
@get_or_post
@once
def person_new(request: HttpRequest) -> HttpResponse:
    """A new account, or one more posting of somebody the portal knows already."""
    user, at = me(request), timezone.now()
    form = NewPersonForm(
        sent(request), by=user, committees=_committees_to_give(user), initial=FROM_TODAY
    )
    if form.is_bound and form.is_valid():
        try:
            done = actions.welcome(
                form.newcomer(), by=user, since=form.cleaned_data["since"], at=at
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{done.person.name}的账号建好了。")
            add_slips(request, [(done.person, done.code)], at)
            return see_other(
                reverse("slips") if done.code else reverse("person", args=[done.person.pk])
            )
    return _form_page(request, "新建账号", form, "建账号", reverse("people"))


@looks_after_people
@get_or_post
@once
def posting_new(request: HttpRequest, pk: int) -> HttpResponse:
    somebody, user = _person(request, pk), me(request)
    form = PostingForm(
        sent(request), by=user, committees=_committees_to_give(user), initial=FROM_TODAY
    )
    back = reverse("person", args=[pk])
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            actions.give_posting(
                somebody,
                Role(values["role"]),
                values["committee"],
                by=user,
                since=values["since"],
                title=values["title"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{somebody.name}的岗位加好了。")
            return see_other(back)
    return _form_page(request, f"给{somebody.name}加岗位", form, "加岗位", back)


@looks_after_people
@get_or_post
@once
def posting_end(request: HttpRequest, pk: int) -> HttpResponse:
    """An own page that says what happens, then asks once (UX D.2)."""
    posting: Posting = get_object_or_404(
        Posting.objects.visible_to(me(request)).select_related("user", "committee"), pk=pk
    )
    form = EndPostingForm(sent(request), initial={"until": "今天"})
    back = reverse("person", args=[posting.user_id])
    if form.is_bound and form.is_valid():
        try:
            actions.end_posting(
                posting,
                by=me(request),
                until=form.cleaned_data["until"],
                today=timezone.localdate(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{posting}的岗位结束日期写好了。")
            return see_other(back)
    where = posting.committee or "街道"
    effect = (
        f"{posting.user}在{where}的“{posting.get_role_display()}”到这一天为止。"
        "过了这一天，下一次点击就进不来了；以前记的内容都还在。"
    )
    return _form_page(request, "结束岗位", form, "结束岗位", back, effect=effect)


@administers
@get_or_post
@once
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    form = RenameForm(sent(request), initial={"name": somebody.name, "phone": somebody.phone})
    back = reverse("person", args=[pk])
    if form.is_bound and form.is_valid():
        try:
            actions.rename(somebody, by=me(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "改好了。")
            return see_other(back)
    return _form_page(request, "修改姓名和手机号", form, "保存", back)


@looks_after_people
@get_or_post
@once
def person_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Old password, PIN and sessions end; a new setting code goes onto paper."""
    somebody, user, at = _person(request, pk), me(request), timezone.now()
    form = ResetForm(sent(request))
    if not somebody.reach.needs_second_factor:
        del form.fields["second_factor"]
    back = reverse("person", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            code = credentials.reset_access(
                somebody,
                by=user,
                at=at,
                second_factor=form.cleaned_data.get("second_factor", False),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"{somebody.name}的登录重设好了。")
            add_slips(request, [(somebody, code)], at)
            return see_other(reverse("slips"))
    effect = (
        f"{somebody.name}现在的密码和 PIN 马上不能用，已经登录的地方都会退出。"
        "您会得到一个 6 位设置码，打印给本人，24 小时内有效。"
    )
    return _form_page(request, f"重设{somebody.name}的登录", form, "重设", back, effect=effect)


@looks_after_people
@require_POST
@once
def pin_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    try:
        credentials.unlock_pin(somebody, by=me(request))
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, f"{somebody.name}可以再试 PIN 了。")
    return see_other(reverse("person", args=[pk]))


@looks_after_people
@require_POST
@once
def phone_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """显示: the number stands on the next page, and one row in the journal."""
    somebody = _person(request, pk)
    record("people.reveal", somebody, by=me(request), committee=committee_of(somebody))
    messages.info(request, f"{somebody.name}的手机号：{somebody.phone or '没有登记'}")
    return see_other(reverse("person", args=[pk]))


@looks_after_people
@get_or_post
def slips(request: HttpRequest) -> HttpResponse:
    """The sheet with fresh setting codes, to print and cut. They are shown to their maker only."""
    if request.method == "POST":
        drop_slips(request)
        return see_other(reverse("people"))
    address = request.build_absolute_uri(reverse("set-password"))
    context = {
        "slips": slips_of(request, timezone.now()),
        "address": address,
        "qr": qr_svg(address, title="设置密码的网址"),
    }
    return render(request, "committees/people/slips.html", context)


def _committees_to_give(user: User) -> Any:
    """Where this person may give a posting: everywhere, or where she is the director."""
    every = Committee.objects.visible_to(user).in_street_order()
    if user.reach.is_admin:
        return every
    return every.filter(pk__in=user.reach.committees_as([Role.DIRECTOR]))


def _form_page(
    request: HttpRequest, title: str, form: Any, button: str, back: str, *, effect: str = ""
) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back": back, "effect": effect}
    status = 422 if form.errors else 200
    return render(request, "committees/people/form.html", context, status=status)
