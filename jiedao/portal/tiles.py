"""The figures of the whole street: each is a link, with one sentence that compares it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from committees.indicators.models import Indicator
from committees.indicators.rules import (
    RATE_NEEDS,
    Level,
    rate_level,
    rate_words,
    whole_percent,
)
from committees.indicators.states import IndicatorKey
from jiedao.portal.heat import Cell
from jiedao.portal.indicators import Figures


@dataclass(frozen=True)
class Tile:
    """A figure of the whole street, which is a link; `note` compares it."""

    label: str
    number: str
    unit: str
    note: str
    href: str
    state: str


def tiles(figures: Figures) -> list[Tile]:
    """One tile for each column, in the same order."""
    return [TILES[IndicatorKey(one.key)](figures, one) for one in figures.indicators]


def _state(level: Level) -> str:
    return ("good", "watch", "bad")[level]


def _column(figures: Figures, indicator: Indicator) -> list[Cell]:
    return [cell for row in figures.rows for cell in row.cells if cell.key == indicator.key]


def _manned_tile(figures: Figures, indicator: Indicator) -> Tile:
    manned, ended = figures.all_shifts
    scope = figures.scope
    short = indicator.watch - whole_percent(manned, ended) if ended else 0
    if ended < RATE_NEEDS:
        note = f"{scope.period.words}一共 {ended} 班，不满 {RATE_NEEDS} 班不算百分比"
    elif short > 0:
        note = f"目标 {indicator.watch}%，差 {short} 个百分点"
    else:
        note = f"到了目标 {indicator.watch}%"
    return Tile(
        indicator.name,
        rate_words(manned, ended, "班"),
        "",
        note,
        scope.list_of("manned", period=scope.period.key),
        _state(rate_level(manned, ended, indicator.limits)),
    )


def _unwritten_tile(figures: Figures, indicator: Indicator) -> Tile:
    cells = _column(figures, indicator)
    flagged = [cell for cell in cells if cell.level]
    longest = max((cell.value for cell in flagged), default=0)
    return Tile(
        indicator.name,
        str(len(flagged)),
        "个居委会",
        f"最长 {longest} 个工作日" if flagged else "记录都跟上了",
        figures.scope.page("street-late"),
        _state(max((cell.level for cell in cells), default=Level.NORMAL)),
    )


def _visits_tile(figures: Figures, indicator: Indicator) -> Tile:
    scope = figures.scope
    now, before = (sum(part.values()) for part in figures.visits)
    few = sum(bool(cell.level) for cell in _column(figures, indicator))
    older = "上月" if scope.period.is_current else f"{scope.period.before.first.month}月"
    note = f"{older} {before} 户"
    return Tile(
        f"{scope.period.words}{indicator.name}",
        str(now),
        "户",
        f"{note}，{few} 个居委会不到 {indicator.watch} 户" if few else note,
        scope.list_of("visits", period=scope.period.key),
        "watch" if few else "good",
    )


def _overdue_tile(figures: Figures, indicator: Indicator) -> Tile:
    levels = (cell.level for cell in _column(figures, indicator))
    return Tile(
        indicator.name,
        str(figures.all_cases("overdue")),
        "件",
        f"没办结的一共 {figures.all_cases('open')} 件",
        figures.scope.list_of("overdue"),
        _state(max(levels, default=Level.NORMAL)),
    )


def _representatives_tile(figures: Figures, indicator: Indicator) -> Tile:
    scope = figures.scope
    cells = _column(figures, indicator)
    short = sum(cell.value < figures.times_a_year for cell in cells)
    year = scope.period.last.year
    left = (date(year, 12, 31) - scope.today).days
    return Tile(
        f"{indicator.name}不满 {figures.times_a_year} 次",
        str(short),
        "个居委会",
        f"离年底还有 {left} 天" if left >= 0 else f"{year}年",
        scope.page("street-meetings", short="1", year=str(year)),
        _state(max((cell.level for cell in cells), default=Level.NORMAL)),
    )


def _items_tile(figures: Figures, indicator: Indicator) -> Tile:
    scope = figures.scope
    good = sum(good for good, _ in figures.items.values())
    whole = sum(whole for _, whole in figures.items.values())
    return Tile(
        indicator.name,
        rate_words(good, whole, "件"),
        "",
        f"{scope.period.words}到期 {whole} 件",
        scope.list_of("items", period=scope.period.key),
        _state(rate_level(good, whole, indicator.limits)),
    )


def _disclosure_tile(figures: Figures, indicator: Indicator) -> Tile:
    cells = _column(figures, indicator)
    total = sum(cell.value for cell in cells)
    short = sum(bool(cell.level) for cell in cells)
    return Tile(
        f"{indicator.name}缺项",
        str(total),
        "项",
        f"{short} 个居委会有缺项" if short else "该公开的都公开了",
        figures.scope.list_of("disclosure"),
        _state(max((cell.level for cell in cells), default=Level.NORMAL)),
    )


TILES: dict[IndicatorKey, Callable[[Figures, Indicator], Tile]] = {
    IndicatorKey.MANNED: _manned_tile,
    IndicatorKey.UNWRITTEN: _unwritten_tile,
    IndicatorKey.VISITS: _visits_tile,
    IndicatorKey.OVERDUE: _overdue_tile,
    IndicatorKey.REPRESENTATIVES: _representatives_tile,
    IndicatorKey.ITEMS: _items_tile,
    IndicatorKey.DISCLOSURE: _disclosure_tile,
}
