"""Coming in and going out: phone and password, second factor, first password."""

import json
import re
from functools import partial
from urllib.parse import urlencode

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from committees.files import staging
from committees.journal.actions import record
from committees.people import credentials, desks, second_factor
from committees.people.access import me, sent, signed_in
from committees.people.backends import axes_username, client_address, locked_until
from committees.people.forms_entry import AuthenticatorForm, CodeForm, SetPasswordForm, SignInForm
from committees.people.models import User
from committees.people.open_sessions import open_sessions
from committees.people.pending import drop_pending_post, is_waiting, pending_post
from committees.people.sessions import DESK, ONWARD, lacks_second_factor, let_in, way_on
from jiedao.common.crypto import seal, unseal
from jiedao.common.dates import cn_time
from jiedao.common.documents import qr_svg
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.masks import mask_phone
from jiedao.env import ENV
from jiedao.portal.demo_entry import DEMO_ROLES, demo_committees
from jiedao.portal.errors import typed_values
from jiedao.portal.views_worker import forget, forgets

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
keeps_secrets = sensitive_post_parameters("password", "again", "old", "pin", "code")
WRONG_PASSWORD = f"手机号或密码不对。再试一次，或打 {ENV.help_phone}，我们帮您。"
OWN_DEVICE_COOKIE = "own"
CHOICE = re.compile("[a-z][a-z_]*")
"""A ticked choice as the form sends it: nobody typed that."""
RECOVERY_CODES = "recovery_codes"


# Phone and password


@never_cache
@keeps_secrets
@get_or_post
def sign_in(request: HttpRequest) -> HttpResponse:
    """The same answer in the same time whether or not the number is known (RELIABILITY B4)."""
    if request.user.is_authenticated and not settings.JIEDAO_DEMO:
        return see_other(way_on(request, me(request), wanted_page(request)))
    if request.method != "POST":
        desk = desks.desk_of(request)
        if desk is not None and request.GET.get("way") != "password":
            return see_other(_with_next(reverse("sign-in-desk"), wanted_page(request)))
        remembered = OWN_DEVICE_COOKIE in request.COOKIES
        return _sign_in_page(request, SignInForm(initial={"own_device": remembered}))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, 422)
    phone = form.cleaned_data["phone"]
    if locked := locked_words(request, phone):
        form.add_error(None, locked)
        return _sign_in_page(request, form, 429)
    user = authenticate(request, phone=phone, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        locked = locked_words(request, phone)
        if locked:
            _note_lock(request, phone)
        form.add_error(None, locked or WRONG_PASSWORD)
        return _sign_in_page(request, form, 429 if locked else 422)
    own_device = form.cleaned_data["own_device"] and desks.desk_of(request) is None
    credentials.forgive_pin(user)
    let_in(request, user, way="密码", own_device=own_device)
    say_where_else(request, user)
    response = see_other(way_on(request, user, wanted_page(request)))
    _remember_own_device(request, response, own_device)
    return response


def say_where_else(request: HttpRequest, user: User) -> None:
    """Somebody who is signed in elsewhere as well is told where (RELIABILITY B9)."""
    found = open_sessions(user, request.session.session_key, at=timezone.now())
    elsewhere = [f"{one.machine}（{one.kept}）" for one in found if not one.here]
    if elsewhere:
        where = "、".join(dict.fromkeys(elsewhere))
        messages.info(request, f"您在{where}上也登录着。不是您，请到“我的账号”里让它退出。")


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    if desks.desk_of(request) is not None:
        del form.fields["own_device"]
    context = {
        "form": form,
        "next": wanted_page(request),
        "desk": desks.desk_of(request),
        "was_writing": is_waiting(request),
        "demo_roles": DEMO_ROLES if settings.JIEDAO_DEMO else [],
        "demo_committees": demo_committees(),
    }
    return render(request, "portal/entry/sign_in.html", context, status=status)


def wanted_page(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _with_next(url: str, wanted: str) -> str:
    return f"{url}?{urlencode({'next': wanted})}" if wanted else url


def locked_words(request: HttpRequest, phone: str) -> str:
    until = locked_until(request, phone, timezone.now())
    if until is None:
        return ""
    return f"试错太多次了。请{cn_time(until)}以后再试，或打 {ENV.help_phone}，我们帮您。"


def _note_lock(request: HttpRequest, phone: str) -> None:
    """A lock-out stands in the journal whether or not the number belongs to anybody."""
    attempt = AccessAttempt.objects.filter(
        username=axes_username(request, {"phone": phone}), ip_address=client_address(request)
    ).first()
    if attempt is not None:
        record("people.locked-out", attempt, by=None, label=mask_phone(phone), after="")


def _remember_own_device(request: HttpRequest, response: HttpResponse, own_device: bool) -> None:
    """The tick stands there again next time on this device."""
    if own_device:
        response.set_cookie(
            OWN_DEVICE_COOKIE,
            "1",
            max_age=settings.SESSION_OWN_DEVICE * 12,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(OWN_DEVICE_COOKIE)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Back to the sign-in page, or to the names of the duty desk; nothing stays in the session."""
    at_desk = request.user.is_authenticated and request.session.get(DESK)
    own = forgets(request)
    logout(request)
    response = see_other(reverse("sign-in-desk" if at_desk else "sign-in"))
    return forget(response) if own else response


@never_cache
@signed_in
@get_or_post
def resume(request: HttpRequest) -> HttpResponse:
    """What was typed when the session ended; one press sends it to where it was going."""
    pending = pending_post(request)
    if request.method == "POST" or pending is None:
        if pending is not None:
            staging.give_up(me(request), pending.key)
        drop_pending_post(request)
        return see_other(way_on(request, me(request)))
    request.__dict__["staged_files"] = partial(staging.held_files, me(request), pending.key)
    typed = [said for said in typed_values(pending.fields) if not CHOICE.fullmatch(said)]
    context = {"pending": pending, "typed": typed}
    return render(request, "portal/entry/resume.html", context)


# Second factor


@never_cache
@keeps_secrets
@signed_in
@get_or_post
def sign_in_code(request: HttpRequest) -> HttpResponse:
    user = me(request)
    if not lacks_second_factor(request, user):
        return see_other(way_on(request, user))
    if not second_factor.has_second_factor(user):
        return see_other(reverse("second-factor"))
    form = CodeForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            device = second_factor.check_second_factor(user, form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", refused.reason)
        else:
            otp_login(request, device)
            request.session.cycle_key()
            return see_other(way_on(request, user, request.session.pop(ONWARD, "")))
    status = 422 if form.errors else 200
    return render(request, "portal/entry/code.html", {"form": form}, status=status)


@never_cache
@keeps_secrets
@signed_in
@get_or_post
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """Scan, type the first code, get ten recovery codes. Only who has none gets here."""
    user = me(request)
    try:
        device = second_factor.begin_setup(user)
    except Refused as refused:
        messages.info(request, refused.reason)
        return see_other(way_on(request, user))
    form = AuthenticatorForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            device, codes = second_factor.confirm_setup(user, form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", refused.reason)
        else:
            otp_login(request, device)
            request.session[RECOVERY_CODES] = seal(json.dumps(codes))
            request.session.cycle_key()
            return see_other(reverse("recovery-codes"))
    context = {
        "form": form,
        "qr": qr_svg(second_factor.setup_address(device), title="给手机验证器扫的二维码"),
        "secret": second_factor.spoken_secret(device),
    }
    status = 422 if form.errors else 200
    return render(request, "portal/entry/second_factor.html", context, status=status)


@never_cache
@signed_in
@get_or_post
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes, until the person says she has them on paper; then never again."""
    sealed = request.session.get(RECOVERY_CODES)
    if request.method == "POST" or not sealed:
        request.session.pop(RECOVERY_CODES, None)
        return see_other(way_on(request, me(request), request.session.pop(ONWARD, "")))
    context = {"codes": json.loads(unseal(sealed))}
    return render(request, "portal/entry/recovery_codes.html", context)


@never_cache
@keeps_secrets
@get_or_post
def set_password(request: HttpRequest) -> HttpResponse:
    """First password, or a new one after a reset: with the code from paper, without a session."""
    form = SetPasswordForm(sent(request))
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            credentials.set_password_with_code(
                values["phone"], values["code"], values["password"], at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        except ValidationError as easy:
            form.add_error("password", easy)
        else:
            messages.success(request, "密码设好了，现在用它登录。")
            return see_other(f"{reverse('sign-in')}?way=password")
    status = 422 if form.errors else 200
    return render(request, "portal/entry/set_password.html", {"form": form}, status=status)
