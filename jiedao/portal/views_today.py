"""今日 and 更多."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.desk.boards import today_duty
from casework.knocks.shown import open_knocks
from casework.log.states import ICONS, LogKind
from committees.people.access import at_work, home_committee, me
from committees.submissions.drafts import drafts_of, onward_url
from elections.office.shown import lines_of_director
from jiedao.common.dates import lunar
from jiedao.portal import today as blocks
from jiedao.portal.context import Entry, exists

TILES = (LogKind.VISIT, LogKind.CALL, LogKind.HOME, LogKind.PATROL)
MORE = (
    (
        "大家的事",
        (
            Entry("会议", "/meetings/", "people-fill"),
            Entry("听取意见", "/opinions/", "chat-left-text"),
            Entry("经验库", "/experience/", "journal-text"),
            Entry("商定事项", "/actions/", "clipboard2-check-fill"),
            Entry("议定事项登记簿", "/resolutions/", "journal-text"),
            Entry("居务公开", "/disclosure/", "megaphone-fill"),
            Entry("要回访", "/callbacks/", "telephone-fill"),
            Entry("帮扶台账", "/aid/", "clipboard2-check-fill"),
            Entry("响应、解决、满意", "/rates/", "check-circle-fill"),
            Entry("值班表", "/duty/", "calendar-event"),
            Entry("换班", "/duty/swaps/", "arrow-left-right"),
            Entry("公示", "/publish/", "megaphone-fill"),
            Entry("为民地图", "/map/", "building"),
            Entry("走访轮次", "/surveys/", "person-walking"),
            Entry("住户", "/households/", "house-door-fill"),
            Entry("导入住户", "/imports/", "upload"),
            Entry("导出住户", "/exports/", "download"),
            Entry("关爱名单", "/care/", "shield-check"),
            Entry("关爱核对", "/care/review/", "list-check"),
            Entry("修改申请", "/residents/changes/", "pencil"),
            Entry("可能重复的登记", "/residents/duplicates/", "people-fill"),
            Entry("到期清除", "/residents/retention/", "trash"),
            Entry("走访计划", "/visits/", "person-walking"),
            Entry("敲门没人应", "/knocks/", "exclamation-triangle-fill"),
            Entry("选举", "/elections/", "clipboard2-check-fill"),
            Entry("任职变动", "/office/ends/", "people-fill"),
            Entry("新任培训", "/training/", "journal-text"),
            Entry("居民代表名册", "/representatives/", "people-fill"),
            Entry("制度和公约", "/rules/mine/", "file-earmark-text"),
            Entry("制度做得怎么样", "/measures/", "check-circle-fill"),
            Entry("工作汇报", "/work-reports/", "file-earmark-text"),
            Entry("制度库", "/rules/", "journal-text"),
        ),
    ),
    (
        "我写的",
        (
            Entry("全部记录", "/log/", "journal-text"),
            Entry("登记事项", "/cases/new", "clipboard2-check-fill"),
            Entry("草稿", "/drafts/", "pencil"),
            Entry("撤销的记录", "/log/bin/", "trash"),
            Entry("撤销的事项", "/cases/bin/", "trash"),
        ),
    ),
    (
        "我自己",
        (
            Entry("消息", "/inbox/", "bell"),
            Entry("电话名单", "/calls/", "telephone-fill"),
            Entry("查找", "/search/", "search"),
            Entry("我的日历", "/me/calendar/", "calendar-plus"),
            Entry("我的账号", "/me/", "person-circle"),
            Entry("数字怎么算", "/street/definitions/", "info-circle"),
            Entry("使用帮助", "/help/", "question-circle"),
        ),
    ),
)


@require_safe
@at_work
def today(request: HttpRequest) -> HttpResponse:
    """What must I do now, and one place to write it down."""
    user, committee, now = me(request), home_committee(request), timezone.now()
    day = timezone.localdate(now)
    meetings = blocks.meetings_of(committee, now)
    duty = today_duty(committee, user, now)
    rows, to_confirm = blocks.rows_of(user, committee), blocks.notices_to_confirm(user, committee)
    load, waiting = blocks.load_of(user), blocks.waiting_of(user, committee, now)
    office = lines_of_director(user, committee, day, takes_over=bool(waiting.handovers))
    idle = not (rows.to_do or to_confirm or waiting.anything or office)
    context = {
        "welcome": blocks.welcome(user, committee, now),
        "day": day,
        "lunar": lunar(day),
        "drafts": [
            {"draft": draft, "href": onward_url(draft)}
            for draft in drafts_of(user)[: blocks.MOST_DRAFTS]
        ],
        "knocks": open_knocks(user, committee) if duty.alarm else [],
        "tiles": [(kind, ICONS[kind]) for kind in TILES],
        "duty": duty,
        "load": load,
        "to_do": load.mine + len(to_confirm) + waiting.asked + waiting.opinions + waiting.exports,
        "rows": rows,
        "to_confirm": to_confirm,
        "waiting": waiting,
        "office": office,
        "leads": user.reach.leads(committee.pk),
        "to_visit": blocks.building_to_visit(committee, day) if idle else "",
        "meeting": meetings.next,
        "assemblies": meetings.assemblies,
    }
    return render(request, "portal/today/today.html", context)


@dataclass(frozen=True)
class Group:
    """A heading of 更多 and the pages below it that exist."""

    name: str
    pages: list[Entry]


FOR_ELECTED = frozenset({"/imports/", "/exports/"})
FOR_DIRECTOR = frozenset({"/residents/retention/"})


@require_safe
@at_work
def more(request: HttpRequest) -> HttpResponse:
    """Everything that is not in the bar at the bottom, and opens for this person."""
    reach, here = me(request).reach, home_committee(request).pk
    closed = frozenset() if here in reach.elected_in else FOR_ELECTED
    closed |= frozenset() if reach.leads(here) else FOR_DIRECTOR
    groups = [
        Group(name, [page for page in pages if page.path not in closed and exists(page.path)])
        for name, pages in MORE
    ]
    context = {"groups": [group for group in groups if group.pages]}
    return render(request, "portal/today/more.html", context)
