"""What the timetable and the public notices ask for before an election moves on."""

from collections.abc import Iterator
from datetime import date, timedelta

from committees.calendar.querysets import work_calendar
from elections.timetable.announcements import BY_NUMBER
from elections.timetable.announcing import days_of, numbers_out
from elections.timetable.models import Election
from elections.timetable.preflight import Line, before
from elections.timetable.rules import gaps
from elections.timetable.states import ElectionKind, Stage, StepCode

NUMBERS: dict[tuple[str, str], tuple[str, ...]] = {
    (Stage.BODY, Stage.REGISTRATION): ("1", "2"),
    (Stage.REGISTRATION, Stage.ROLL): ("3", "4"),
    (Stage.ROLL, Stage.NOMINATION): ("7",),
    (Stage.NOMINATION, Stage.CANDIDATES): ("8", "9"),
    (Stage.CANDIDATES, Stage.POLLING): ("10", "11", "15"),
}
"""Notices that hang before the move."""


@before(*NUMBERS)
def notices_hang(election: Election, on: date) -> Iterator[Line]:
    move = next(move for move in NUMBERS if move[0] == election.stage)
    out = numbers_out(election, on)
    for number in NUMBERS[move]:
        known = BY_NUMBER[number]
        said = "已经请人确认" if election.rehearsal else "已经发布"
        ok = number in out
        words = f"第 {number} 号公告（{known.label}）{said if ok else '还没有发布'}"
        yield Line(words, ok, "notices/", "去公告", election.key)


@before((Stage.BODY, Stage.REGISTRATION))
def timetable_has_no_gap(election: Election, on: date) -> Iterator[Line]:
    found = gaps(days_of(election), election.rule_set.rules(), work_calendar())
    if not found:
        yield Line("日程没有太近的地方", True)
    for gap in found:
        yield Line(gap.words.rstrip("。"), False, "timetable/", "看日程", election.key)


@before((Stage.REGISTRATION, Stage.ROLL))
def roll_early_enough(election: Election, on: date) -> Iterator[Line]:
    """E10: the law counts from the day on which the list really hangs."""
    asked = election.rule_set.rules().roll_days_before
    last = election.polling_on - timedelta(days=asked)
    ok = on <= last
    words = f"名单在选举日 {asked} 天以前公布（最晚 {last.month}月{last.day}日）"
    yield Line(words, ok, "timetable/", "看日程", election.key)


@before((Stage.ROLL, Stage.NOMINATION), (Stage.ROLL, Stage.CANDIDATES))
def objections_had_their_time(election: Election, on: date) -> Iterator[Line]:
    last = days_of(election)[StepCode.OBJECTIONS_END]
    words = f"对名单的申诉到 {last.month}月{last.day}日截止"
    yield Line(words, on > last, "timetable/", "看日程", election.key)


@before((Stage.ROLL, Stage.CANDIDATES))
def only_a_recall_names_nobody(election: Election, on: date) -> Iterator[Line]:
    if election.kind != ElectionKind.RECALL:
        yield Line("换届和补选要先提名候选人", False, "nominations/", "提名", election.key)


@before((Stage.NOMINATION, Stage.CANDIDATES))
def list_early_enough(election: Election, on: date) -> Iterator[Line]:
    asked = election.rule_set.rules().candidates_days_before
    last = election.polling_on - timedelta(days=asked)
    words = f"正式候选人在选举日 {asked} 天以前公布（最晚 {last.month}月{last.day}日）"
    yield Line(words, on <= last, "timetable/", "看日程", election.key)


@before((Stage.CANDIDATES, Stage.POLLING))
def it_is_polling_day(election: Election, on: date) -> Iterator[Line]:
    newest = election.rounds.order_by("-number").values_list("polling_on", flat=True).first()
    day = newest or election.polling_on
    words = f"投票日是 {day.month}月{day.day}日"
    yield Line(words, on == day, "timetable/", "看日程", election.key)
