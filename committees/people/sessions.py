"""How long a session lives (CONTRACTS, "People"), and where a second factor is due."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponseBase
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from committees.journal.actions import record
from committees.people.credentials import committee_of
from committees.people.desks import desk_of
from committees.people.models import DutyDesk, Posting, User
from committees.people.pending import ENDED, LAST_PERSON, pending_post
from committees.people.places import ELSEWHERE, has_a_place
from committees.reach.rules import Reach
from committees.reach.states import PARTNER_ROLES, Role
from jiedao.common.http import local_url, see_other

STARTED, SEEN, OWN_DEVICE, DEMO, DESK = "started", "seen", "own_device", "demo", "desk"
MACHINE = "machine"
MACHINES = (
    ("iPad", "苹果平板"),
    ("iPhone", "苹果手机"),
    ("Harmony", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
"""What a browser says of its machine, in words a person knows her own by."""
ONLY_ITEMS = "only_items"
"""A session opened with a one-time code: it reaches what a partner reaches, whoever it is."""
CLOSED_TO_CODES = ("/me/", "/people/", "/settings/")
ONWARD = "onward"
BACKEND = "committees.people.backends.PhoneBackend"
WRITE_EVERY = timedelta(minutes=1)

OPEN_WITHOUT_SECOND_FACTOR = (
    "/sign-in/code/",
    "/sign-in/second-factor/",
    "/sign-in/recovery-codes/",
    "/sign-out/",
    "/prefs/",
    "/healthz",
)


def let_in(
    request: HttpRequest,
    user: User,
    *,
    way: str,
    own_device: bool = False,
    demo: bool = False,
    desk: DutyDesk | None = None,
    only_items: bool = False,
) -> None:
    """Begin a session under a new id and set its clocks; `way` is the journal's word for how."""
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    login(request, user, backend=BACKEND)
    now = timezone.now().timestamp()
    request.session.update(
        {STARTED: now, SEEN: now, OWN_DEVICE: own_device, DEMO: demo, LAST_PERSON: user.pk}
    )
    request.session[DESK] = desk.pk if desk else None
    request.session[ONLY_ITEMS] = only_items
    request.session[MACHINE] = machine_of(request.headers.get("User-Agent", ""))
    request.session.set_expiry(None if own_device else 0)
    record("people.sign-in", user, by=user, committee=committee_of(user), label=way)


def machine_of(browser: str) -> str:
    """「安卓手机」 of the User-Agent; empty when it says nothing known."""
    return next((words for sign, words in MACHINES if sign in browser), "")


def landing(user: User) -> str:
    """Where a person begins: the street's overview, 今日, the own items, or the own task.

    An office in which nobody leads a committee yet begins with the guide.
    """
    reach = user.reach
    if reach.whole_street:
        path = "street/"
    elif reach.committee_ids:
        path = "today/"
    elif reach.is_admin:
        opened = Posting.objects.filter(role=Role.DIRECTOR).exists()
        path = "settings/users/" if opened else "settings/start/"
    elif reach.is_auditor:
        path = "settings/audit/"
    else:
        path = ELSEWHERE(user) or "actions/"
    return get_script_prefix() + path


def way_on(request: HttpRequest, user: User, wanted: str = "") -> str:
    """After signing in: the second factor, the unfinished form, the wanted page, or home."""
    if lacks_second_factor(request, user):
        request.session[ONWARD] = wanted
        return reverse("sign-in-code")
    if pending_post(request):
        return reverse("sign-in-resume")
    own = local_url(wanted, fallback="")
    return landing(user) if not own or _is_a_gate(own) else own


def _is_a_gate(url: str) -> bool:
    path = url.removeprefix(get_script_prefix())
    return path.startswith(("sign-in/", "sign-out/", "demo/"))


def idle_limit(reach: Reach, *, own_device: bool) -> timedelta:
    """Street, admin, auditor 30 min; committee people 12 h, 30 days on their own device."""
    if reach.is_street_staff:
        return settings.SESSION_STAFF_IDLE
    return settings.SESSION_OWN_DEVICE if own_device else settings.SESSION_COMMITTEE_IDLE


def session_clock(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Ends sessions that are over, and leads to the second factor where one is due."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User):
            if request.session.get(ONLY_ITEMS):
                _narrow(user)
                if request.path_info.startswith(CLOSED_TO_CODES):
                    return see_other(landing(user))
            if is_over(request, user, timezone.now()):
                end_session(request)
            elif lacks_second_factor(request, user) and not _is_open(request):
                return see_other(reverse("sign-in-code"))
        return get_response(request)

    return middleware


def _narrow(user: User) -> None:
    """Somebody who came in with a one-time code is a partner here, and nothing more."""
    kept = tuple(seat for seat in user.reach.seats if seat.role in PARTNER_ROLES)
    user._reach = Reach(kept)  # type: ignore[attr-defined]


def end_session(request: HttpRequest) -> None:
    """Sign out here; the browser only remembers whose session it was, and when it ended."""
    person = request.user.pk
    logout(request)
    request.session.update({LAST_PERSON: person, ENDED: timezone.now().timestamp()})


def is_over(request: HttpRequest, user: User, now: datetime) -> bool:
    """Too long idle, too old, away from its desk, the demo over, or no posting any more."""
    reach = user.reach
    if not has_a_place(user):
        return True
    if request.session.get(DEMO) and not settings.JIEDAO_DEMO:
        return True
    seen = _instant(request.session.get(SEEN))
    if now - seen > idle_limit(reach, own_device=bool(request.session.get(OWN_DEVICE))):
        return True
    if reach.is_street_staff:
        started = _instant(request.session.get(STARTED))
        if now - started > settings.SESSION_STAFF_ABSOLUTE:
            return True
    if _left_its_desk(request):
        return True
    if abs(now - seen) > WRITE_EVERY:  # ahead of now where the clock was put back (F5)
        request.session[SEEN] = now.timestamp()
    return False


def _left_its_desk(request: HttpRequest) -> bool:
    """A session opened with a PIN lives on its registered PC alone (R12)."""
    bound: Any = request.session.get(DESK)
    if bound is None:
        return False
    desk = desk_of(request)
    return desk is None or desk.pk != bound


def lacks_second_factor(request: HttpRequest, user: User) -> bool:
    """Street leader, clerk, admin and auditor need one; the demo entry is exempt (CONTRACTS)."""
    if not user.reach.needs_second_factor or is_demo(request):
        return False
    if DEVICE_ID_SESSION_KEY not in request.session:
        return True
    return not user.is_verified()  # type: ignore[attr-defined]


def is_demo(request: HttpRequest) -> bool:
    """Came in through the demo entry, and the office still is a demo: the mark alone is nothing."""
    return bool(settings.JIEDAO_DEMO and request.session.get(DEMO))


def _is_open(request: HttpRequest) -> bool:
    return request.path_info.startswith(OPEN_WITHOUT_SECOND_FACTOR)


def _instant(stored: float | None) -> datetime:
    return datetime.fromtimestamp(stored or 0, tz=UTC)
