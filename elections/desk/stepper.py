"""Where an election stands, as residents read it: 公告 登记 名单公布 候选人 投票 结果. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elections.timetable.states import ElectionKind, Stage, StepCode

DONE, NOW, WAIT = "done", "now", "wait"


@dataclass(frozen=True)
class Shown:
    """A step as `components/stepper.html` reads it."""

    label: str
    state: str
    note: str


STEPS = (
    ("公告", StepCode.FIRST_NOTICE, (Stage.PREPARING, Stage.BODY)),
    ("登记", StepCode.REGISTRATION, (Stage.REGISTRATION,)),
    ("名单公布", StepCode.ROLL, (Stage.ROLL,)),
    ("候选人", StepCode.CANDIDATES, (Stage.NOMINATION, Stage.CANDIDATES)),
    ("投票", StepCode.POLLING, (Stage.POLLING, Stage.COUNTING, Stage.FINISHED)),
    ("结果", StepCode.POLLING, ()),
)
AFTER = frozenset({Stage.PUBLISHED, Stage.HANDED_OVER, Stage.ARCHIVED})


def steps_of(stage: str, kind: str, days: Mapping[str, date]) -> list[Shown]:
    """Each with its day. A recall has no candidates; of one that was called off nothing is now."""
    table = [one for one in STEPS if kind != ElectionKind.RECALL or one[1] != StepCode.CANDIDATES]
    here = next((at for at, (_, _, stages) in enumerate(table) if stage in stages), len(table))
    if stage == Stage.CALLED_OFF:
        here = -1
    shown = []
    for at, (label, code, _) in enumerate(table):
        day = days.get(code)
        state = DONE if at < here else NOW if at == here else WAIT
        shown.append(Shown(label, state, f"{day.month}月{day.day}日" if day else ""))
    return shown


def open_now(stage: str, days: Mapping[str, date]) -> str:
    """What residents can do today, in one sentence."""

    def day(code: StepCode) -> str:
        found = days.get(code)
        return f"{found.month}月{found.day}日" if found else ""

    words = {
        Stage.PREPARING: "选举还在筹备。",
        Stage.BODY: (
            f"选举日定在 {day(StepCode.POLLING)}。选民登记从 {day(StepCode.REGISTRATION)}开始。"
        ),
        Stage.REGISTRATION: f"正在登记选民，到 {day(StepCode.REGISTRATION_END)}为止。",
        Stage.ROLL: (
            f"选民名单已经公布。有不同意见，请在 {day(StepCode.OBJECTIONS_END)}以前"
            "向选举委员会提出。"
        ),
        Stage.NOMINATION: f"正在提名候选人。正式名单在 {day(StepCode.CANDIDATES)}以前公布。",
        Stage.CANDIDATES: (
            f"正式候选人已经公布。{day(StepCode.POLLING)}投票，"
            f"委托投票在 {day(StepCode.PROXIES)}以前登记。"
        ),
        Stage.POLLING: "今天投票。请带身份证件到投票站领票。",
        Stage.COUNTING: "投票已经结束，正在公开计票。",
        Stage.FINISHED: "计票已经完成，等选举委员会宣布结果。",
        Stage.CALLED_OFF: "这次选举已经终止。",
    }
    return words.get(Stage(stage), "选举结果已经公布。")
