"""我的账号: own choices, password, PIN, sessions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from committees.people import actions, credentials, second_factor
from committees.people.access import me, sent, signed_in
from committees.people.forms_entry import USUAL, ChangePasswordForm, MyChoicesForm, SetPinForm
from committees.people.open_sessions import end_one, open_sessions
from committees.people.sessions import end_session
from committees.reach.states import Role
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.masks import mask_phone
from jiedao.portal.context import exists
from jiedao.portal.views_entry import get_or_post, keeps_secrets, locked_words
from jiedao.portal.views_worker import forget, forgets

CALENDAR = "/me/calendar/"
"""The person's calendar feed; the link stands on 我的账号 as soon as the page exists."""


@never_cache
@signed_in
@get_or_post
@once
def account(request: HttpRequest) -> HttpResponse:
    user = me(request)
    initial = {
        "text_size": user.text_size or USUAL,
        "reminded_by": user.reminded_by or USUAL,
        "email": user.email,
    }
    form = MyChoicesForm(sent(request), initial=initial)
    if form.is_bound and form.is_valid():
        actions.save_own_choices(user, **form.cleaned_data)
        messages.success(request, "保存好了。")
        return see_other(reverse("me"))
    context = {
        "form": form,
        "phone": mask_phone(user.phone),
        "calendar_url": _full_if_exists(CALENDAR),
        "postings": user.postings.on(timezone.localdate()).select_related("committee"),
        "is_director": user.reach.has(Role.DIRECTOR),
        "may_use_pin": bool(user.reach.committee_ids) and not user.reach.needs_second_factor,
        "has_second_factor": user.reach.needs_second_factor,
        "sessions": open_sessions(user, request.session.session_key, at=timezone.now()),
        "recovery_left": second_factor.recovery_codes_left(user),
    }
    status = 422 if form.errors else 200
    return render(request, "portal/entry/me.html", context, status=status)


def _full_if_exists(path: str) -> str:
    return get_script_prefix() + path.removeprefix("/") if exists(path) else ""


@never_cache
@keeps_secrets
@signed_in
@get_or_post
def my_password(request: HttpRequest) -> HttpResponse:
    """The old one shows that it is she; every other session of hers ends."""
    form = ChangePasswordForm(sent(request))
    if form.is_bound and form.is_valid() and _knows_password(request, form, "old"):
        try:
            user = credentials.change_password(me(request), form.cleaned_data["password"])
        except ValidationError as easy:
            form.add_error("password", easy)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "密码改好了。别的地方都退出了，这里不用重新登录。")
            return see_other(reverse("me"))
    return _own_form(request, "改密码", form, "保存新密码")


@never_cache
@keeps_secrets
@signed_in
@get_or_post
def my_pin(request: HttpRequest) -> HttpResponse:
    """PIN of the duty desk; only for people who work in a committee and hold no street role."""
    user = me(request)
    if not user.reach.committee_ids or user.reach.needs_second_factor:
        raise Http404
    form = SetPinForm(sent(request))
    if form.is_bound and form.is_valid() and _knows_password(request, form, "password"):
        try:
            credentials.set_pin(user, form.cleaned_data["pin"])
        except ValidationError as easy:
            form.add_error("pin", easy)
        else:
            messages.success(request, "PIN 设好了，在值班室的电脑上用。")
            return see_other(reverse("me"))
    return _own_form(request, "设 PIN", form, "保存 PIN")


def _knows_password(request: HttpRequest, form: Any, field: str) -> bool:
    """Guessing here counts like guessing at the door."""
    user, typed = me(request), form.cleaned_data[field]
    words = locked_words(request, user.phone)
    if not words and authenticate(request, phone=user.phone, password=typed) is not None:
        return True
    form.add_error(field, words or "现在的密码不对，请再写一次。")
    return False


def _own_form(request: HttpRequest, title: str, form: Any, button: str) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back": reverse("me")}
    status = 422 if form.errors else 200
    return render(request, "portal/entry/own_form.html", context, status=status)


@signed_in
@require_POST
@once
def session_end(request: HttpRequest) -> HttpResponse:
    """She sees a machine that is not hers any more, and shuts it."""
    which, here = request.POST.get("which", ""), request.session.session_key
    try:
        ended = end_one(me(request), which, here=here, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{ended.machine}上退出了。不是您登录的，请顺手改一下密码。")
    return see_other(reverse("me"))


@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    own = forgets(request)
    credentials.sign_out_everywhere(me(request))
    end_session(request)
    messages.success(request, "所有设备上都退出了。")
    response = see_other(reverse("sign-in"))
    return forget(response) if own else response
