"""Articles, blanks, the search for a paragraph, and where a version stands. Pure.

A text is read line by line: 「第十二条 …」 begins an article, 「第二章 …」 a chapter; what stands
before the first article is the preamble. The address of an article is its number: `#art-12`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from committees.regulations.states import ConvenedKind, Measure, Period, Standing, VersionState
from jiedao.common.chinese import ascii_digits, bigrams, chinese_number

TEXT_MOST = 30_000
ARTICLES_MOST = 200

_NUMBER = "[0-9]{1,3}|[零〇一二三四五六七八九十百]{1,7}"
_ARTICLE = re.compile(rf"第({_NUMBER})条(?:之([一二三四五六七八九十]))?(?:[ \u3000]+(.*))?")
_CHAPTER = re.compile(rf"第(?:{_NUMBER})[章节](?:[ \u3000]+.*)?")


@dataclass(frozen=True)
class Article:
    """One article. `label` as it is written (第十二条); `chapter` only on the first of a chapter.

    `extra` is the 一 of 「第十二条之一」 as a number, 0 for a plain article.
    """

    number: int
    label: str
    text: str
    chapter: str = ""
    extra: int = 0

    @property
    def anchor(self) -> str:
        """`art-12`, `art-12-1`: stays the same as long as the article keeps its number."""
        return f"art-{self.number}-{self.extra}" if self.extra else f"art-{self.number}"

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.split("\n") if line]

    @property
    def place(self) -> tuple[int, int]:
        return self.number, self.extra


@dataclass(frozen=True)
class Text:
    """A regulation as it is read: what stands before the articles, and the articles."""

    preamble: str
    articles: tuple[Article, ...]

    @property
    def opening(self) -> list[str]:
        return [line for line in self.preamble.split("\n") if line]

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(article.number for article in self.articles)

    def article(self, number: int) -> Article | None:
        return next((one for one in self.articles if one.number == number), None)


def read_text(text: str) -> Text:
    """Split a text into its articles. Nothing is lost and nothing is judged (see `faults`)."""
    preamble: list[str] = []
    articles: list[Article] = []
    chapter, head, body = "", None, preamble
    for line in (line.strip(" \u3000\t") for line in text.splitlines()):
        if found := _ARTICLE.fullmatch(line):
            if head is not None:
                articles.append(_article(head, body))
            head, body = (found, chapter), [found[3] or ""]
            chapter = ""
        elif _CHAPTER.fullmatch(line):
            chapter = line
        elif line:
            body.append(line)
    if head is not None:
        articles.append(_article(head, body))
    return Text("\n".join(preamble), tuple(articles))


def _article(head: tuple[re.Match[str], str], body: Sequence[str]) -> Article:
    found, chapter = head
    label = f"第{found[1]}条" + (f"之{found[2]}" if found[2] else "")
    extra = chinese_number(found[2]) if found[2] else 0
    text = "\n".join(filter(None, body))
    return Article(chinese_number(found[1]), label, text, chapter, extra)


def faults(text: str) -> list[str]:
    """What must be put right before the text can come into force, each a Chinese sentence."""
    read = read_text(text)
    if not read.articles:
        return ["还没有写条文。每一条另起一行，用“第一条”加一个空格开头。"]
    if len(read.articles) > ARTICLES_MOST:
        return [f"条文太多，最多 {ARTICLES_MOST} 条，请拆成几个制度。"]
    found = []
    for before, after in zip(read.articles, read.articles[1:], strict=False):
        if before.place == after.place:
            found.append(f"{after.label}写了两次，请改编号。")
        elif after.place < before.place:
            found.append(f"{before.label}后面是{after.label}，请按顺序排。")
    found += [f"{one.label}还是空的，请写内容或者删掉。" for one in read.articles if not one.text]
    left = blanks_of(text)
    if left:
        found.append(f"还有空没填：{'、'.join(blank.name for blank in left[:5])}。")
    return found


# Blanks: {{居委会名称}}, {{每月走访户数|30}}

_BLANK = re.compile(r"\{\{([^{}|\n]{1,20})(?:\|([^{}\n]{0,80}))?\}\}")


@dataclass(frozen=True)
class Blank:
    """A blank of a model: what goes there, and what usually does."""

    name: str
    usual: str = ""


def blanks_of(text: str) -> list[Blank]:
    """Every blank once, in the order of the text; the first usual value counts."""
    found: dict[str, str] = {}
    for name, usual in _BLANK.findall(text):
        found[name.strip()] = found.get(name.strip()) or usual.strip()
    return [Blank(name, usual) for name, usual in found.items()]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled. A blank without a value stays, so that it can be seen.

    Values are put in as they are: braces in a value are not read again.
    """
    return _BLANK.sub(lambda blank: values.get(blank[1].strip()) or blank[0], text)


def usual_text(text: str) -> str:
    """A model as one reads it: usual values in place, and 「____」 where there is none."""
    return _BLANK.sub(lambda blank: (blank[2] or "").strip() or "____", text)


def number_in(value: str) -> int | None:
    """「30」, 「３０ 户」, 「三十」 → 30; None when there is no number in it."""
    plain = ascii_digits(value).replace(" ", "")
    if found := re.search("[0-9]{1,6}", plain):
        return int(found[0])
    if found := re.search("[零〇一二两三四五六七八九十百]{1,6}", plain):
        try:
            return chinese_number(found[0])
        except ValueError:
            return None
    return None


# Searching: the paragraph, not the page

HITS_MOST = 3


@dataclass(frozen=True)
class Hit:
    """A paragraph that says what was asked for. `anchor` is empty for the preamble."""

    label: str
    anchor: str
    pieces: tuple[tuple[bool, str], ...]
    """(is it a searched word, text) in order."""


def paragraphs_with(text: str, query: str, most: int = HITS_MOST) -> list[Hit]:
    """The paragraphs that hold most tokens of the query, in the order of the text.

    Only those that hold as many as the best one: a query spread over two articles shows both.
    """
    tokens = list(dict.fromkeys(bigrams(query)))
    if not tokens:
        return []
    scored = [
        (sum(token in _plain(paragraph) for token in tokens), label, anchor, paragraph)
        for label, anchor, paragraph in _paragraphs(read_text(text))
    ]
    best = max((score for score, *_ in scored), default=0)
    if not best:
        return []
    chosen = [row for row in scored if row[0] == best][:most]
    return [
        Hit(label, anchor, tuple(_marked(paragraph, tokens)))
        for _, label, anchor, paragraph in chosen
    ]


def _plain(text: str) -> str:
    return " ".join(bigrams(text))


def _paragraphs(read: Text) -> Iterable[tuple[str, str, str]]:
    for line in read.opening:
        yield "", "", line
    for article in read.articles:
        for line in article.paragraphs:
            yield article.label, article.anchor, line


def _marked(text: str, tokens: Sequence[str]) -> list[tuple[bool, str]]:
    """The text cut where searched characters begin and end."""
    lower = text.lower()
    hot = [False] * len(text)
    if len(lower) == len(text):
        for token in tokens:
            at = lower.find(token)
            while at >= 0:
                hot[at : at + len(token)] = [True] * len(token)
                at = lower.find(token, at + 1)
    pieces: list[tuple[bool, str]] = []
    for mark, char in zip(hot, text, strict=True):
        if pieces and pieces[-1][0] == mark:
            pieces[-1] = (mark, pieces[-1][1] + char)
        else:
            pieces.append((mark, char))
    return pieces


# Where a version stands on a day


@dataclass(frozen=True)
class Step:
    """One version of a regulation, as far as its standing goes."""

    state: str
    in_force_on: date | None


def standing(
    step: Step, others: Iterable[date | None], repealed_on: date | None, today: date
) -> Standing:
    """`others`: the days from which the other versions in force apply.

    Repealed wins over everything that was ever in force; a version whose day has not come is
    「还没施行」; one with a later version whose day has come is 「有新版」.
    """
    if step.state != VersionState.IN_FORCE or step.in_force_on is None:
        return Standing.DRAFT
    if repealed_on is not None and repealed_on <= today:
        return Standing.REPEALED
    if step.in_force_on > today:
        return Standing.COMING
    if any(day is not None and step.in_force_on < day <= today for day in others):
        return Standing.RENEWED
    return Standing.CURRENT


# What a requirement says

NUMBER_MOST = 1_000
PERIODS: Mapping[str, tuple[Period, ...]] = {
    Measure.DUTY_COVERAGE: (Period.MONTH,),
    Measure.MEETINGS_HELD: (Period.MONTH, Period.QUARTER, Period.YEAR),
    Measure.REPRESENTATIVES_MEETINGS: (Period.YEAR,),
    Measure.WORK_REPORTS: (Period.QUARTER, Period.MONTH, Period.YEAR),
    Measure.STUDY_SESSIONS: (Period.MONTH, Period.QUARTER),
    Measure.HOME_VISITS: (Period.MONTH, Period.QUARTER),
    Measure.OPINIONS_ANSWERED_DAYS: (Period.MONTH, Period.QUARTER),
    Measure.OUTCOMES_PUBLISHED_DAYS: (Period.MONTH, Period.QUARTER),
}
"""Over which periods a measure is looked at; the first is the usual one."""
AT_MOST = frozenset({Measure.OPINIONS_ANSWERED_DAYS, Measure.OUTCOMES_PUBLISHED_DAYS})
"""Fewer is better: within so many days. All others: at least so many."""


@dataclass(frozen=True)
class Demand:
    """A measure, a period and a number. `meeting_kind` only for meetings of a kind, `kind_name`
    only for a kind that the street has added."""

    measure: str
    period: str
    number: int
    meeting_kind: str = ""
    kind_name: str = ""

    @property
    def kind_words(self) -> str:
        """What the kind of meeting is called; empty for other measures."""
        if self.kind_name or not self.meeting_kind:
            return self.kind_name
        return str(ConvenedKind(self.meeting_kind).label)


def demand_words(demand: Demand) -> str:
    """「上门走访每月不少于 30 户」, 「议定结果 10 个工作日内公布」."""
    number, every = demand.number, Period(demand.period).label
    match demand.measure:
        case Measure.DUTY_COVERAGE:
            return f"接待点有人率{every}不低于 {number}%"
        case Measure.HOME_VISITS:
            return f"上门走访{every}不少于 {number} 户"
        case Measure.OPINIONS_ANSWERED_DAYS:
            return f"党组织的意见 {number} 天内答复"
        case Measure.OUTCOMES_PUBLISHED_DAYS:
            return f"议定结果 {number} 个工作日内公布"
        case Measure.MEETINGS_HELD:
            return f"{demand.kind_words}{every}不少于 {number} 次"
        case _:
            return f"{Measure(demand.measure).label}{every}不少于 {number} 次"


def demand_fault(demand: Demand) -> str:
    """Why the demand makes no sense, as a Chinese sentence; empty when it does."""
    if demand.measure not in Measure.values:
        return "请选“看什么”。"
    if demand.period not in PERIODS[demand.measure]:
        usual = "、".join(period.label for period in PERIODS[demand.measure])
        return f"“{Measure(demand.measure).label}”只能按{usual}看。"
    if (demand.measure == Measure.MEETINGS_HELD) != bool(demand.meeting_kind):
        return "请选“哪种会议”。" if not demand.meeting_kind else "只有“开会”要选哪种会议。"
    most = 100 if demand.measure == Measure.DUTY_COVERAGE else NUMBER_MOST
    if not 1 <= demand.number <= most:
        return f"数字要在 1 到 {most} 之间。"
    return ""


def says_number(article: str, number: int) -> bool:
    """Does the article itself say this number, in digits or in characters?"""
    found = re.findall("[0-9]{1,6}", ascii_digits(article))
    spelled = re.findall("[一二两三四五六七八九十百]{1,6}", article)
    return number in {int(one) for one in found} | {_or_zero(one) for one in spelled}


def _or_zero(text: str) -> int:
    try:
        return chinese_number(text)
    except ValueError:
        return 0
