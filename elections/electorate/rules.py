"""T1: who stands on the roll, and why or why not, in words. Pure: no ORM, no clock.

DOMAIN §2.4 T1 (居民委员会组织法 2025; 上海市村民委员会选举办法 art. 9): of age on polling day, and
here by household registration, by living here, or by working here. The register knows the first
two; who has to apply or to say that she takes part is listed by hand, with the paper she signed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committees.residents.rules import full_years
from committees.tenure.states import HukouPlace
from elections.electorate.states import Ground
from elections.rulesets.rules import Rules

NO_BIRTH_DATE = "出生日期没有登记，不知道满没满 {age} 周岁"
TOO_YOUNG = "{year}年{month}月{day}日出生，选举日不满 {age} 周岁"
HUKOU_UNKNOWN = "户籍在哪里没有登记，请核对"
MUST_TAKE_PART = "户籍在本社区、不住在这里，本人表示参加才登记"
MUST_APPLY = "户籍不在本社区，经常居住的由本人申请才登记"
HUKOU_ELSEWHERE = "户籍不在本社区"
NOT_HERE = "不住在这里，户籍也不在本社区"
DIED = "已经去世"
NOT_IN_REGISTER = "住户登记里没有这个人了"
SAME_PAPER = "证件号和名单上的{name}一样，请核对是不是同一个人"
HOUSEHOLD_OTHER = "每户一位代表，这一户是{name}"
HOUSEHOLD_LIVES_ELSEWHERE = "每户一位代表，不住在这里的不算一户"
ON_ROSTER = "在居民代表名册上"
OFF_ROSTER = "不在居民代表名册上了"


@dataclass(frozen=True)
class Somebody:
    """What the register says. `hukou`: a HukouPlace, or empty where nobody wrote it down."""

    born_on: date | None
    hukou: str
    lives_here: bool
    died: bool = False


@dataclass(frozen=True)
class Judged:
    """On the roll with its ground, or off it; `why` in words either way."""

    listed: bool
    why: str
    ground: str = ""


def of_age(born_on: date | None, rules: Rules, polling_on: date) -> str:
    """Empty when she is of age on polling day; otherwise why not. The birthday itself counts."""
    age = rules.adult_age_years
    if born_on is None:
        return NO_BIRTH_DATE.format(age=age)
    if full_years(born_on, polling_on) < age:
        return TOO_YOUNG.format(year=born_on.year, month=born_on.month, day=born_on.day, age=age)
    return ""


def judge(person: Somebody, rules: Rules, polling_on: date) -> Judged:
    """By rule, from the register alone."""
    if person.died:
        return Judged(False, DIED)
    here = person.hukou == HukouPlace.HERE
    if not person.lives_here and not here:
        return Judged(False, NOT_HERE)
    if reason := of_age(person.born_on, rules, polling_on):
        return Judged(False, reason)
    if here and person.lives_here:
        return Judged(True, str(Ground.LIVES.label), str(Ground.LIVES))
    if here:
        return Judged(False, MUST_TAKE_PART)
    if not person.hukou:
        return Judged(False, HUKOU_UNKNOWN)
    return Judged(False, MUST_APPLY if rules.habitual_residents else HUKOU_ELSEWHERE)


def may_stand(ground: str, rules: Rules) -> str:
    """Empty when the rule set knows this ground; otherwise why not."""
    if ground == Ground.HABITUAL and not rules.habitual_residents:
        return "这次选举的规则里，户籍不在本社区的不登记。"
    if ground == Ground.WORKER and not rules.worker_months:
        return "这次选举的规则里，不住在这里的社区工作者不登记。"
    return ""


@dataclass(frozen=True)
class Speaker:
    """Somebody who could speak for her household. `chosen`: a hand has listed her."""

    key: int
    is_head: bool
    born_on: date | None
    chosen: bool = False


def speaker_of(household: Iterable[Speaker]) -> int | None:
    """Whoever a hand listed; otherwise the head; otherwise the eldest. None of nobody."""
    people = sorted(
        household,
        key=lambda one: (not one.chosen, not one.is_head, one.born_on or date.max, one.key),
    )
    return people[0].key if people else None
