"""Counting heads: quorum and majority. Integers and fractions only; no ORM, no clock.

DOMAIN §1.3: 过半数 is strictly more than half; 以上 includes the number (Civil Code art. 1259).
"""

from dataclasses import dataclass
from fractions import Fraction

from jiedao.common.errors import ALLOWED, Verdict, no

FRACTION_WORDS = {
    Fraction(1, 2): "半数",
    Fraction(1, 3): "三分之一",
    Fraction(2, 3): "三分之二",
    Fraction(1, 5): "五分之一",
    Fraction(3, 4): "四分之三",
    Fraction(4, 5): "五分之四",
}


def parse_share(text: str) -> Fraction:
    """「2/3」 as a fraction above 0 and not above 1; ValueError with a Chinese sentence."""
    try:
        share = Fraction(text.replace("／", "/").strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError("比例请写成 2/3 这样。") from None
    if not 0 < share <= 1:
        raise ValueError("比例要大于 0，最多是 1。")
    return share


@dataclass(frozen=True)
class Share:
    """A share of a number of people; `inclusive` says whether exactly the share is enough."""

    fraction: Fraction
    inclusive: bool

    def reached(self, count: int, base: int) -> bool:
        """Is `count` enough of `base`? Nothing is enough of nobody."""
        if base <= 0:
            return False
        left, right = count * self.fraction.denominator, base * self.fraction.numerator
        return left >= right if self.inclusive else left > right

    def least(self, base: int) -> int:
        """The smallest count that is enough of `base`."""
        whole, rest = divmod(base * self.fraction.numerator, self.fraction.denominator)
        return whole + (1 if rest or not self.inclusive else 0)

    @property
    def words(self) -> str:
        """「三分之二」「过半数」「超过三分之二」."""
        name = FRACTION_WORDS.get(
            self.fraction, f"{self.fraction.denominator}分之{self.fraction.numerator}"
        )
        if self.inclusive:
            return name
        return "过半数" if self.fraction == Fraction(1, 2) else f"超过{name}"


@dataclass(frozen=True)
class Quorum:
    """May they begin? `base` 应到, `present` 实到, `share` None where nothing is asked."""

    base: int
    present: int
    share: Share | None

    @property
    def needed(self) -> int:
        return self.share.least(self.base) if self.share else 0

    @property
    def reached(self) -> bool:
        return self.share is None or self.share.reached(self.present, self.base)

    @property
    def line(self) -> str:
        """「应到 40，实到 27，可以开会（三分之二是 27）」"""
        count = f"应到 {self.base}，实到 {self.present}"
        if self.share is None:
            return f"{count}。"
        if not self.base:
            return "名册还是空的，先把应到的人写上。"
        needed = f"{self.share.words}是 {self.needed}"
        if self.reached:
            return f"{count}，可以开会（{needed}）"
        return f"{count}，还差 {self.needed - self.present} 人才能开会（{needed}）"

    @property
    def line_afterwards(self) -> str:
        """The same of a meeting that is over: nobody is missing any more, too few came."""
        if self.reached or not self.base or self.share is None:
            return self.line
        count = f"应到 {self.base}，实到 {self.present}"
        return f"{count}，没有达到开会人数（{self.share.words}是 {self.needed}）"


@dataclass(frozen=True)
class Count:
    """The votes on one question. Who is present and says nothing has not abstained."""

    yes: int
    no: int
    abstained: int
    present: int
    base: int

    @property
    def silent(self) -> int:
        return self.present - self.yes - self.no - self.abstained


def sensible_count(count: Count) -> Verdict:
    """No vote below zero, and not more votes than people in the room."""
    if min(count.yes, count.no, count.abstained) < 0:
        return no("票数不能是负数。")
    cast = count.yes + count.no + count.abstained
    if cast > count.present:
        return no(f"赞成、反对、弃权合计 {cast} 票，比到会的 {count.present} 人多，请再数一遍。")
    return ALLOWED


@dataclass(frozen=True)
class Outcome:
    passed: bool
    words: str


def outcome_of(count: Count, share: Share) -> Outcome:
    """Passed or not, and the two sums in words (DOMAIN §3.4: yes × 2 > those present)."""
    passed = share.reached(count.yes, count.base)
    least = share.least(count.base)
    words = (
        f"到会 {count.present} 人，赞成 {count.yes}，反对 {count.no}，弃权 {count.abstained}"
        + (f"，没有表示 {count.silent}" if count.silent else "")
        + f"。{share.words}要 {least} 票，{'通过' if passed else '没有通过'}。"
    )
    return Outcome(passed, words)
