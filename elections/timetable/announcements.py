"""The public notices of an election, numbered, each with its words (DOMAIN §2.3). Pure.

Every text is complete as it stands where the record knows all it needs; where it does not, it says
「（请填写…）」, and a notice that still says so is not released.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from elections.rulesets.rules import Rules
from elections.timetable.states import StepCode

GAP = "（请填写"
"""How a text shows that something is missing."""
RESULT_GAP = f"{GAP}投票和当选的情况）"
"""Where the result goes in a notice that was drafted before there was one."""


@dataclass(frozen=True)
class Facts:
    """What the record knows when a notice is drafted. Everything is already words."""

    street: str
    committee: str
    body: str
    term: int
    kind: str
    mode: str
    days: Mapping[str, date]
    rules: Rules
    seats: Sequence[tuple[str, int]] = ()
    members: Sequence[str] = ()
    left: Sequence[str] = ()
    moved_up: Sequence[str] = ()
    entitled: int = 0
    groups: Sequence[tuple[str, int]] = ()
    digest: str = ""
    nominees: Sequence[tuple[str, Sequence[str]]] = ()
    candidates: Sequence[tuple[str, Sequence[str]]] = ()
    order: str = ""
    stations: Sequence[str] = ()
    boxes: Sequence[str] = ()
    officials: Sequence[tuple[str, Sequence[str]]] = ()
    mobile: Sequence[str] = ()
    proxies: Sequence[str] = ()
    chosen: Sequence[tuple[str, Sequence[str]]] = ()
    """By group, or by office: representatives, group heads or supervisors."""
    chosen_before: bool = False
    """They sat there before this election: somebody has to look."""
    results: Sequence[str] = ()
    round: str = ""
    result_digest: str = ""
    place: str = ""
    phone: str = ""
    recalled: str = ""
    gaps: Mapping[str, str] = field(default_factory=dict)

    def day(self, code: StepCode) -> str:
        """「2026年12月20日」."""
        found = self.days.get(code)
        return f"{found.year}年{found.month}月{found.day}日" if found else f"{GAP}日期）"

    @property
    def total(self) -> int:
        return sum(number for _, number in self.seats)

    @property
    def seat_words(self) -> str:
        """「主任 1 人、副主任 1 人、委员 3 人」."""
        return "、".join(f"{post} {number} 人" for post, number in self.seats)

    @property
    def occasion(self) -> str:
        """「第 8 届居民委员会换届选举」."""
        return f"第 {self.term} 届居民委员会{self.kind}"

    @property
    def outcome(self) -> list[str]:
        """The result in words, and the digest that stands on the web, too; nothing before it."""
        digest = [f"结果单摘要（SHA-256）：{self.result_digest}"] if self.result_digest else []
        return [*self.results, *digest]


Body = Callable[[Facts], Sequence[str]]


@dataclass(frozen=True)
class Announcement:
    """One number: its title, the step on whose day it hangs, and its paragraphs.

    `by_street`: signed by the street's election guidance. `recall`: it belongs to a recall too.
    `if_any`: asked for only where there is something to announce.
    """

    number: str
    label: str
    step: StepCode
    body: Body
    by_street: bool = False
    recall: bool = True
    if_any: bool = False

    def title(self, facts: Facts) -> str:
        head = f"{facts.committee}{facts.kind}公告（第 {self.number} 号）"
        return f"{head}：{self.label}{facts.round}"[:60]

    def text(self, facts: Facts) -> str:
        """The whole notice: paragraphs, 特此公告, who signs, and the day it is to hang."""
        signed = f"{facts.street}居民委员会选举工作指导组" if self.by_street else facts.body
        lines = [*self.body(facts), "特此公告。", signed, facts.day(self.step)]
        return "\n".join(line for line in lines if line)


def listed(names: Sequence[str], gap: str) -> str:
    return "、".join(names) if names else f"{GAP}{gap}）"


def _election_day(f: Facts) -> list[str]:
    what = (
        f"就是否罢免{f.recalled}进行投票" if f.recalled else f"选举{f.seat_words}，共 {f.total} 人"
    )
    return [
        f"根据《中华人民共和国城市居民委员会组织法》和上级有关规定，{f.committee}{f.occasion}的"
        f"选举日定为{f.day(StepCode.POLLING)}。",
        f"这次投票由{f.mode}参加，{what}。",
        f"选举工作由{f.body}主持。选民登记从{f.day(StepCode.REGISTRATION)}开始，"
        f"请居民互相转告，按时参加。",
    ]


def _body_list(f: Facts) -> list[str]:
    return [
        f"经居民会议、居民代表会议或者居民小组会议推选，{f.body}由下列人员组成：",
        listed(f.members, "成员名单"),
        f"{f.body}主持{f.occasion}，从公布之日起履行职责，到新一届居民委员会工作移交完毕为止。",
        "成员被提名为候选人的，应当退出选举委员会"
        + ("；近亲属被提名的，同样退出。" if f.rules.body_kin_leaves else "。"),
    ]


def _body_change(f: Facts) -> list[str]:
    moved = (
        f"按照推选时得票多少的次序，由{'、'.join(f.moved_up)}依次递补。"
        if f.moved_up
        else "空缺由居民会议、居民代表会议或者居民小组会议另行推选。"
    )
    return [
        f"{listed(f.left, '退出的人和原因')}，依法不再担任{f.body}成员。",
        moved,
        f"现在的成员是：{listed(f.members, '成员名单')}。",
    ]


def _registration(f: Facts) -> list[str]:
    workers = (
        [f"四、在本社区连续工作满 {f.rules.worker_months} 个月、提出申请的社区工作者。"]
        if f.rules.worker_months
        else []
    )
    habitual = (
        ["三、户籍不在本社区、在本社区经常居住，本人提出申请的居民。"]
        if f.rules.habitual_residents
        else []
    )
    return [
        f"选民登记从{f.day(StepCode.REGISTRATION)}到{f.day(StepCode.REGISTRATION_END)}，"
        f"地点：{f.place or GAP + '地点）'}。",
        f"到选举日（{f.day(StepCode.POLLING)}）年满 {f.rules.adult_age_years} 周岁、"
        "没有被剥夺政治权利的下列居民可以登记：",
        "一、户籍在本社区并且在本社区居住的居民；",
        "二、户籍在本社区、不在本社区居住，本人表示参加选举的居民；",
        *habitual,
        *workers,
        "已经在别的社区登记参加选举的，不再重复登记。登记请带身份证件。",
    ]


def _roll(f: Facts) -> list[str]:
    groups = "，".join(f"{name} {number:,} 人" for name, number in f.groups)
    return [
        f"经登记和审查，{f.occasion}登记的选民共 {f.entitled:,} 人"
        + (f"：{groups}。" if groups else "。")
        if f.entitled
        else f"{f.occasion}登记的选民共 {GAP}人数）人。",
        "名单全文按居民小组张贴在公告栏。网上可以查自己是不是登记了。",
        f"对名单有不同意见的，从公布之日起 {f.rules.objection_days} 天内"
        f"（到{f.day(StepCode.OBJECTIONS_END)}）向{f.body}提出，"
        f"选举委员会在收到后 {f.rules.decision_days} 天内作出处理决定，并公布处理结果。",
        f"名单校验码：{f.digest}" if f.digest else "",
    ]


def _representatives(f: Facts) -> list[str]:
    groups = "、".join(group for group, _ in f.chosen)
    return [
        f"{f.occasion}期间，同时推选居民代表和居民小组长。",
        f"推选从{f.day(StepCode.REGISTRATION)}到{f.day(StepCode.REGISTRATION_END)}，"
        f"以居民小组为单位进行，地点：{f.place or GAP + '地点）'}。",
        f"本居委会的居民小组：{groups}。" if groups else "",
        "每个居民小组推选居民代表 2 至 3 人、居民小组长 1 人。各组开会的时间由召集人通知到户，"
        "请本组居民按时参加。",
    ]


def _chosen(f: Facts, gap: str) -> list[str]:
    """「第一居民小组：张某、李某」, a line each; who sat there before has to be looked at."""
    rows = [f"{head}：{'、'.join(names)}" if head else "、".join(names) for head, names in f.chosen]
    look = [f"{GAP}新的名单：上面是现在名册上的人，核对、改好，再删掉这一句）"]
    return [*(rows or [f"{GAP}{gap}）"]), *(look if f.chosen_before else [])]


def _representative_list(f: Facts) -> list[str]:
    return ["经各居民小组推选，产生居民代表如下：", *_chosen(f, "按居民小组列出代表名单")]


def _group_heads(f: Facts) -> list[str]:
    return ["经各居民小组推选，产生居民小组长如下：", *_chosen(f, "按居民小组列出组长名单")]


def _nomination(f: Facts) -> list[str]:
    more = "候选人的人数应当多于应选人数。" if f.rules.contested else ""
    last = f.day(StepCode.NOMINATION_END)
    until = f"到{f.day(StepCode.QUALIFICATION)}以前结束" if GAP in last else f"到{last}截止"
    return [
        f"自荐和提名候选人从{f.day(StepCode.NOMINATION)}开始，{until}。",
        f"这次选举{f.seat_words}，共 {f.total} 人。{more}",
        f"提名由选民 {f.rules.nomination_backers} 人以上联名，写明被提名人的姓名和职务，"
        "由联名的选民本人签名，并由被提名人表示同意。",
        "被提名人应当是登记的选民，遵守宪法、法律、法规和国家政策，公道正派，热心为居民服务。",
        f"提名表请交到{f.place or GAP + '地点）'}，由{f.body}登记。",
    ]


def _nominees(f: Facts) -> list[str]:
    rows = [f"{post}：{'、'.join(names)}" for post, names in f.nominees]
    return [
        "经选民联名提名、本人同意，初步候选人如下（按姓氏笔画排列）：",
        *(rows or [f"{GAP}初步候选人名单）"]),
        f"资格审查以后，正式候选人名单在{f.day(StepCode.CANDIDATES)}以前公布。",
    ]


def _candidates(f: Facts) -> list[str]:
    rows = [f"{post}候选人：{'、'.join(names)}" for post, names in f.candidates]
    return [
        f"经资格审查，{f.occasion}的正式候选人如下（{f.order or '排列办法见选举办法'}）：",
        *(rows or [f"{GAP}正式候选人名单）"]),
        f"这次选举{f.seat_words}。",
        f"候选人不愿意参加选举的，最晚在{f.day(StepCode.WITHDRAWAL)}以前书面提出。",
    ]


def _poll(f: Facts) -> list[str]:
    return [
        f"投票日：{f.day(StepCode.POLLING)}。",
        "投票的时间和地点：",
        *(f.stations or [f"{GAP}投票站的时间和地点）"]),
        "流动票箱的时间和路线：" if f.boxes else "",
        *f.boxes,
        "投票结束以后，所有票箱集中到中心投票站，当众开箱、公开唱票计票，当场公布结果。"
        "请选民带身份证件，凭登记领票。",
    ]


def _officials(f: Facts) -> list[str]:
    rows = [f"{duty}：{'、'.join(names)}" for duty, names in f.officials]
    return [
        "选举日的工作人员如下：",
        *(rows or [f"{GAP}工作人员名单）"]),
        "候选人和候选人的配偶、近亲属不担任上述工作。",
    ]


def _mobile(f: Facts) -> list[str]:
    return [
        "下列选民因年老、患病、残疾等原因不能到投票站投票，由流动票箱上门接受投票：",
        *(f.mobile or [f"{GAP}姓名和原因）"]),
        f"流动票箱由不少于 {f.rules.mobile_tellers} 名工作人员护送。其他选民请到投票站投票。",
    ]


def _proxies(f: Facts) -> list[str]:
    return [
        "下列选民在选举期间外出，已经书面委托本社区的选民代为投票：",
        *(f.proxies or [f"{GAP}委托人和受托人）"]),
        f"每名受托人接受委托不超过 {f.rules.proxy_limit} 人。没有公布的委托无效，"
        "投票当天不再办理委托。",
    ]


def _scribes(f: Facts) -> list[str]:
    names = next((names for duty, names in f.officials if duty == "代写人"), ())
    return [
        f"下列人员在投票站为自己不能填写选票的选民代写：{listed(names, '代写人')}。",
        "代写人应当按照选民本人的意愿填写，不得向任何人透露。",
    ]


def _invalid(f: Facts) -> list[str]:
    over = "这个职务的一栏无效" if f.rules.overvote_voids == "section" else "整张选票无效"
    double = "整张选票无效" if f.rules.double_post_voids == "ballot" else "这几栏无效"
    return [
        "下列情况按照规定认定：",
        f"一、一个职务选的人数等于或者少于应选人数的有效，多于应选人数的，{over}；",
        f"二、同一个人选了两个以上职务的，{double}；",
        "三、部分无法辨认的，无法辨认的部分无效，可以辨认的部分有效；",
        "四、不是统一印制的选票无效；",
        "五、全部空白的选票作弃权；",
        "六、无效票和弃权票计入收回的选票总数。",
        *(["七、可以另选他人：在空格里写清楚姓名，再作选的记号。"] if f.rules.write_ins else []),
        f"难以认定的，由监票人提交{f.body}讨论决定，并作记录。",
    ]


def _results(f: Facts) -> list[str]:
    return [
        f"{f.occasion}{f.round}于{f.day(StepCode.POLLING)}投票，结果如下：",
        *(f.outcome or [RESULT_GAP]),
        "对选举程序或者结果有不同意见的，可以书面向街道办事处提出，"
        f"街道办事处在 {f.rules.complaint_days} 天内书面答复。",
    ]


def _supervisors(f: Facts) -> list[str]:
    return [
        "经居民会议或者居民代表会议推选，产生居务监督委员会：",
        *_chosen(f, "主任和委员名单"),
        "居务监督委员会的任期和本届居民委员会相同。",
    ]


ANNOUNCEMENTS = (
    Announcement("1", "选举日", StepCode.FIRST_NOTICE, _election_day, by_street=True),
    Announcement("2", "选举委员会名单", StepCode.FIRST_NOTICE, _body_list),
    Announcement("2-1", "成员退出和递补", StepCode.NOMINATION, _body_change, if_any=True),
    Announcement("3", "选民登记", StepCode.REGISTRATION, _registration),
    Announcement("4", "选民名单", StepCode.ROLL, _roll),
    Announcement(
        "5",
        "推选居民代表和小组长",
        StepCode.REGISTRATION,
        _representatives,
        recall=False,
        if_any=True,
    ),
    Announcement(
        "6", "居民代表名单", StepCode.ROLL, _representative_list, recall=False, if_any=True
    ),
    Announcement("6-1", "居民小组长名单", StepCode.ROLL, _group_heads, recall=False, if_any=True),
    Announcement("7", "提名候选人", StepCode.NOMINATION, _nomination, recall=False),
    Announcement("8", "初步候选人名单", StepCode.QUALIFICATION, _nominees, recall=False),
    Announcement("9", "正式候选人名单", StepCode.CANDIDATES, _candidates, recall=False),
    Announcement("10", "投票时间和地点", StepCode.POLL_NOTICE, _poll),
    Announcement("11", "工作人员名单", StepCode.POLL_NOTICE, _officials),
    Announcement("12", "流动票箱投票人员名单", StepCode.POLL_NOTICE, _mobile, if_any=True),
    Announcement("13", "委托投票名单", StepCode.PROXY_LIST, _proxies, if_any=True),
    Announcement("14", "代写人名单", StepCode.POLL_NOTICE, _scribes, if_any=True),
    Announcement("15", "无效票认定规则", StepCode.INVALID_RULES, _invalid),
    Announcement("16", "选举结果", StepCode.POLLING, _results),
    Announcement(
        "17", "居务监督委员会名单", StepCode.HANDOVER, _supervisors, recall=False, if_any=True
    ),
)
BY_NUMBER = {one.number: one for one in ANNOUNCEMENTS}

STEP_OF_NUMBERS: Mapping[StepCode, tuple[str, ...]] = {
    StepCode.FIRST_NOTICE: ("1", "2"),
    StepCode.ROLL: (),
    StepCode.POLL_NOTICE: ("10", "11"),
    StepCode.PROXY_LIST: ("13",),
    StepCode.INVALID_RULES: ("15",),
}
"""Steps that are done as soon as all these notices are out."""
