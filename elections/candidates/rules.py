"""Who may stand, in what order, and under which name on the ballot. Pure.

DOMAIN §1.2 (差额), T3; PRACTICE R37; CAPABILITIES rows 15, 16, S6.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elections.rulesets.rules import Rules
from elections.rulesets.states import Order
from jiedao.common.chinese import split_surname
from jiedao.common.errors import ALLOWED, Verdict, no

STATEMENT_MOST = 120
TWINS = "乙丙丁戊己庚辛壬癸"
"""For two of one name behind one door."""


@dataclass(frozen=True)
class Standing:
    """A candidate as ordering and labelling need her. `door`: 「3-502」."""

    pk: int
    name: str
    post: str
    door: str = ""
    votes: int = 0
    strokes: int = 0
    lot: int = 0


def enough_backers(rules: Rules, signed: int) -> Verdict:
    """联名提名: so many voters sign; the nominee does not count."""
    least = rules.nomination_backers
    if signed >= least:
        return ALLOWED
    return no(f"联名提名要 {least} 名以上选民签名，现在 {signed} 名。")


def contested(rules: Rules, *, names: int, seats: int, exception: str = "") -> Verdict:
    """差额: more names than seats, or the lawful exception in words; never fewer than seats."""
    if names < seats:
        return no(f"应选 {seats} 人，候选人只有 {names} 人")
    if rules.contested and names == seats and not exception:
        return no(f"应选 {seats} 人，候选人也是 {names} 人，要多于应选人数")
    return ALLOWED


def still_taken(on: date, last: date | None) -> Verdict:
    """自荐 and 提名: up to and including the last day, which the street may move with a reason."""
    if last is None or on <= last:
        return ALLOWED
    return no(
        f"自荐和提名到 {last.month}月{last.day}日截止，已经过了。"
        "人数不够、要继续提名的，请街道改期。"
    )


def in_time(on: date, last: date | None) -> Verdict:
    """退出: in writing, up to and including the last day."""
    if last is None or on <= last:
        return ALLOWED
    return no(f"退出的期限是 {last.month}月{last.day}日，已经过了。")


# The order of names (R37)


def order_fits(by: str, rows: Iterable[Standing]) -> Verdict:
    """Everything the order needs is there: strokes of every name, or a different lot for each."""
    people = list(rows)
    if by == Order.STROKES and (missing := [one.name for one in people if one.strokes < 1]):
        return no(f"请写姓氏笔画：{'、'.join(missing)}。")
    if by == Order.LOT:
        lots: dict[str, list[int]] = {}
        for one in people:
            lots.setdefault(one.post, []).append(one.lot)
        for drawn in lots.values():
            if sorted(drawn) != list(range(1, len(drawn) + 1)):
                return no(f"抽签号要从 1 到 {len(drawn)}，每个号一个人。")
    return ALLOWED


def ordered(by: str, rows: Iterable[Standing]) -> list[Standing]:
    """By votes of the nomination, strokes of the surname, or lot. Equal ones follow the strokes,
    then the order in which they were nominated: never by anything that favours a person."""
    keys = {
        Order.VOTES.value: lambda one: (-one.votes, one.strokes, one.pk),
        Order.STROKES.value: lambda one: (one.strokes, one.pk),
        Order.LOT.value: lambda one: (one.lot, one.pk),
    }
    return sorted(rows, key=keys[by])


ORDER_WORDS: Mapping[str, str] = {
    Order.VOTES: "按提名得票多少排列，票数相同的按姓氏笔画",
    Order.STROKES: "按姓氏笔画排列，笔画相同的按提名先后",
    Order.LOT: "按当众抽签的顺序排列",
}
"""The rule that is printed under the list and on the ballot."""


# Names on the ballot


def labels(rows: Sequence[Standing]) -> dict[int, str]:
    """Each name as it stands on the ballot: where two are called alike, with the building, and with
    the room where even that is the same (CONTRACTS: labels are unique)."""
    plain = Counter(one.name for one in rows)
    housed = Counter(_with_building(one.name, one.door) for one in rows)
    roomed: Counter[str] = Counter()
    found = {}
    for one in rows:
        if plain[one.name] == 1:
            found[one.pk] = one.name
        elif housed[_with_building(one.name, one.door)] == 1:
            found[one.pk] = _with_building(one.name, one.door)
        else:
            label = _with_room(one.name, one.door)
            roomed[label] += 1
            found[one.pk] = label if roomed[label] == 1 else f"{label}{TWINS[roomed[label] - 2]}"
    return found


def _with_building(name: str, door: str) -> str:
    number = door.partition("-")[0]
    return f"{name}（{number}号楼）" if number else name


def _with_room(name: str, door: str) -> str:
    number, _, room = door.partition("-")
    return f"{name}（{number}号楼{room}室）" if number and room else _with_building(name, door)


# Strokes of a surname

_BY_STROKES: Mapping[int, str] = {
    2: "丁卜",
    3: "马于万",
    4: "王方邓尹毛孔韦车牛文仇支巴水",
    5: "冯叶田石史白卢付包左甘邝龙皮",
    6: "刘朱许江任闫向吕孙汤毕齐伍华阮安池庄",
    7: "李张陈杨吴何宋肖余杜苏沈汪陆严邱邹邵应时辛岑冷",
    8: "周林罗郑武金孟范欧季岳尚易茅宗杭单屈",
    9: "赵胡姚姜贺侯郝段钟洪施俞柳祝费柯查饶胥宫骆",
    10: "徐郭高唐袁夏秦顾贾钱陶耿聂桂柴莫倪翁殷凌晏席奚",
    11: "黄梁曹崔章康常龚梅盛符尉麻",
    12: "韩谢彭曾董蒋程傅焦温葛童喻鲁游景舒",
    13: "雷赖简蓝裘虞詹路甄",
    14: "蔡廖谭熊裴翟缪臧管",
    15: "潘黎樊滕颜",
    16: "薛霍穆",
    17: "魏戴",
}
_STROKES = {surname: number for number, names in _BY_STROKES.items() for surname in names}


def strokes_of(name: str) -> int:
    """Strokes of the first character of the surname; 0 where the table does not know it and the
    election body writes the number itself."""
    surname = split_surname(name)[0]
    return _STROKES.get(surname[:1], 0)
