"""民主评议: papers counted, grades from integers. No ORM, no clock.

《上海市居民委员会工作条例》 (2020) art. 18: members are appraised at least once a year. Organic Law
of 2025 (fragment): two appraisals as 不称职 in a row end the office. Where a grade begins is not
in the text; here it is the majority of valid papers, counted from the top (R14).
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from jiedao.common.errors import ALLOWED, Verdict, no


class Grade(TextChoices):
    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"


@dataclass(frozen=True)
class Papers:
    """测评票: how many were given out, came back, and could not be read."""

    issued: int
    collected: int
    invalid: int

    @property
    def valid(self) -> int:
        return self.collected - self.invalid


def sensible_papers(papers: Papers) -> Verdict:
    if min(papers.issued, papers.collected, papers.invalid) < 0:
        return no("票数不能是负数。")
    if papers.collected > papers.issued:
        return no(f"收回 {papers.collected} 张，比发出的 {papers.issued} 张多，请再数一遍。")
    if papers.invalid > papers.collected:
        return no("废票不能比收回的多。")
    return ALLOWED


@dataclass(frozen=True)
class Marks:
    """What the papers say of one person."""

    excellent: int
    competent: int
    basic: int
    incompetent: int

    @property
    def total(self) -> int:
        return self.excellent + self.competent + self.basic + self.incompetent

    @property
    def grade(self) -> Grade:
        """不称职 with more than half; else the first grade that, counted from the top, has more
        than half of the marks; else 基本称职.
        """
        total = self.total
        if self.incompetent * 2 > total:
            return Grade.INCOMPETENT
        if self.excellent * 2 > total:
            return Grade.EXCELLENT
        if (self.excellent + self.competent) * 2 > total:
            return Grade.COMPETENT
        return Grade.BASIC


def sensible_marks(name: str, marks: Marks, papers: Papers) -> Verdict:
    if min(marks.excellent, marks.competent, marks.basic, marks.incompetent) < 0:
        return no(f"{name}的票数不能是负数。")
    if marks.total > papers.valid:
        return no(f"{name}的票加起来 {marks.total}，比有效票 {papers.valid} 多，请再数一遍。")
    return ALLOWED


def office_may_end(last_two: list[Grade]) -> bool:
    """Twice 不称职 in a row; `last_two` the newest first."""
    return last_two[:2] == [Grade.INCOMPETENT, Grade.INCOMPETENT]


ENDS_WORDS = "连续两次不称职，可能导致职务终止，请报街道。"
