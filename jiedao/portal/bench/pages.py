"""The main pages, who opens them, and how fast they have to be (PERFORMANCE.md, issue K)."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils import timezone

from casework.cases.models import Case
from casework.log.models import LogEntry
from committees.notices.models import Notice
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.residents.models import Household, Resident
from committees.territory.models import Committee
from meetings.convening.models import Meeting

PUBLIC_MS, WORK_MS, OVERVIEW_MS = 80, 150, 300
GROWTH = 1.2
"""With ten times the years a page may take so many times as long, and no more."""


@dataclass(frozen=True)
class Page:
    """`label` is its address with placeholders; `path` the one that is asked for."""

    label: str
    path: str
    visitor: User | None
    goal_ms: int

    @property
    def who(self) -> str:
        return "居民" if self.visitor is None else self.visitor.name

    @property
    def exists(self) -> bool:
        try:
            path, _, _ = self.path.removeprefix("/").partition("?")
            resolve(get_script_prefix() + path)
        except Resolver404:
            return False
        return True


def main_pages() -> Iterator[Page]:
    """As the first committee's director, the street's clerk and a resident see them."""
    committee = Committee.objects.in_street_order()[0]
    director = _posted(Role.DIRECTOR, committee)
    clerk = _posted(Role.CLERK, None)
    public = Notice.objects.public(timezone.now()).listed()
    notice = public.filter(committee=committee).latest("publish_at")
    yield Page("/", "/", None, PUBLIC_MS)
    yield Page("/notices/", "/notices/", None, PUBLIC_MS)
    yield Page("/n/<key>", f"/n/{notice.key}", None, PUBLIC_MS)
    yield Page("/c/<c>/", f"/c/{committee.slug}/", None, PUBLIC_MS)
    yield Page("/today/", "/today/", director, WORK_MS)
    yield Page("/log/", "/log/", director, WORK_MS)
    yield Page("/log/new", "/log/new", director, WORK_MS)
    yield Page("/cases/", "/cases/", director, WORK_MS)
    yield Page("/duty/", "/duty/", director, WORK_MS)
    yield Page("/street/", "/street/", clerk, OVERVIEW_MS)
    home = _best_known(committee)
    building = home.dwelling.building_id
    head = home.residents.get(is_head=True)
    yield Page("/map/", "/map/", director, WORK_MS)
    yield Page("/map/<building>/", f"/map/{building}/", director, WORK_MS)
    yield Page("/households/<id>/", f"/households/{home.pk}/", director, WORK_MS)
    yield Page("/residents/<id>/", f"/residents/{head.pk}/", director, WORK_MS)
    for label, query in _queries(home, head):
        yield Page(f"/households/ {label}", f"/households/?q={quote(query)}", director, WORK_MS)
        yield Page(f"/search {label}", f"/search?q={quote(query)}", director, WORK_MS)
    yield Page("/visits/", "/visits/", director, WORK_MS)
    case = Case.objects.filter(committee=committee).latest("opened_at")
    yield Page("/cases/<id>/", f"/cases/{case.pk}/", director, WORK_MS)
    yield Page("/cases/ 办结", "/cases/?tab=closed", director, WORK_MS)
    yield Page("/street/rates/", "/street/rates/", clerk, OVERVIEW_MS)
    meeting = Meeting.objects.filter(committee=committee).over().latest("starts_at")
    yield Page("/meetings/", "/meetings/", director, WORK_MS)
    yield Page("/meetings/<id>/", f"/meetings/{meeting.pk}/", director, WORK_MS)
    yield Page("/resolutions/", "/resolutions/", director, WORK_MS)
    yield Page("/actions/", "/actions/", director, WORK_MS)
    yield Page("/rules/", "/rules/", None, PUBLIC_MS)
    yield Page("/street/regulations/", "/street/regulations/", clerk, OVERVIEW_MS)
    yield Page("/elections/", "/elections/", None, PUBLIC_MS)
    yield Page("/street/elections/", "/street/elections/", clerk, OVERVIEW_MS)


def _best_known(committee: Committee) -> Household:
    """The household most is written of. Of a quiet one a year has nothing to show and ten years
    have: that would be the growth of the answer, not of the search.
    """
    written = LogEntry.objects.filter(committee=committee, household__residents__is_head=True)
    often = written.values("household").annotate(times=Count("pk")).order_by("-times", "household")
    household: Household = Household.objects.select_related("dwelling").get(
        pk=often[0]["household"]
    )
    return household


def _queries(home: Household, head: Resident) -> Iterator[tuple[str, str]]:
    """As somebody types: a name, its letters, its spelling, what only sounds alike, a door."""
    yield "姓名", head.name
    yield "首字母", head.initials
    yield "拼音", head.pinyin
    yield "近音", head.sound
    yield "门牌", home.dwelling.door


def _posted(role: Role, committee: Committee | None) -> User:
    held = Posting.objects.filter(role=role, committee=committee).select_related("user")
    posting: Posting = held.order_by("pk")[0]
    return posting.user
