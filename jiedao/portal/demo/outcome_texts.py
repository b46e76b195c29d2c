"""What meetings agree, by a word of the topic: the outcome, and who does what."""

from collections.abc import Mapping, Sequence

from meetings.resolutions.states import ResolutionKind

PROPERTY, OWNERS, STATION, COMMITTEE = "property", "owners", "station", ""
"""Who leads; empty is somebody of the committee."""

LEFT_TO_OWNERS = "动用维修资金的部分，建议业委会依《民法典》第278条组织业主表决。"

AGREED: Sequence[tuple[str, str, Sequence[tuple[str, str]]]] = (
    ("楼道灯", "更换声控灯，先换常坏的楼层。", ((PROPERTY, "换声控灯 18 盏"),)),
    ("停车", "早晚高峰有人疏导，划出消防通道。", (
        (PROPERTY, "重画消防通道的黄线"), (OWNERS, "征求车主对车位的意见"))),
    ("垃圾房", "垃圾房改造先出三家报价，再定做法。", ((PROPERTY, "拿来三家报价单"),)),
    ("外墙", f"先围起来，再请人鉴定。{LEFT_TO_OWNERS}", (
        (PROPERTY, "空鼓处拉警戒线、立牌子"), (OWNERS, "请鉴定单位上门看一次"))),
    ("充电", "加装充电柜 2 组，电费公示。", (
        (PROPERTY, "装充电柜 2 组"), (COMMITTEE, "贴使用须知"))),
    ("电梯", "维保记录每月贴在轿厢里。", ((PROPERTY, "把维保记录贴进轿厢"),)),
    ("绿化", "挡住采光的先修，修以前贴通知。", (
        (PROPERTY, "修剪南面的香樟"), (COMMITTEE, "贴修剪通知"))),
    ("堆物", "先劝导，一周后统一清理。", ((PROPERTY, "清理楼道堆物"), (COMMITTEE, "挨户劝导一遍"))),
    ("道闸", "道闸换新，访客走人行门。", ((PROPERTY, "换道闸"),)),
    ("防水", f"先堵漏，屋面大修另议。{LEFT_TO_OWNERS}", (
        (PROPERTY, "顶楼漏点先堵上"),)),
    ("助餐", "周末开放一个月试试看。", ((STATION, "和助餐点谈周末开放"),)),
    ("水管", "十二月以前包扎好。", ((PROPERTY, "包扎露天水管"), (COMMITTEE, "提醒独居老人关好窗"))),
)  # fmt: skip
OTHERWISE = ("大家商量下来先办能办的，其余下次再议。", ((COMMITTEE, "把大家的意见整理出来"),))
KINDS: Mapping[str, str] = {
    "公约": ResolutionKind.COVENANT,
    "实事": ResolutionKind.PROJECT,
    "计划": ResolutionKind.ANNUAL,
}
DIFFERS = (
    "这个月人手不够，请改到下个月",
    "报价还没批下来，先不能答应",
    "这部分不归我们管，请和开发商联系",
)
PROOFS = (
    "都弄好了，请去看一下",
    "昨天完工，现场收拾干净了",
    "已经办好，单子交给居委会了",
    "弄好了，居民也看过",
)
PROGRESS = ("货已经订了，下周到", "和师傅约好了时间", "去现场看过，量好了尺寸")
RETURNED = ("三楼还没弄，请再看一下", "有两处又坏了，请补一补")

INCOME = (("街道拨工作经费", 1_500_000), ("街道拨为民服务经费", 800_000))
EXPENSE = (
    ("办公用品", 86_500), ("活动材料", 132_000), ("宣传栏更新", 64_000), ("慰问老人", 210_000),
    ("水电费", 98_400), ("志愿者误餐", 156_000),
)  # fmt: skip
"""Fen a quarter, give or take."""
