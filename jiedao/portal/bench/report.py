"""The figures as a table for people and as JSON for the next run."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from jiedao.portal.bench.due_reminders import GOAL, Comparison
from jiedao.portal.bench.elections import PollingDay
from jiedao.portal.bench.imports import Import
from jiedao.portal.bench.measuring import Figures, Samples
from jiedao.portal.bench.pages import GROWTH

HEAD = "页面            年     p50 ms     p95 ms   查询      字节  增长"


@dataclass
class Line:
    """One page with its figures for each number of years; none where it does not exist yet."""

    label: str
    who: str
    goal_ms: int
    by_years: dict[int, Figures] = field(default_factory=dict)

    @property
    def growth(self) -> float | None:
        """How many times as long the longest history takes; None with only one of them.

        Each round of the one is compared with the round of the other that came right before it:
        what else the machine did then hit both. The middle of these ratios counts.
        """
        if len(self.by_years) < 2:
            return None
        short, long = self.by_years[min(self.by_years)], self.by_years[max(self.by_years)]
        return median(b / a for a, b in zip(short.rounds, long.rounds, strict=True))

    @property
    def flags(self) -> list[str]:
        """What is not as it should be, in words."""
        if not self.by_years:
            return ["还没有这一页"]
        slow = [years for years, found in self.by_years.items() if found.p95 > self.goal_ms]
        flags = [f"{years} 年数据时超过 {self.goal_ms} 毫秒" for years in slow]
        if self.growth is not None and self.growth > GROWTH:
            flags.append(f"数据多了变慢：{self.growth:.2f} 倍，最多 {GROWTH} 倍")
        return flags


class Report:
    """Collects line by line, prints once."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self.rows: dict[int, int] = {}
        self.reminders: Comparison | None = None
        self.imports: Import | None = None
        self.polling: PollingDay | None = None
        self.load = 0.0

    def add(self, found: Samples, years: int) -> None:
        page = found.page
        line = self.lines.setdefault(page.label, Line(page.label, page.who, page.goal_ms))
        if found.rounds:
            line.by_years[years] = found.figures

    def table(self) -> Iterator[str]:
        for years, rows in self.rows.items():
            yield f"{years} 年：{rows:,} 行"
        yield f"机器负载 {self.load:.1f}（比处理器个数大时，毫秒偏高，比例仍可参考）"
        yield ""
        yield HEAD
        for line in self.lines.values():
            yield from _printed(line)
        if self.reminders is not None:
            yield ""
            yield _reminders(self.reminders)
        if self.imports is not None:
            yield _imports(self.imports)
        if self.polling is not None:
            yield from _polling(self.polling)

    def as_json(self) -> Mapping[str, Any]:
        return {
            "load": self.load,
            "rows": {str(years): rows for years, rows in self.rows.items()},
            "pages": [
                {
                    "page": line.label,
                    "visitor": line.who,
                    "goal_ms": line.goal_ms,
                    "years": {str(years): asdict(found) for years, found in line.by_years.items()},
                    "growth": line.growth,
                    "flags": line.flags,
                }
                for line in self.lines.values()
            ],
            "reminders": asdict(self.reminders) | {"ratio": self.reminders.ratio}
            if self.reminders
            else None,
            "import": asdict(self.imports) | {"flags": self.imports.flags}
            if self.imports
            else None,
            "polling": asdict(self.polling)
            | {"ratio": self.polling.ratio, "flags": self.polling.flags}
            if self.polling
            else None,
        }


def _printed(line: Line) -> Iterator[str]:
    words = "；".join(line.flags) or "达到目标"
    if not line.by_years:
        yield f"{line.label:<12}{'':>40}  ▲ {words}"
    last = max(line.by_years, default=0)
    for years, found in line.by_years.items():
        growth = f"{line.growth:.2f}" if line.growth is not None else ""
        end = f"{growth:<6}{'▲ ' if line.flags else ''}{words}" if years == last else ""
        label = line.label if years == min(line.by_years) else ""
        yield (
            f"{label:<12}{years:>4}{found.p50:>11.1f}{found.p95:>11.1f}"
            f"{found.queries:>7}{found.size:>10,}  {end}"
        )


def _reminders(found: Comparison) -> str:
    words = "达到目标" if found.ratio >= GOAL else f"▲ 低于目标 {GOAL}"
    return (
        f"{found.rows:,} 条到期提醒：{found.sender:.2f} 秒，一条 SQL {found.statement:.2f} 秒，"
        f"速度比 {found.ratio:.2f}，{words}"
    )


def _imports(found: Import) -> str:
    words = "；".join(found.flags)
    return (
        f"导入 {found.rows:,} 行：核对 {found.check:.1f} 秒，写入 {found.write:.1f} 秒"
        f"（处理器 {found.check_cpu:.1f} 和 {found.write_cpu:.1f} 秒），"
        f"多占内存 {found.memory} MB，{f'▲ {words}' if words else '达到目标'}"
    )


def _polling(found: PollingDay) -> Iterator[str]:
    words = "；".join(found.flags)
    same = "" if found.replayed is None else f"，pgbench 同样的语句 {found.replayed:.2f} 秒"
    ratio = "" if found.ratio is None else f"，速度比 {found.ratio:.2f}"
    yield (
        f"发 {found.issues:,} 张选票：{found.issuing:.2f} 秒{same}{ratio}，"
        f"{f'▲ {words}' if words else '达到目标'}"
    )
    yield (
        f"计 {found.ballots:,} 张选票、9 个名字：两人各录、核对、公布墙 {found.tally:.1f} 秒，"
        f"得出结果并签字公布 {found.finish:.2f} 秒"
    )
    yield f"生成 {found.roll_rows:,} 人的选民名单：{found.roll:.1f} 秒"
