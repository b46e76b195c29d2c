"""The registered PC of a duty room: tap your name, type your PIN (R12)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from committees.people import credentials, desks
from committees.people.access import home_committee, me, posted_as, sent
from committees.people.forms_entry import DeskEntryForm, DeskForm
from committees.people.models import DutyDesk, Posting, User
from committees.people.querysets import UserQuerySet
from committees.people.sessions import let_in, way_on
from committees.reach.states import STREET_ROLES, WORKING_ROLES, Role
from committees.submissions.once import once
from jiedao.common.http import see_other
from jiedao.portal.views_entry import get_or_post, keeps_secrets, wanted_page


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
            response = see_other(way_on(request, person, wanted_page(request)))
            desks.remember_desk(request, response, request.COOKIES[desks.COOKIE])
            return response
        form.add_error("pin", _pin_words(person))
    status = 422 if form.errors else 200
    context = {"form": form, "desk": desk, "next": wanted_page(request)}
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
