"""Invented people. No name is taken from life, no phone number can be dialled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random

from django.contrib.auth.hashers import make_password

from committees.people.models import Nudge, Posting, User
from committees.people.querysets import phone_index
from committees.reach.states import Role
from committees.terms.models import Mandate, SpecialisedCommittee
from committees.terms.states import Post, SpecialisedKind
from committees.territory.models import Committee, PartnerBody
from committees.territory.states import BodyKind
from jiedao.common.chinese import pinyin_of
from jiedao.portal.demo.setting import Setting, dice

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND = ("欧阳", "司徒", "上官", "诸葛")
ELDER_WOMEN = (
    "桂英 秀兰 玉珍 桂珍 月娥 秀英 凤英 玉兰 兰英 素珍 秀珍 美珍 惠芳 桂芳 金娣 根娣 阿妹 "
    "林娣 雪珍 彩娥 宝珍 翠英 莲芳 巧云 佩华 佩芳 慧珍 雅琴 淑贞 爱珍 文娟 瑞芳 月琴 杏英"
).split()
ELDER_MEN = (
    "国强 建国 志明 德兴 福根 金生 阿毛 国荣 永康 长根 林根 祥生 国梁 家栋 文彬 顺发 荣根 "
    "正清 伟民 宝根 明德 耀宗 兴华 振国 根宝 海泉 洪生 炳炎 树人 守义 学文 鸿昌 锦堂 春生"
).split()
YOUNGER_WOMEN = (
    "丽华 敏 静 燕 莉 晓红 海燕 雯 佳怡 思敏 婷婷 倩 雅婷 欣怡 梦洁 晓燕 慧敏 琳 颖 佳颖 "
    "文静 丹 萍 诗韵 晓雯 怡君 悦 小琴 冬梅 立群 蓉 逸云 晓岚 若兰"
).split()
YOUNGER_MEN = (
    "伟 军 斌 杰 磊 勇 志强 俊 海峰 浩 鹏 宇 晓东 建平 文杰 嘉伟 子豪 一鸣 思远 晨 骏 "
    "立新 晓峰 明辉 亮 凯 志远 家骏 佳明 子轩 泽宇 致远 晓明 书平"
).split()

FICTIONAL_PREFIX = "100"
"""No operator has it, so no number of the demo reaches anybody."""


def mobile(number: int) -> str:
    return f"{FICTIONAL_PREFIX}{number % 100_000_000:08d}"


def surname(roll: Random) -> str:
    return roll.choice(COMPOUND) if roll.random() < 0.01 else roll.choice(SURNAMES)


def elder(roll: Random, family: str = "") -> str:
    """A name of the older generation, of the given family if there is one."""
    given = roll.choice(ELDER_WOMEN if roll.random() < 0.6 else ELDER_MEN)
    return (family or surname(roll)) + given


def younger(roll: Random, family: str = "") -> str:
    given = roll.choice(YOUNGER_WOMEN if roll.random() < 0.6 else YOUNGER_MEN)
    return (family or surname(roll)) + given


@dataclass
class Team:
    """Who works with one committee."""

    committee: Committee
    director: User
    members: list[User]
    branch: User
    station: User
    owners: User
    manager: User
    """Of the property company."""
    bodies: list[PartnerBody]

    @property
    def on_rota(self) -> list[User]:
        """Director, members and the station's worker take duty; the branch leads festivals."""
        return [self.director, *self.members, self.station]

    @property
    def everybody(self) -> list[User]:
        branch = [] if self.branch is self.director else [self.branch]
        return [*self.on_rota, *branch, self.owners, self.manager]

    def second_person(self, first: User) -> User:
        """Whoever agrees to what `first` did: the director, or the deputy to the director's."""
        return self.members[0] if first == self.director else self.director


@dataclass
class Staff:
    """Who works in the street office."""

    leader: User
    clerk: User
    admin: User
    auditor: User


@dataclass
class Company:
    """Everybody who signs in, and the rows that say why they may."""

    staff: Staff
    teams: list[Team]
    postings: list[Posting]

    @property
    def users(self) -> list[User]:
        office = [self.staff.leader, self.staff.clerk, self.staff.admin, self.staff.auditor]
        return office + [user for team in self.teams for user in team.everybody]


FIRST_TEAM = ("周桂英", "王桂珍", "赵国强", "钱月娥", "孙立群", "吴佩华", "陆书平", "顾小琴")
"""Director, five members, party branch, station of the first committee: as in the drafts."""
BOTH_POSTS = ("临河一村居委会", "银杏苑居委会", "安居小区居委会")
"""书记主任一肩挑: one person, two postings, one 今日."""
RARE = ("清和二村居委会", "𠮷文华")
"""A member whose surname lies outside the sixteen-bit characters."""


def gather(
    setting: Setting, committees: list[Committee], bodies: Mapping[str, list[PartnerBody]]
) -> Company:
    """Invent everybody; `bodies` by the committee's code. Nothing is stored yet."""
    numbers = count(1)
    took_office = date(setting.first.year - 3, 7, 1)
    staff = Staff(*(_user(name, numbers) for name in ("沈建华", "李敏", "许明", "袁静")))
    postings = [
        Posting(user=user, role=role, title=title, since=took_office)
        for user, role, title in (
            (staff.leader, Role.STREET_LEADER, "分管领导"),
            (staff.clerk, Role.CLERK, "社区科科员"),
            (staff.admin, Role.ADMIN, "信息管理"),
            (staff.auditor, Role.AUDITOR, "内部审计"),
        )
    ]
    taken = {"沈建华", "李敏", "许明", "袁静", *FIRST_TEAM}
    teams = [_team(committee, bodies[committee.code], numbers, taken) for committee in committees]
    for team in teams:
        postings += _postings(team, took_office)
    return Company(staff, teams, postings)


def _team(
    committee: Committee, bodies: list[PartnerBody], numbers: Iterator[int], taken: set[str]
) -> Team:
    roll = dice("team", committee.code)
    names = _unused_names(roll, taken)
    if committee.order == 1:
        director, *others = FIRST_TEAM
        members, (branch, station) = others[:5], others[5:]
    else:
        director = next(names)
        members = [next(names) for _ in range(roll.randint(4, 6))]
        branch, station = next(names), next(names)
    if committee.name == RARE[0]:
        members[0] = RARE[1]
    head = _user(director, numbers)
    return Team(
        committee=committee,
        bodies=bodies,
        director=head,
        members=[_user(name, numbers, roll) for name in members],
        branch=head if committee.name in BOTH_POSTS else _user(branch, numbers),
        station=_user(station, numbers),
        owners=_user(next(names), numbers),
        manager=_user(next(names), numbers),
    )


def _unused_names(roll: Random, taken: set[str]) -> Iterator[str]:
    """Names nobody else who signs in has; every third one of the younger generation."""
    for number in count():
        name = younger(roll) if number % 3 == 2 else elder(roll)
        if name not in taken:
            taken.add(name)
            yield name


def _user(name: str, numbers: Iterator[int], roll: Random | None = None) -> User:
    """An account without a password: the demo entry is how one comes in."""
    phone = mobile(next(numbers))
    pinyin, initials = pinyin_of(name)
    wish = roll.random() if roll else 1.0
    return User(
        name=name,
        pinyin=pinyin,
        initials=initials,
        phone=phone,
        phone_index=phone_index(phone),
        password=make_password(None),
        reminded_by=Nudge.CALL if wish < 0.10 else Nudge.SMS if wish < 0.22 else Nudge.NONE,
    )


def _postings(team: Team, since: date) -> Iterator[Posting]:
    bodies = {body.kind: body for body in team.bodies}
    party = "党总支书记" if team.committee.order % 3 else "党支部书记"
    seats = [
        (team.director, Role.DIRECTOR, "主任", None),
        *((member, Role.MEMBER, "委员", None) for member in team.members),
        (team.branch, Role.BRANCH, party, BodyKind.BRANCH),
        (team.station, Role.STATION, "社工", BodyKind.STATION),
        (team.owners, Role.OWNERS, "业委会主任", BodyKind.OWNERS),
        (team.manager, Role.PROPERTY, "项目经理", BodyKind.PROPERTY),
    ]
    for user, role, title, body in seats:
        yield Posting(
            user=user,
            role=role,
            committee=team.committee,
            body=bodies.get(body) if body else None,
            title=title,
            since=since,
        )


AREAS = ("社会救助、助残", "治保、消防", "卫生、绿化", "人民调解", "老龄、文体", "宣传、妇女儿童")
DUTIES = {
    SpecialisedKind.SECURITY: "治安防范、消防和出租房走访",
    SpecialisedKind.MEDIATION: "邻里和家庭矛盾的人民调解",
    SpecialisedKind.HEALTH: "环境卫生、健康宣传和除四害",
    SpecialisedKind.FAMILY_PLANNING: "生育登记咨询和家庭关怀",
    SpecialisedKind.CIVIL_AFFAIRS: "社会救助、养老和助残",
    SpecialisedKind.PUBLICITY: "宣传栏、读书会和文体活动",
    SpecialisedKind.WOMEN: "妇女儿童权益和家庭教育",
}


def mandates(team: Team, since: date) -> Iterator[Mandate]:
    """The committee as it was elected, the first member as deputy."""
    posts = [(team.director, Post.CHAIR, "全面工作")]
    for number, member in enumerate(team.members):
        post = Post.VICE_CHAIR if number == 0 else Post.MEMBER
        posts.append((member, post, AREAS[number % len(AREAS)]))
    for person, post, area in posts:
        yield Mandate(
            committee=team.committee, person=person, post=post, duty_area=area, since=since
        )


def specialised(team: Team) -> Iterator[SpecialisedCommittee]:
    """All seven, each with a member in charge."""
    for number, kind in enumerate(SpecialisedKind):
        yield SpecialisedCommittee(
            committee=team.committee,
            kind=kind,
            head=team.members[number % len(team.members)],
            duty=DUTIES[kind],
        )
