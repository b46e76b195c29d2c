"""When each step of an election is due, computed backwards from polling day. Pure: no clock.

「选举日的 N 日前」 is D−N at the latest; 「自…之日起 N 日内」 does not count the day itself, and
a period that ends on a rest day ends on the next working day (Civil Code art. 201, 203).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from elections.rulesets.rules import Rules
from elections.timetable.states import NAMELESS, ElectionKind, StepCode
from jiedao.common.errors import ALLOWED, Verdict, no
from jiedao.common.workdays import WorkCalendar

Days = Mapping[str, date]
"""Code of a step -> the day on which it is due."""

LATEST: Mapping[StepCode, str] = {
    StepCode.BODY: "body_days_before",
    StepCode.FIRST_NOTICE: "first_notice_days_before",
    StepCode.REGISTRATION: "registration_days_before",
    StepCode.ROLL: "roll_days_before",
    StepCode.NOMINATION: "nomination_days_before",
    StepCode.QUALIFICATION: "qualification_days_before",
    StepCode.CANDIDATES: "candidates_days_before",
    StepCode.PROXIES: "proxies_days_before",
    StepCode.WITHDRAWAL: "withdrawal_days_before",
    StepCode.POLL_NOTICE: "poll_notice_days_before",
    StepCode.PROXY_LIST: "proxy_list_days_before",
    StepCode.INVALID_RULES: "invalid_rules_days_before",
}
"""Steps that the rule set counts back from polling day."""

LEGAL = frozenset(
    {
        StepCode.ROLL,
        StepCode.CANDIDATES,
        StepCode.PROXIES,
        StepCode.WITHDRAWAL,
        StepCode.POLL_NOTICE,
        StepCode.PROXY_LIST,
        StepCode.INVALID_RULES,
    }
)
"""Steps whose distance from polling day is law, not habit: nearer is a gap too short."""

IN_ORDER = (
    (StepCode.BODY, StepCode.REGISTRATION),
    (StepCode.FIRST_NOTICE, StepCode.REGISTRATION),
    (StepCode.REGISTRATION, StepCode.REGISTRATION_END),
    (StepCode.REGISTRATION_END, StepCode.ROLL),
    (StepCode.ROLL, StepCode.OBJECTIONS_END),
    (StepCode.OBJECTIONS_END, StepCode.FREEZE),
    (StepCode.FREEZE, StepCode.NOMINATION),
    (StepCode.NOMINATION, StepCode.NOMINATION_END),
    (StepCode.NOMINATION_END, StepCode.QUALIFICATION),
    (StepCode.NOMINATION, StepCode.QUALIFICATION),
    (StepCode.QUALIFICATION, StepCode.CANDIDATES),
    (StepCode.CANDIDATES, StepCode.WITHDRAWAL),
    (StepCode.FREEZE, StepCode.POLLING),
    (StepCode.PROXIES, StepCode.PROXY_LIST),
    (StepCode.POLLING, StepCode.SEALS),
    (StepCode.SEALS, StepCode.HANDOVER),
)
"""The first never lies after the second."""


@dataclass(frozen=True)
class Gap:
    """What is too near in a timetable: the step, and a sentence that says between what."""

    code: str
    words: str


def period_end(start: date, days: int, calendar: WorkCalendar) -> date:
    """The last day of 「自…之日起 N 日内」: the day itself is not counted, a rest day moves on."""
    return calendar.add(start + timedelta(days=days), 0).on


def timetable(kind: str, rules: Rules, polling: date, calendar: WorkCalendar) -> dict[str, date]:
    """Every step of an election of that kind with its day, computed backwards from polling day.

    The roll is published so early that objections and their answers are over before names are
    proposed (or, in a recall, before the vote), and never later than the law says. Names are taken
    up to the day before they are looked at.
    """
    days = {code: polling - timedelta(days=getattr(rules, name)) for code, name in LATEST.items()}
    before = polling if kind == ElectionKind.RECALL else days[StepCode.NOMINATION]
    roll = days[StepCode.ROLL]
    while freeze_day(roll, rules, calendar) > before:
        roll -= timedelta(days=1)
    days[StepCode.ROLL] = roll
    days[StepCode.OBJECTIONS_END] = period_end(roll, rules.objection_days, calendar)
    days[StepCode.FREEZE] = freeze_day(roll, rules, calendar)
    _begin_before(days, roll, rules)
    last = days[StepCode.QUALIFICATION] - timedelta(days=1)
    days[StepCode.NOMINATION_END] = max(days[StepCode.NOMINATION], last)
    days[StepCode.POLLING] = polling
    days[StepCode.SEALS] = polling + timedelta(days=rules.seals_days)
    days[StepCode.HANDOVER] = period_end(polling, rules.handover_days, calendar)
    wanted = (code for code in StepCode if not (kind == ElectionKind.RECALL and code in NAMELESS))
    return {code.value: days[code] for code in wanted}


def freeze_day(roll: date, rules: Rules, calendar: WorkCalendar) -> date:
    """The last day on which an objection made on the last day is answered."""
    objections = period_end(roll, rules.objection_days, calendar)
    return period_end(objections, rules.decision_days, calendar)


def _begin_before(days: dict[StepCode, date], roll: date, rules: Rules) -> None:
    """Registration lasts its days and is over before the roll hangs; all before it moves along."""
    length = timedelta(days=rules.registration_days - 1)
    last = min(days[StepCode.REGISTRATION] + length, roll - timedelta(days=1))
    shift = days[StepCode.REGISTRATION] - (last - length)
    for code in (StepCode.BODY, StepCode.FIRST_NOTICE, StepCode.REGISTRATION):
        days[code] -= shift
    days[StepCode.REGISTRATION_END] = last


def earliest_polling(kind: str, rules: Rules, today: date, calendar: WorkCalendar) -> date:
    """The first polling day whose timetable has no step in the past."""
    polling = today
    while min(timetable(kind, rules, polling, calendar).values()) < today:
        polling += timedelta(days=1)
    return polling


def gaps(days: Days, rules: Rules, calendar: WorkCalendar) -> list[Gap]:
    """Everything in a timetable that is too near, in the order of its steps."""
    found = [*_too_near_the_poll(days, rules), *_too_short(days, rules, calendar)]
    found += [
        Gap(later, f"“{StepCode(later).label}”不能早于“{StepCode(first).label}”。")
        for first, later in IN_ORDER
        if first in days and later in days and days[later] < days[first]
    ]
    place = {code.value: number for number, code in enumerate(StepCode)}
    return sorted(found, key=lambda gap: place[gap.code])


def _too_near_the_poll(days: Days, rules: Rules) -> list[Gap]:
    polling, found = days[StepCode.POLLING], []
    for code in (code for code in StepCode if code in LEGAL and code in days):
        asked = getattr(rules, LATEST[code])
        left = (polling - days[code]).days
        if left < asked:
            found.append(
                Gap(code.value, f"“{code.label}”离选举日 {left} 天，至少要提前 {asked} 天。")
            )
    return found


def _too_short(days: Days, rules: Rules, calendar: WorkCalendar) -> list[Gap]:
    """Periods that residents or the election body are promised in full."""
    registration = (days[StepCode.REGISTRATION_END] - days[StepCode.REGISTRATION]).days + 1
    found = []
    if registration < rules.registration_days:
        found.append(
            Gap(
                StepCode.REGISTRATION_END.value,
                f"选民登记只有 {registration} 天，要 {rules.registration_days} 天。",
            )
        )
    objections = period_end(days[StepCode.ROLL], rules.objection_days, calendar)
    if days[StepCode.OBJECTIONS_END] < objections:
        found.append(
            Gap(
                StepCode.OBJECTIONS_END.value,
                f"名单公布以后要留 {rules.objection_days} 天申诉，"
                f"到 {objections.month}月{objections.day}日。",
            )
        )
    return found


class Petitioners(Protocol):
    """Who signed a petition for a recall (T9)."""

    @property
    def signed(self) -> int: ...
    @property
    def base(self) -> int: ...
    @property
    def received_on(self) -> date: ...
    @property
    def by_representatives(self) -> bool: ...


def petition_fits(rules: Rules, petition: Petitioners, polling: date) -> Verdict:
    """Enough names of the roll (or of the representatives), and the vote in its days: T9."""
    whole = petition.by_representatives
    share = rules.recall_representatives if whole else rules.recall_voters
    who = "居民代表" if whole else "选民"
    if petition.signed > petition.base:
        return no("联名人数不能多于总人数。")
    if not share.met_by(petition.signed, petition.base):
        least = share.least(petition.base)
        return no(
            f"联名人数不够：{who}一共 {petition.base:,} 人，要{share.words}，"
            f"至少 {least:,} 人，现在 {petition.signed:,} 人。"
        )
    if polling > petition.received_on + timedelta(days=rules.recall_days):
        return no(f"罢免要求收到以后 {rules.recall_days} 天以内要表决，请把选举日提前。")
    return ALLOWED


def past(days: Days, today: date) -> list[Gap]:
    """Steps that would have been due before today: too little time is left."""
    return [
        Gap(code, f"“{StepCode(code).label}”应当在 {day.month}月{day.day}日，已经过了。")
        for code, day in days.items()
        if day < today
    ]
