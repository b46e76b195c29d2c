"""Which of the 34 have a hard time, and in what way; all others do well."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """What goes wrong. `absent` is the share of shifts nobody mans, `silent` the working days
    without an entry up to today, `visits` the most homes visited in a month, `late` the cases
    past their day, `representatives` the meetings of representatives held this year, `gaps` the
    coming shifts nobody has taken, `agreed` what the clerk noted on the phone, newest first."""

    absent: float = 0.006
    silent: int = 0
    visits: int = 1_000
    late: int = 0
    representatives: int = 2
    gaps: int = 0
    agreed: tuple[str, ...] = ()


NONE = Trouble()
TROUBLES: Mapping[str, Trouble] = {
    "清和一村居委会": Trouble(late=1, representatives=1),
    "清和二村居委会": Trouble(
        absent=0.15,
        silent=6,
        late=3,
        representatives=1,
        agreed=("说最近两位委员住院，记录没跟上，本周内补记。",),
    ),
    "清和五村居委会": Trouble(
        absent=0.24,
        visits=7,
        late=2,
        gaps=3,
        agreed=(
            "值班缺人，先请志愿者顶两周，下周再看。",
            "超期的事项逐件过了一遍，物业那两件街道帮着联系。",
        ),
    ),
    "临河二村居委会": Trouble(absent=0.14, agreed=("早班常晚到，商量把上午值班改到 9 点。",)),
    "临河四村居委会": Trouble(
        visits=21,
        late=1,
        representatives=0,
        agreed=("代表会议准备放在下个月上旬，议题已经有了。",),
    ),
    "百合苑居委会": Trouble(
        visits=10,
        representatives=1,
        agreed=("走访人手不够，社区工作站派一位社工一起去。",),
    ),
    "前进小区居委会": Trouble(
        absent=0.13,
        silent=8,
        gaps=2,
        agreed=("电脑坏了，先写在本子上，修好以后补记。",),
    ),
    "西塘二村居委会": Trouble(
        absent=0.24,
        silent=3,
        late=4,
        representatives=0,
        agreed=(
            "困难家庭的材料卡在核对，街道去问进度。",
            "约好下次上门看看，带两份表格样张。",
        ),
    ),
}
"""The first one is in good order but for a leak and a meeting: its director has things to do."""


def trouble_of(name: str) -> Trouble:
    return TROUBLES.get(name, NONE)
