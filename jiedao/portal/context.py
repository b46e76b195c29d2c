"""What every page shows around its content: the office's names, the navigation, the text size."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, get_script_prefix, resolve

from committees.people.access import home_committee
from committees.people.models import User
from committees.reach.rules import NOWHERE, Reach
from committees.reach.states import WORKING_ROLES
from committees.territory.models import Committee
from jiedao.common.error_pages import TEXT_SIZES
from jiedao.env import ENV


@dataclass(frozen=True)
class Entry:
    """A line of a navigation table. `begins` are the paths on which it is the current one."""

    label: str
    path: str
    icon: str = ""
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An entry as one page shows it."""

    label: str
    url: str
    icon: str
    current: bool
    count: int | None


WALKING = ("/log/", "/households/", "/map/", "/surveys/", "/visits/", "/knocks/")
"""Pages that belong to 走访."""
OF_CASES = ("/cases/", "/callbacks/", "/rates/", "/aid/", "/plan-steps/", "/referrals/")

COMMITTEE_NAV = (
    Entry("今日", "/today/", "house-door-fill"),
    Entry("走访", "/log/?kind=home", "person-walking", WALKING),
    Entry("事项", "/cases/", "clipboard2-check-fill", OF_CASES),
    Entry("会议", "/meetings/", "people-fill", ("/meetings/", "/actions/", "/resolutions/")),
    Entry("值班表", "/duty/", "calendar-event"),
    Entry("公示", "/publish/", "megaphone-fill", ("/publish/", "/disclosure/")),
    Entry("更多", "/more/", "three-dots"),
)
COMMITTEE_TABS = (
    Entry("今日", "/today/", "house-door-fill"),
    Entry("走访", "/log/?kind=home", "person-walking", WALKING),
    Entry("记一笔", "/log/new", "pencil-square"),
    Entry("事项", "/cases/", "clipboard2-check-fill", OF_CASES),
    Entry("更多", "/more/", "three-dots"),
)
OF_MEETINGS = ("/street/meetings/", "/street/items/", "/street/rectification/", "/resolutions/")
OF_ELECTIONS = (
    "/street/elections/",
    "/street/terms/",
    "/street/training/",
    "/elections/",
    "/e/",
    "/office/",
)
STREET_NAV = (
    Entry("总览", "/street/"),
    Entry("居委会", "/committees/", "", ("/committees/", "/street/c/")),
    Entry(
        "事项",
        "/street/cases/",
        "",
        (
            "/street/cases/",
            "/street/response/",
            "/street/rates/",
            "/street/aid/",
            "/street/referrals/",
        ),
    ),
    Entry(
        "走访",
        "/street/visits/",
        "",
        ("/street/visits/", "/street/surveys/", "/street/care/", "/street/knocks/", "/map/"),
    ),
    Entry("值班", "/street/duty/"),
    Entry("会议", "/street/meetings/", "", OF_MEETINGS),
    Entry("公示", "/publish/"),
    Entry("选举", "/street/elections/", "", OF_ELECTIONS),
    Entry("制度库", "/rules/", "", ("/rules/", "/street/regulations/")),
    Entry("报表", "/reports/"),
    Entry("设置", "/settings/"),
)
ADMIN_NAV = (
    Entry("设置", "/settings/"),
    Entry("居委会", "/committees/"),
    Entry("制度库", "/rules/"),
)
AUDITOR_NAV = (
    Entry("审计", "/settings/audit/"),
    Entry("制度库", "/rules/"),
)
PARTNER_NAV = (
    Entry("我的事项", "/actions/", "clipboard2-check-fill"),
    Entry("制度库", "/rules/", "journal-text"),
)
ELECTION_NAV = (
    Entry("选举", "/elections/", "clipboard2-check-fill", ("/elections/", "/e/")),
    Entry("制度库", "/rules/", "journal-text"),
)
PUBLIC_NAV = (
    Entry("首页", "/"),
    Entry("通知公示", "/notices/", "", ("/notices/", "/n/")),
    Entry("找我的居委会", "/committees/", "", ("/committees/", "/c/")),
    Entry("选举", "/elections/", "", ("/elections/", "/e/")),
    Entry("制度和公约", "/rules/", "", ("/rules/", "/covenants/")),
    Entry("联系我们", "/contact/"),
)
HEAD_TOOLS = (
    Entry("查找", "/search/", "search", ("/search",)),
    Entry("消息", "/inbox/", "bell"),
)
FOOTER = (
    Entry("使用帮助", "/help/"),
    Entry("联系我们", "/contact/"),
    Entry("网站地图", "/sitemap/"),
    Entry("隐私说明", "/privacy/"),
    Entry("无障碍说明", "/accessibility/"),
)

Counter = Callable[[User], int | None]
COUNTERS: dict[str, Counter] = {}
"""Path of an entry -> how many things this person must do there. Filled by `counts`."""


def counts(path: str) -> Callable[[Counter], Counter]:
    """Register the badge of a navigation entry: `@counts("/cases/")`."""

    def register(counter: Counter) -> Counter:
        COUNTERS[path] = counter
        return counter

    return register


OWN_SHEETS = {"elections": "css/elections.css"}
"""App → the style sheet its pages load beside portal.css, which everybody waits for (UX E.1)."""


class Portal:
    """`portal` in the templates. Everything is worked out when a template asks for it."""

    site_name = ENV.site_name
    street_name = ENV.street_name
    help_phone = ENV.help_phone
    help_hours = ENV.help_hours
    site_code = ENV.site_code
    icp_record = ENV.icp_record
    police_record = ENV.police_record

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        return bool(settings.JIEDAO_DEMO)

    @cached_property
    def person(self) -> User | None:
        user = getattr(self._request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def reach(self) -> Reach:
        return self.person.reach if self.person else NOWHERE

    @cached_property
    def is_staff(self) -> bool:
        return self.reach.is_street_staff

    @cached_property
    def role_class(self) -> str:
        return "staff" if self.is_staff else ""

    @cached_property
    def own_device(self) -> bool:
        return self.person is not None and bool(self._request.session.get("own_device"))

    @cached_property
    def keeps_door(self) -> bool:
        """May pages for the door stay on this device? Only on the own one of somebody who works in
        a committee (CONTRACTS): whoever sees all 34 keeps nothing anywhere.
        """
        return self.own_device and not self.is_staff and bool(self.reach.roles & WORKING_ROLES)

    @cached_property
    def idle_seconds(self) -> int | None:
        """After how long without a click this session ends; None on the person's own device."""
        if self.person is None or self.own_device:
            return None
        limit = settings.SESSION_STAFF_IDLE if self.is_staff else settings.SESSION_COMMITTEE_IDLE
        return int(limit.total_seconds())

    @cached_property
    def own_sheet(self) -> str:
        """The style sheet that one part of the portal needs beside the common one."""
        match = self._request.resolver_match
        return OWN_SHEETS.get(match.func.__module__.partition(".")[0], "") if match else ""

    @cached_property
    def text_size(self) -> str:
        """Empty, large or xlarge: the cookie of this device, or else the account's choice."""
        chosen = self._request.COOKIES.get("size")
        if chosen is None and self.person is not None:
            chosen = self.person.text_size
        return chosen if chosen in TEXT_SIZES else ""

    @cached_property
    def committee(self) -> Committee | None:
        """The committee the person works for; the street has none. Read once a request."""
        if self.is_staff or not self.reach.committee_ids:
            return None
        return home_committee(self._request)

    @property
    def brand(self) -> str:
        return str(self.committee or ENV.street_name)

    @property
    def brand_below(self) -> str:
        street = ENV.street_name if self.committee else ""
        return f"{street}{ENV.site_name}"

    @property
    def home_url(self) -> str:
        return _full(self._table[0].path)

    @property
    def _table(self) -> tuple[Entry, ...]:
        if self.person is None or not self.reach.seats:
            return PUBLIC_NAV
        if self.reach.whole_street:
            return STREET_NAV
        if self.reach.is_admin:
            return ADMIN_NAV
        if self.reach.is_auditor:
            return AUDITOR_NAV
        if self.reach.committee_ids:
            return COMMITTEE_NAV
        return ELECTION_NAV if self.reach.in_elections else PARTNER_NAV

    @cached_property
    def nav(self) -> list[Item]:
        return self._items(self._table)

    @cached_property
    def public_nav(self) -> list[Item]:
        return self._items(PUBLIC_NAV, badges=False)

    @cached_property
    def tabs(self) -> list[Item]:
        """The bar at the bottom of a phone; staff have none."""
        if self.person is None or self.is_staff or not self.reach.seats:
            return []
        return self._items(COMMITTEE_TABS if self.reach.committee_ids else self._table)

    @cached_property
    def tools(self) -> list[Item]:
        """查找 and 消息, in the header of everybody who has come in."""
        return self._items(HEAD_TOOLS) if self.person and self.reach.seats else []

    @cached_property
    def footer(self) -> list[Item]:
        return self._items(FOOTER, badges=False)

    def _items(self, table: Iterable[Entry], *, badges: bool = True) -> list[Item]:
        entries = [entry for entry in table if exists(entry.path)]
        here = _current(entries, self._request.path_info)
        person = self.person if badges else None
        return [
            Item(
                entry.label,
                _full(entry.path),
                entry.icon,
                entry is here,
                COUNTERS[entry.path](person) if person and entry.path in COUNTERS else None,
            )
            for entry in entries
        ]


def _current(entries: Iterable[Entry], path: str) -> Entry | None:
    """The entry with the longest beginning of this path; the front page only for itself."""
    found = [
        (len(beginning), entry)
        for entry in entries
        for beginning in entry.begins or (entry.path,)
        if (path == beginning if beginning == "/" else path.startswith(beginning))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _full(path: str) -> str:
    return get_script_prefix() + path.removeprefix("/")


@cache
def exists(path: str) -> bool:
    """Does the portal answer at this path? A link to a page not built yet is not shown."""
    try:
        resolve(get_script_prefix() + path.partition("?")[0].removeprefix("/"))
    except Resolver404:
        return False
    return True


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Context processor."""
    return {"portal": Portal(request)}
