"""The duty log of one committee, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from casework.log.models import LogEntry
from casework.log.rules import search_tokens
from casework.log.states import LogKind
from committees.people.models import User
from jiedao.portal.demo import log_texts
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.territory import Home
from jiedao.portal.demo.texts import say

ROUND_DAYS, ROUND_HOMES = 4, 9
"""On the first working days of a month the members go from door to door."""
AT_HOME = {LogKind.VISIT: 0.75, LogKind.CALL: 0.5, LogKind.HOME: 1.0}
"""How often the register knows the household."""
WRITTEN_LATER = 0.05


class Log:
    """Writes what happened at the desk, on the phone, at the doors and on the estate."""

    def __init__(self, setting: Setting, place: Neighbourhood) -> None:
        self._setting, self._place = setting, place
        self.last_day = setting.today
        if place.trouble.silent:
            self.last_day = setting.workday(setting.today, -place.trouble.silent)
        self._month: tuple[int, int] = (0, 0)
        self._doors: list[Home] = []
        self._visited = self._workday_of_month = 0

    def day(self, day: date) -> Iterator[LogEntry]:
        """The entries of one day, unsaved, in the order of writing."""
        roll = dice("log", self._place.committee.code, day)
        self._turn_page(day)
        if day > self.last_day:
            return
        for kind in self._kinds(day, roll):
            entry = self._entry(kind, day, roll)
            if entry:
                yield entry

    def _turn_page(self, day: date) -> None:
        """A new month, a new round through the doors."""
        if (day.year, day.month) != self._month:
            self._month = (day.year, day.month)
            self._doors = list(self._place.homes)
            dice("doors", self._place.committee.code, *self._month).shuffle(self._doors)
            self._visited = 0
            before = day - timedelta(days=day.day - 1)
            self._workday_of_month = sum(
                self._setting.calendar.is_workday(before + timedelta(days=number))
                for number in range(day.day - 1)
            )
        self._workday_of_month += self._setting.calendar.is_workday(day)

    def _kinds(self, day: date, roll: Random) -> list[LogKind]:
        if not self._setting.calendar.is_workday(day):
            return [LogKind.VISIT] * roll.choice((0, 0, 1)) + [LogKind.CALL] * roll.choice(
                (0, 0, 1)
            )
        on_round = self._workday_of_month <= ROUND_DAYS
        kinds = (
            [LogKind.VISIT] * roll.choice((1, 1, 2, 2, 3))
            + [LogKind.CALL] * roll.choice((0, 1, 1, 2))
            + [LogKind.PATROL] * roll.choice((0, 0, 1, 1))
            + [LogKind.INCIDENT] * (roll.random() < 0.04)
            + [LogKind.HOME] * (ROUND_HOMES if on_round else roll.choice((0, 1, 1, 2)))
        )
        roll.shuffle(kinds)
        return kinds

    def _entry(self, kind: LogKind, day: date, roll: Random) -> LogEntry | None:
        place = self._place
        minute = roll.randint(0, 440)
        author = place.at_desk(day, roll)
        home = self._home(kind, roll)
        nobody = kind == LogKind.HOME and roll.random() < 0.1
        if kind == LogKind.HOME and not nobody:
            if self._visited >= place.trouble.visits:
                return None
            self._visited += 1
        who, text = self._told(kind, home, nobody, roll)
        return self.entry(
            roll,
            kind=kind,
            day=day,
            minute=minute,
            author=author,
            home=home,
            who=who,
            text=text,
            nobody_home=nobody,
        )

    def _told(
        self, kind: LogKind, home: Home | None, nobody: bool, roll: Random
    ) -> tuple[str, str]:
        """谁／哪里 and 什么事."""
        around = {"building": f"{home.building} 号楼"} if home else self._place.around(roll)
        who, spots = "", ("",)
        templates: Sequence[str] = log_texts.TEMPLATES.get(kind, ())
        if nobody:
            templates = log_texts.NOBODY_HOME
        elif kind == LogKind.PATROL:
            inside = roll.random() < 0.45
            templates = log_texts.PATROL_INSIDE if inside else log_texts.PATROL_OUTSIDE
            spots = ("{stair}",) if inside else ("{yard}",)
        elif kind == LogKind.INCIDENT:
            spot, template = roll.choice(log_texts.INCIDENTS)
            spots, templates = (spot,), (template,)
        elif kind == LogKind.CALL and home is None and roll.random() < 0.5:
            who, template = roll.choice(log_texts.OFFICE_CALLS)
            templates = (template,)
        elif home is None:
            who = say(roll.choice(log_texts.CALLERS), roll, **around)
        spot = say(roll.choice(spots), roll, log_texts.TABLES, **around)
        text = self._place.fresh.say(templates, roll, log_texts.TABLES, spot=spot, **around)
        return who or spot, text

    def entry(
        self,
        roll: Random,
        *,
        kind: LogKind,
        day: date,
        minute: int,
        author: User,
        home: Home | None,
        who: str,
        text: str,
        nobody_home: bool = False,
        on_the_day: bool = False,
    ) -> LogEntry | None:
        """The row, written at `minute` minutes past 8:40; None when that is still to come.

        One in twenty is written some days later (补记), unless `on_the_day`.
        """
        recorded = moment(day, 8, 40 + minute)
        later = recorded + timedelta(days=roll.randint(1, 4), minutes=roll.randint(-200, 30))
        if roll.random() < WRITTEN_LATER and not on_the_day and self._setting.is_past(later):
            recorded = later
        if not self._setting.is_past(recorded):
            return None
        settled = kind in (LogKind.VISIT, LogKind.CALL, LogKind.PATROL)
        return LogEntry(
            committee=self._place.committee,
            kind=kind,
            happened_on=day,
            recorded_at=recorded,
            author=author,
            household=home.household if home else None,
            who=who,
            text=text,
            nobody_home=nobody_home,
            settled=settled and any(mark in text for mark in log_texts.SETTLED_MARKS),
            tokens=search_tokens(text, f"{home.door} {home.spelled}" if home else "", names=[who]),
        )

    def _home(self, kind: LogKind, roll: Random) -> Home | None:
        if kind == LogKind.HOME:
            self._doors.append(self._doors.pop(0))
            return self._doors[-1]
        known = roll.random() < AT_HOME.get(kind, 0)
        return roll.choice(self._place.homes) if known else None
