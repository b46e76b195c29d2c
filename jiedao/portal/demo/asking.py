"""What committees have asked 物业, 业委会 and the party organisation for, told by the acts
themselves: waiting, late, taken on, sent back, and said to be done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.cases.states import CaseKind, Source
from casework.referrals.actions import (
    Request,
    Said,
    accept,
    decline,
    finish,
    refer,
    tell_progress,
)
from casework.referrals.models import Referral
from casework.referrals.states import ReferralKind, WhyNot
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import PartnerBody
from committees.territory.states import BodyKind
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Team
from jiedao.portal.demo.setting import Setting
from meetings.items.policies import Hand

HELP, TRANSFER = ReferralKind.HELP, ReferralKind.TRANSFER
PROPERTY, OWNERS, BRANCH = BodyKind.PROPERTY, BodyKind.OWNERS, BodyKind.BRANCH


@dataclass(frozen=True)
class Ask:
    """A case, whom it was brought to so many hours ago, and what came back.

    `door`: it belongs to a household, which the body is told. `took`, `told`, `sent_back`, `done`:
    what the body said, in this order; empty where it said nothing of the kind.
    """

    title: str
    text: str
    to: BodyKind
    what: str
    kind: ReferralKind
    hours: int
    place: str = ""
    door: bool = False
    took: bool = False
    told: str = ""
    sent_back: str = ""
    done: str = ""


FIRST: tuple[Ask, ...] = (
    Ask(
        "厨房水表箱一直滴水",
        "上门看过，水表箱接口在滴，地上放了一只盆，老人怕滑。",
        PROPERTY,
        "厨房水表箱的接口在滴水，请去换接头。去之前先打居委会电话，我们陪着上门。",
        TRANSFER,
        3,
        door=True,
    ),
    Ask(
        "地砖翘起，绊了人",
        "花园东边有五六块地砖翘起来，昨天有老人绊了一下。",
        PROPERTY,
        "中心花园东边地砖翘起五六块，请重新铺平，铺好前放一块提醒牌。",
        TRANSFER,
        75,
        "中心花园",
        took=True,
        told="提醒牌放好了，砖已经订了，后天到货就铺。",
    ),
    Ask(
        "路灯三天没亮",
        "小区东门外面的路灯三天没亮，晚上看不清台阶。",
        PROPERTY,
        "东门外的路灯三天没亮，请修一修。",
        HELP,
        50,
        "东门",
        sent_back="东门外是市政路灯，要报路灯管理所。",
    ),
    Ask(
        "楼道堆了旧家具",
        "三楼转角堆了旧沙发和纸箱，挡住消防门。",
        PROPERTY,
        "三楼转角的旧沙发、纸箱挡住消防门，请和我们一起清走。",
        HELP,
        98,
        "5 号楼",
        took=True,
        done="昨天下午清走了，消防门能全开。",
    ),
    Ask(
        "想在车棚装充电桩",
        "好几位居民来问，电瓶车能不能在车棚里充电。",
        OWNERS,
        "居民想在车棚装充电桩，请业委会商量后回一声，要不要征求业主意见。",
        TRANSFER,
        5,
        "南车棚",
    ),
    Ask(
        "老人想请人陪着配药",
        "一个人住，每月配药要走两站路，想请人陪一陪。",
        BRANCH,
        "请找一位党员志愿者，每月陪着去配一次药。",
        HELP,
        4,
    ),
)
"""Of the committee the demo opens first: one of each kind."""

ELSEWHERE: tuple[Ask, ...] = (
    Ask(
        "出口积水",
        "下雨后车库出口积水，骑车的人摔过。",
        PROPERTY,
        "车库出口的排水沟堵了，请疏通。",
        TRANSFER,
        120,
        "地下车库",
    ),
    Ask(
        "信箱锁坏了一排",
        "一楼信箱坏了七八把锁，报纸常常不见。",
        PROPERTY,
        "一楼信箱有七八把锁坏了，请换掉。",
        TRANSFER,
        60,
        "2 号楼",
        took=True,
    ),
    Ask(
        "屋顶漏水要大修",
        "顶楼三户都说漏水，物业说要动维修资金。",
        OWNERS,
        "顶楼三户漏水，请业委会看看要不要组织业主表决。",
        TRANSFER,
        80,
        "9 号楼",
        sent_back="去年刚修过，还在保修期里，请先找施工单位。",
    ),
)
"""Handed out to the committees after the first, one each in turn."""
COMMITTEES = 7


def write(setting: Setting, places: Sequence[Neighbourhood]) -> None:
    """Six in the first committee, one in each of the next."""
    for number, ask in enumerate(FIRST):
        _asked(setting, places[0].team, ask, number)
    for number, place in enumerate(places[1:COMMITTEES]):
        _asked(setting, place.team, ELSEWHERE[number % len(ELSEWHERE)], number)


def _asked(setting: Setting, team: Team, ask: Ask, number: int) -> None:
    body = next((one for one in team.bodies if one.kind == ask.to), None)
    if body is None:
        return
    at, by = setting.now - timedelta(hours=ask.hours), team.director
    case = _case(team, ask, by, at - timedelta(minutes=50 - number))
    request = Request(ask.what, ask.kind, body=body, door=ask.door)
    referral = refer(case, by=by, request=request, at=at)
    _answered(referral, ask, _hand(team, body), at)


def _case(team: Team, ask: Ask, by: User, at: datetime) -> Case:
    home = Household.objects.filter(committee=team.committee).order_by("pk").first()
    words = CaseWords(
        ask.title,
        kind=CaseKind.ISSUE,
        text=ask.text,
        source=Source.VISIT if ask.door else Source.DESK,
        place=ask.place,
        household=home if ask.door else None,
    )
    return open_case(team.committee, by=by, words=words, plan=Plan(by), at=at)


def _hand(team: Team, body: PartnerBody) -> Hand:
    people = {PROPERTY: team.manager, OWNERS: team.owners, BRANCH: team.branch}
    return Hand(people[BodyKind(body.kind)], body)


def _answered(referral: Referral, ask: Ask, hand: Hand, at: datetime) -> None:
    if ask.took:
        accept(referral, by=hand, at=at + timedelta(hours=2))
    if ask.told:
        tell_progress(referral, by=hand, said=Said(ask.told), at=at + timedelta(hours=26))
    if ask.sent_back:
        decline(
            referral,
            by=hand,
            why=WhyNot.NOT_OURS,
            words=ask.sent_back,
            at=at + timedelta(hours=3),
        )
    if ask.done:
        finish(referral, by=hand, said=Said(ask.done), at=at + timedelta(hours=70))
