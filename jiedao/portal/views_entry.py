"""Coming in and going out: sign-in, second factor, duty desk, demo entry, the own account."""

import json
from typing import Any
from urllib.parse import urlencode

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from committees.journal.actions import record
from committees.people import actions, credentials, desks, second_factor
from committees.people.access import home_committee, me, posted_as, sent, signed_in
from committees.people.backends import axes_username, client_address, locked_until
from committees.people.forms import (
    USUAL,
    AuthenticatorForm,
    ChangePasswordForm,
    CodeForm,
    DeskEntryForm,
    DeskForm,
    MyChoicesForm,
    SetPasswordForm,
    SetPinForm,
    SignInForm,
)
from committees.people.models import DutyDesk, Posting, User
from committees.people.pending import drop_pending_post, is_waiting, pending_post
from committees.people.querysets import UserQuerySet
from committees.people.sessions import (
    DESK,
    ONWARD,
    end_session,
    lacks_second_factor,
    let_in,
    way_on,
)
from committees.reach.states import STREET_ROLES, WORKING_ROLES, Role
from committees.submissions.once import once
from committees.territory.models import Committee
from jiedao.common.crypto import seal, unseal
from jiedao.common.dates import cn_time
from jiedao.common.documents import qr_svg
from jiedao.common.error_pages import error_page
from jiedao.common.errors import Refused
from jiedao.common.http import see_other
from jiedao.common.masks import mask_phone
from jiedao.env import ENV
from jiedao.portal.context import exists
from jiedao.portal.errors import typed_values
from jiedao.portal.views_worker import forget, forgets

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
keeps_secrets = sensitive_post_parameters("password", "again", "old", "pin", "code")
WRONG_PASSWORD = f"手机号或密码不对。再试一次，或打 {ENV.help_phone}，我们帮您。"
OWN_DEVICE_COOKIE = "own"
CALENDAR = "/me/calendar/"
"""The person's calendar feed; the link stands on 我的账号 as soon as the page exists."""
RECOVERY_CODES = "recovery_codes"


# Phone and password


@never_cache
@keeps_secrets
@get_or_post
def sign_in(request: HttpRequest) -> HttpResponse:
    """The same answer in the same time whether or not the number is known (RELIABILITY B4)."""
    if request.user.is_authenticated and not settings.JIEDAO_DEMO:
        return see_other(way_on(request, me(request), _next(request)))
    if request.method != "POST":
        desk = desks.desk_of(request)
        if desk is not None and request.GET.get("way") != "password":
            return see_other(_with_next(reverse("sign-in-desk"), _next(request)))
        remembered = OWN_DEVICE_COOKIE in request.COOKIES
        return _sign_in_page(request, SignInForm(initial={"own_device": remembered}))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, 422)
    phone = form.cleaned_data["phone"]
    if locked := _locked_words(request, phone):
        form.add_error(None, locked)
        return _sign_in_page(request, form, 429)
    user = authenticate(request, phone=phone, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        locked = _locked_words(request, phone)
        if locked:
            _note_lock(request, phone)
        form.add_error(None, locked or WRONG_PASSWORD)
        return _sign_in_page(request, form, 429 if locked else 422)
    own_device = form.cleaned_data["own_device"] and desks.desk_of(request) is None
    credentials.forgive_pin(user)
    let_in(request, user, way="密码", own_device=own_device)
    response = see_other(way_on(request, user, _next(request)))
    _remember_own_device(request, response, own_device)
    return response


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    if desks.desk_of(request) is not None:
        del form.fields["own_device"]
    context = {
        "form": form,
        "next": _next(request),
        "desk": desks.desk_of(request),
        "was_writing": is_waiting(request),
        "demo_roles": DEMO_ROLES if settings.JIEDAO_DEMO else [],
        "demo_committees": _demo_committees(),
    }
    return render(request, "portal/entry/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _with_next(url: str, wanted: str) -> str:
    return f"{url}?{urlencode({'next': wanted})}" if wanted else url


def _locked_words(request: HttpRequest, phone: str) -> str:
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
        drop_pending_post(request)
        return see_other(way_on(request, me(request)))
    context = {"pending": pending, "typed": typed_values(pending.fields)}
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
        "qr": qr_svg(device.config_url, title="给手机验证器扫的二维码"),
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


# The duty desk


def people_of_desk(desk: DutyDesk) -> UserQuerySet:
    """Who may tap a name here: whoever works in the committee today and has a PIN.

    Nobody with a role of the street: four digits are no second factor.
    """
    today = timezone.localdate()
    street = Posting.objects.on(today).filter(role__in=STREET_ROLES).values("user")
    here = User.objects.posted_in(desk.committee, WORKING_ROLES, today)
    found: UserQuerySet = here.exclude(pk__in=street).exclude(pin="").order_by("pinyin", "pk")
    return found


@never_cache
@keeps_secrets
@get_or_post
def sign_in_desk(request: HttpRequest) -> HttpResponse:
    """Tap your name, type your PIN. Any other browser than a registered one gets a 404."""
    desk = desks.desk_of(request)
    if desk is None:
        raise Http404
    form = DeskEntryForm(sent(request), people=people_of_desk(desk))
    if form.is_bound and form.is_valid():
        person: User = form.cleaned_data["who"]
        if credentials.try_pin(desk, person, form.cleaned_data["pin"]):
            let_in(request, person, way=f"值班电脑 {desk}", desk=desk)
            response = see_other(way_on(request, person, _next(request)))
            desks.remember_desk(request, response, request.COOKIES[desks.COOKIE])
            return response
        form.add_error("pin", _pin_words(person))
    status = 422 if form.errors else 200
    context = {"form": form, "desk": desk, "next": _next(request)}
    return render(request, "portal/entry/desk.html", context, status=status)


def _pin_words(person: User) -> str:
    person.refresh_from_db(fields=["pin_failures"])
    left = credentials.PIN_TRIES - person.pin_failures
    if left <= 0:
        return "PIN 试错 5 次，锁住了。请用手机号和密码登录，或请主任解开。"
    return f"PIN 不对，还能试 {left} 次。"


@never_cache
@posted_as(Role.DIRECTOR)
@get_or_post
@once
def my_desks(request: HttpRequest) -> HttpResponse:
    """The director registers the PC she is sitting at, and closes those that went away."""
    committee, user = home_committee(request), me(request)
    form = DeskForm(sent(request))
    if form.is_bound and form.is_valid():
        _, token = desks.register_desk(
            committee, form.cleaned_data["name"], by=user, at=timezone.now()
        )
        messages.success(request, "这台电脑登记好了。退出以后，点名字、输 PIN 就能进来。")
        response = see_other(reverse("my-desks"))
        desks.remember_desk(request, response, token)
        return response
    rows = DutyDesk.objects.visible_to(user).filter(committee=committee, closed_at__isnull=True)
    context = {
        "form": form,
        "desks": rows.select_related("registered_by").order_by("registered_at"),
        "here": desks.desk_of(request),
        "committee": committee,
    }
    status = 422 if form.errors else 200
    return render(request, "portal/entry/desks.html", context, status=status)


@posted_as(Role.DIRECTOR)
@require_POST
@once
def desk_close(request: HttpRequest, pk: int) -> HttpResponse:
    desk = get_object_or_404(DutyDesk.objects.visible_to(me(request)), pk=pk)
    desks.close_desk(desk, by=me(request), at=timezone.now())
    messages.success(request, f"“{desk}”不再是值班电脑。")
    return see_other(reverse("my-desks"))


# The own account


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
    words = _locked_words(request, user.phone)
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
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    own = forgets(request)
    credentials.sign_out_everywhere(me(request))
    end_session(request)
    messages.success(request, "所有设备上都退出了。")
    response = see_other(reverse("sign-in"))
    return forget(response) if own else response


# The demo entry

DEMO_ROLES = (
    (Role.DIRECTOR, "居委会主任"),
    (Role.MEMBER, "居委会委员"),
    (Role.CLERK, "街道社区科"),
    (Role.STREET_LEADER, "街道领导"),
    (Role.BRANCH, "居民区党组织"),
    (Role.STATION, "社区工作站"),
    (Role.PROPERTY, "物业"),
    (Role.OWNERS, "业委会"),
    (Role.ADMIN, "系统管理员"),
    (Role.AUDITOR, "审计员"),
)


def _demo_committees() -> Any:
    return Committee.objects.in_street_order() if settings.JIEDAO_DEMO else []


@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Come in as somebody of the fiction. 404 outside the demo, and where nobody holds the post."""
    if not settings.JIEDAO_DEMO:
        raise Http404
    try:
        role = Role(request.POST.get("role", ""))
    except ValueError:
        return error_page(400, request)
    posting = _demo_postings(role, request.POST.get("committee", "")).first()
    if posting is None:
        raise Http404
    let_in(request, posting.user, way="演示", demo=True)
    return see_other(way_on(request, posting.user))


def _demo_postings(role: Role, slug: str) -> Any:
    held = Posting.objects.on(timezone.localdate()).filter(role=role, user__is_active=True)
    if role not in STREET_ROLES:
        every = Committee.objects.in_street_order()
        chosen = every.filter(slug=slug) if slug else every
        held = held.filter(committee=chosen.first()) if chosen else held.none()
    return held.select_related("user").order_by("pk")
