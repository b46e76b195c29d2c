"""The first page of the settings: what this person may maintain."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from committees.people.access import me, posted_as
from committees.reach.states import Role
from jiedao.portal.context import exists


@dataclass(frozen=True)
class Subject:
    """A line of the page. `roles` are those whom the page itself lets in."""

    path: str
    label: str
    what: str
    roles: frozenset[Role]


ADMIN = frozenset({Role.ADMIN})
CLERK = frozenset({Role.CLERK})
OFFICE = ADMIN | CLERK
READERS = OFFICE | {Role.STREET_LEADER}

SUBJECTS = (
    Subject("/settings/start/", "开始使用", "从空的平台到第一张值班表，一步一步来", OFFICE),
    Subject("/settings/users/", "账号", "谁能进来，做什么；离任、重设密码", ADMIN),
    Subject("/settings/users/onboard/", "接入居委会", "一页写好主任、委员和各单位联系人", ADMIN),
    Subject("/settings/users/review/", "一年一次的权限清单", "打印、核对、签字", ADMIN),
    Subject("/settings/committees/", "居委会名录", "地址、电话、办公时间、小区、合作单位", OFFICE),
    Subject("/imports/", "导入住户", "开通居委会时，用现成的表格装入住户", OFFICE),
    Subject("/settings/street/", "街道和夜间电话", "地址、总值班电话、科室、急事电话", OFFICE),
    Subject("/settings/periods/", "节假日和调休", "每年按国务院办公厅通知录入", OFFICE),
    Subject("/settings/ladders/", "提醒时间", "什么事、提前多久、怎么说", OFFICE),
    Subject("/settings/meeting-kinds/", "会议类别", "怎么召集、多少人能开、怎么定", OFFICE),
    Subject("/settings/rule-sets/", "选举规则", "几天、多少人、多少票，依据哪一条", READERS),
    Subject("/settings/duty-rules/", "值班规矩", "几点到几点、几个人、换班要谁同意", OFFICE),
    Subject("/settings/cases/", "事项交接", "交给别人，几小时内要答复", CLERK),
    Subject("/settings/response/", "快速反应", "几级、多久要做到、超时告诉谁", CLERK),
    Subject("/settings/care/", "关爱类别", "登记哪些人、多久核对、多久走访", OFFICE),
    Subject("/settings/retention/", "保存多久", "离开的人、结束的关爱，多久以后清除", OFFICE),
    Subject("/residents/retention/", "到期清除", "看有多少到期的，一起清除", ADMIN),
    Subject("/settings/plans/", "帮扶步骤", "独居老人、低保、大病……各做哪几步", CLERK),
    Subject("/settings/aid/", "帮扶钱物", "钱物从哪里来，多少要另一个人批准", CLERK),
    Subject("/settings/replies/", "答复用语", "给居民的答复单上怎么说", CLERK),
    Subject("/settings/indicators/", "总览的口径", "每个数字怎么算，到多少要留意", OFFICE),
    Subject("/settings/operations/", "运行情况", "后台任务、排队、晚了的提醒", OFFICE),
)


@posted_as(Role.ADMIN, Role.CLERK, Role.STREET_LEADER)
@require_GET
def settings_home(request: HttpRequest) -> HttpResponse:
    roles = me(request).reach.roles
    subjects = [one for one in SUBJECTS if roles & one.roles and exists(one.path)]
    return render(request, "portal/settings.html", {"subjects": subjects})
