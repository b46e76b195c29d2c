"""业委会 and 物业 come in with a one-time code: by SMS, or printed by the desk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.delivery.channels import Undelivered, sms_gateway
from committees.feedback.limits import within_limit
from committees.people.access import at_work, home_committee, me
from committees.people.fields import DigitsField
from committees.people.models import Posting
from committees.people.partner_codes import (
    code_by_sms,
    code_on_paper,
    contact_with,
    contacts_on,
    person_with_code,
)
from committees.people.sessions import let_in
from committees.reach.states import PARTNER_ROLES
from committees.submissions.once import once
from jiedao.common.crypto import seal, unseal
from jiedao.common.documents import qr_svg
from jiedao.common.errors import Refused
from jiedao.common.forms import PhoneField, PortalForm
from jiedao.common.http import afterwards, see_other
from jiedao.common.shown_once import keep_for_next_page, take_from_last_page
from jiedao.env import ENV

PHONE = "partner_phone"
FRESH = "partner-code"
ASKED_MOST, TRIED_MOST = 30, 60
"""Of one address in an hour: several bodies may share one line."""
TOO_OFTEN = "试得太多了，请过一小时再来，或者打电话给居委会。"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class EnterForm(PortalForm):
    phone = PhoneField(label="手机号", help_text="登记在居委会的那个号码")


class PartnerCodeForm(EnterForm):
    code = DigitsField(
        label="进入码",
        digits=6,
        help_text="短信里的 6 位数字；居委会打印给您的也行。",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w-short"}
        ),
    )


@never_cache
@get_or_post
def enter(request: HttpRequest) -> HttpResponse:
    """The same answer in the same time whether or not the number is known (RELIABILITY B4): the
    number is looked up, and the SMS goes out, when the answer is on its way.
    """
    form = EnterForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "enter", form, 422 if form.is_bound else 200)
    if not within_limit("partner-enter", request, most=ASKED_MOST):
        form.add_error(None, TOO_OFTEN)
        return _page(request, "enter", form, 429)
    phone = form.cleaned_data["phone"]
    request.session[PHONE] = seal(phone)
    messages.info(request, "号码登记过的，进入码已经发到手机上，10 分钟内有效。")
    return afterwards(see_other(reverse("partner-code")), lambda: _send_code(phone))


def _send_code(phone: str) -> None:
    posting = contact_with(phone)
    code = code_by_sms(posting, at=timezone.now()) if posting else ""
    if not code:
        return
    text = f"【{ENV.street_name}】您的进入码是 {code}，10 分钟内有效，请不要告诉别人。"
    try:
        sms_gateway().send(phone, text)
    except Undelivered:
        return


@never_cache
@sensitive_post_parameters("code")
@get_or_post
def code(request: HttpRequest) -> HttpResponse:
    """Phone and code open /actions/ in this browser, and nothing else."""
    kept = request.session.get(PHONE, "")
    form = PartnerCodeForm(
        request.POST if request.method == "POST" else None,
        initial={"phone": unseal(kept) if kept else ""},
    )
    if not form.is_valid():
        return _page(request, "code", form, 422 if form.is_bound else 200)
    if not within_limit("partner-code", request, most=TRIED_MOST):
        form.add_error(None, TOO_OFTEN)
        return _page(request, "code", form, 429)
    said = form.cleaned_data
    try:
        person = person_with_code(said["phone"], said["code"], at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _page(request, "code", form, 422)
    let_in(request, person, way="一次性进入码", only_items=True)
    return see_other(reverse("actions"))


def _page(request: HttpRequest, name: str, form: PortalForm, status: int) -> HttpResponse:
    return render(request, f"portal/entry/partner_{name}.html", {"form": form}, status=status)


# At the desk


@never_cache
@require_safe
@at_work
def codes(request: HttpRequest) -> HttpResponse:
    """Contact persons of the bodies, and the code just made, to be printed."""
    address = request.build_absolute_uri(reverse("partner-code"))
    context = {
        "contacts": _contacts(request).select_related("user", "body"),
        "fresh": take_from_last_page(request, FRESH),
        "address": address,
        "qr": qr_svg(address, title="进入的网址"),
    }
    return render(request, "portal/entry/partner_codes.html", context)


def _contacts(request: HttpRequest) -> Any:
    rows = Posting.objects.visible_to(me(request)).filter(
        pk__in=contacts_on(timezone.localdate()).values("pk"),
        role__in=PARTNER_ROLES,
        committee=home_committee(request),
    )
    return rows.order_by("role", "pk")


@require_POST
@at_work
@once
def code_make(request: HttpRequest, pk: int) -> HttpResponse:
    posting: Posting = get_object_or_404(_contacts(request).select_related("user"), pk=pk)
    try:
        made = code_on_paper(posting, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        keep_for_next_page(request, FRESH, f"{posting.user.name} {made}")
        messages.success(request, "进入码做好了，24 小时内有效。它只显示这一次，请打印给本人。")
    return see_other(reverse("partner-codes"))
