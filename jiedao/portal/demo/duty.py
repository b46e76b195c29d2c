"""The rota of one committee: rules, shifts with check-ins, swaps, handovers, daily reports."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from casework.duty.models import (
    DayReport,
    HandoverPoint,
    Leave,
    Rota,
    RotaMember,
    Shift,
    SlotRule,
    Swap,
)
from casework.duty.states import RotaState, Slot, SwapState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.portal.demo.meeting_texts import (
    DAY_TROUBLES,
    HANDOVER_TABLES,
    HANDOVERS,
    LEAVE_REASONS,
    REFUSED_WHY,
    SWAP_REASONS,
    TAKE_OVER_WHY,
)
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import ONE_DAY, Setting, days_between, dice, moment
from jiedao.portal.demo.store import Store
from jiedao.portal.demo.texts import say

NIGHTS_EVERY = 3
"""Every third committee keeps an evening hour."""
SEATS = (
    (Slot.MORNING, time(8, 30), time(11, 30), "workdays"),
    (Slot.AFTERNOON, time(13, 30), time(17, 0), "workdays"),
    (Slot.OFF_PEAK, time(9, 0), time(11, 0), "weekends"),
    (Slot.HOLIDAY, time(9, 0), time(16, 0), "festivals"),
    (Slot.NIGHT, time(18, 0), time(20, 0), "workdays"),
)


def seats(committee: Committee | None) -> Iterator[SlotRule]:
    for slot, starts, ends, days in SEATS:
        yield SlotRule(
            committee=committee,
            slot=slot,
            starts=starts,
            ends=ends,
            on_workdays=days == "workdays",
            on_weekends=days == "weekends",
            on_festivals=days == "festivals",
            with_lead=slot == Slot.HOLIDAY,
        )


def street_slots(store: Store) -> None:
    """The street's own slots, in place of those every new office starts with."""
    SlotRule.objects.filter(committee=None).delete()
    store.add([rule for rule in seats(None) if rule.slot != Slot.NIGHT])


@dataclass
class Chapter:
    """The rows of one piece of the history, parents before children."""

    rotas: list[Rota] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    swaps: list[Swap] = field(default_factory=list)
    points: list[HandoverPoint] = field(default_factory=list)
    reports: list[DayReport] = field(default_factory=list)


class Turns:
    """Whose turn it is: whoever had least so far; weekends and festivals are shared out as well."""

    def __init__(self, people: list[User]) -> None:
        self._people = people
        self._had: Counter[int] = Counter()
        self._days_off: Counter[int] = Counter()

    def next(self, on_workday: bool, away: set[int]) -> User:
        here = [person for person in self._people if person.pk not in away] or self._people
        if on_workday:
            person = min(here, key=lambda one: self._had[one.pk])
        else:
            person = min(here, key=lambda one: (self._days_off[one.pk], self._had[one.pk]))
        self.count(person, on_workday)
        return person

    def count(self, person: User, on_workday: bool) -> None:
        self._had[person.pk] += 1
        self._days_off[person.pk] += not on_workday


class Duty:
    """Writes the rota of one committee, piece by piece; the turns go on from piece to piece."""

    def __init__(self, setting: Setting, place: Neighbourhood) -> None:
        self._setting, self._place = setting, place
        self._turns = Turns(place.team.on_rota)
        self._leaves = list(self._invent_leaves())
        self.rules = list(self._rules())

    def start(self, store: Store) -> None:
        """Slots of its own, people of the rotation, and who is away when."""
        if any(rule.slot == Slot.NIGHT for rule in self.rules):
            store.add(self.rules)
        store.add(list(self._members()))
        store.add(self._leaves)

    def write(self, store: Store, first: date, last: date) -> None:
        chapter = self.chapter(first, last)
        for rows in (
            chapter.rotas,
            chapter.shifts,
            chapter.swaps,
            chapter.points,
            chapter.reports,
        ):
            store.add(rows)

    def chapter(self, first: date, last: date) -> Chapter:
        """Everything from `first` to `last`, both included."""
        chapter = Chapter()
        for day in days_between(first, last):
            self._day(chapter, day)
        self._leave_gaps(chapter)
        self._swap(chapter)
        self._hand_over(chapter)
        return chapter

    def _rules(self) -> Iterator[SlotRule]:
        """The street's slots, and an evening hour at every third committee."""
        for rule in seats(self._place.committee):
            if rule.slot != Slot.NIGHT or self._place.committee.order % NIGHTS_EVERY == 0:
                yield rule

    def _members(self) -> Iterator[RotaMember]:
        team = self._place.team
        for order, person in enumerate(team.on_rota):
            yield RotaMember(
                committee=team.committee,
                person=person,
                order=order,
                no_nights=order % 4 == 3,
                spared=order % 4 == 3,
                may_lead=person in (team.director, team.members[0]),
                since=self._setting.first,
            )

    def _invent_leaves(self) -> Iterator[Leave]:
        """Two or three a year, one of them in the weeks to come."""
        team, setting = self._place.team, self._setting
        for number in range(3 * setting.days // 365 + 2):
            roll = dice("leave", team.committee.code, number)
            ahead = roll.randint(4, 12) if number == 0 else -roll.randint(5, setting.days + 5)
            since = setting.today + timedelta(days=ahead)
            yield Leave(
                committee=team.committee,
                person=roll.choice(team.members),
                since=since,
                until=since + timedelta(days=roll.randint(1, 6)),
                reason=roll.choice(LEAVE_REASONS),
            )

    # Shifts

    def _day(self, chapter: Chapter, day: date) -> None:
        roll = dice("duty", self._place.committee.code, day)
        away = {leave.person.pk for leave in self._leaves if leave.since <= day <= leave.until}
        rota = self._rota(chapter, day)
        for rule in self._on(day):
            shift = self._shift(rota, rule, day, away)
            if shift.person:
                away.add(shift.person.pk)
                self._place.on_duty.setdefault(day, []).append(shift.person)
            self._check_in(shift, roll)
            chapter.shifts.append(shift)
        self._report(chapter, day, roll)

    def _rota(self, chapter: Chapter, day: date) -> Rota:
        month = day.replace(day=1)
        if not chapter.rotas or chapter.rotas[-1].month != month:
            published = moment(min(month - timedelta(days=7), self._setting.today), 15)
            chapter.rotas.append(
                Rota(
                    committee=self._place.committee,
                    month=month,
                    state=RotaState.PUBLISHED,
                    published_at=min(published, self._setting.now),
                    published_by=self._place.team.director,
                )
            )
        return chapter.rotas[-1]

    def _on(self, day: date) -> list[SlotRule]:
        calendar = self._setting.calendar
        if calendar.is_workday(day):
            return [rule for rule in self.rules if rule.on_workdays]
        if day in calendar.rest:
            return [rule for rule in self.rules if rule.on_festivals]
        return [rule for rule in self.rules if rule.on_weekends]

    def _shift(self, rota: Rota, rule: SlotRule, day: date, away: set[int]) -> Shift:
        team, on_workday = self._place.team, rule.on_workdays
        person = self._as_in_the_draft(rule, day)
        if person:
            self._turns.count(person, on_workday)
        else:
            person = self._turns.next(on_workday, away)
        lead = team.second_person(person) if rule.with_lead else None
        return Shift(
            committee=team.committee,
            rota=rota,
            day=day,
            slot=rule.slot,
            starts_at=moment(day, rule.starts.hour, rule.starts.minute),
            ends_at=moment(day, rule.ends.hour, rule.ends.minute),
            person=person,
            lead=lead,
        )

    def _as_in_the_draft(self, rule: SlotRule, day: date) -> User | None:
        """On the day one looks, 周桂英 has the morning and 王桂珍 the afternoon."""
        if not self._place.is_first or day != self._setting.workday(self._setting.today):
            return None
        team = self._place.team
        return {Slot.MORNING: team.director, Slot.AFTERNOON: team.members[0]}.get(Slot(rule.slot))

    def _check_in(self, shift: Shift, roll: Random) -> None:
        """Mostly a little early, sometimes late, seldom never. The dice fall for every shift."""
        absent, late, minutes, out = roll.random(), roll.random(), roll.random(), roll.random()
        if absent < self._place.trouble.absent * 0.7:
            return
        if absent < self._place.trouble.absent:
            delay = 16 + int(minutes * 40)
        elif late < 0.12:
            delay = 1 + int(minutes * 12)
        else:
            delay = -int(minutes * 15)
        came = shift.starts_at + timedelta(minutes=delay)
        waits_for_visitor = self._place.is_first and not self._setting.is_past(shift.ends_at)
        if not self._setting.is_past(came) or waits_for_visitor:
            return
        shift.checked_in_at, shift.checked_in_by = came, shift.person
        left = shift.ends_at + timedelta(minutes=int(out * 12))
        if out < 0.9 and self._setting.is_past(left):
            shift.checked_out_at = left
        if absent > 0.995 and self._setting.is_past(shift.ends_at):
            shift.taken_over_from, shift.taken_over_why = shift.person, roll.choice(TAKE_OVER_WHY)
            shift.person = shift.checked_in_by = self._somebody_else(shift, roll)

    def _somebody_else(self, shift: Shift, roll: Random) -> User:
        busy = self._place.on_duty.get(shift.day, [])
        others = [
            one for one in self._place.team.on_rota if one not in busy and one != shift.person
        ]
        person = roll.choice(others)
        self._place.on_duty.setdefault(shift.day, []).append(person)
        return person

    def _leave_gaps(self, chapter: Chapter) -> None:
        ahead = (shift for shift in chapter.shifts if shift.day > self._setting.today + ONE_DAY)
        for shift, _ in zip(ahead, range(self._place.trouble.gaps), strict=False):
            shift.person = None

    # What goes with them

    def _report(self, chapter: Chapter, day: date, roll: Random) -> None:
        quiet, skipped, minute = roll.random() < 0.97, roll.random() < 0.04, roll.randint(0, 80)
        at = moment(day, 16, minute)
        if skipped or not self._setting.is_past(at):
            return
        by = self._place.at_desk(day, roll)
        text = "" if quiet else say(roll.choice(DAY_TROUBLES), roll, **self._place.around(roll))
        chapter.reports.append(
            DayReport(
                committee=self._place.committee, day=day, quiet=quiet, text=text, by=by, at=at
            )
        )

    def _swap(self, chapter: Chapter) -> None:
        """One in 25 shifts changed hands, or was to; two coming ones are being asked about."""
        order = self._place.committee.order
        coming = [
            shift
            for shift in chapter.shifts
            if shift.day > self._setting.today + 2 * ONE_DAY and shift.person
        ]
        for shift in chapter.shifts:
            roll = dice("swap", self._place.committee.code, shift.starts_at)
            if roll.random() < 0.04 and shift.person and self._setting.is_past(shift.starts_at):
                state = roll.choices(
                    (SwapState.DONE, SwapState.DECLINED, SwapState.REFUSED, SwapState.WITHDRAWN),
                    (70, 12, 6, 12),
                )[0]
                self._ask(chapter, shift, state, roll)
        for number, (shift, state) in enumerate(
            zip(coming[order % 3 :: 5], (SwapState.ASKED, SwapState.AGREED), strict=False)
        ):
            if order == 1 or order % 4 == number:
                self._ask(
                    chapter, shift, state, dice("swap", shift.committee.code, shift.starts_at)
                )

    def _ask(self, chapter: Chapter, shift: Shift, state: SwapState, roll: Random) -> None:
        team = self._place.team
        giver = shift.person
        busy = self._place.on_duty.get(shift.day, [])
        free = [one for one in team.on_rota if one not in busy]
        if giver is None or not free or shift.taken_over_from:
            return
        taker = roll.choice(free)
        if self._place.is_first and state == SwapState.ASKED and team.director in free:
            taker = team.director
        asked_at = min(
            shift.starts_at - timedelta(days=roll.randint(1, 5), minutes=roll.randint(5, 300)),
            self._setting.now - timedelta(minutes=roll.randint(30, 600)),
        )
        by_taker = state in (
            SwapState.AGREED,
            SwapState.DONE,
            SwapState.DECLINED,
            SwapState.REFUSED,
        )
        by_director = state in (SwapState.DONE, SwapState.REFUSED)
        chapter.swaps.append(
            Swap(
                committee=team.committee,
                shift=shift,
                giver=giver,
                taker=taker,
                reason=roll.choice(SWAP_REASONS),
                state=state,
                asked_by=giver,
                asked_at=asked_at,
                answered_by=taker if by_taker else None,
                decided_by=team.director if by_director else None,
                decided_why=roll.choice(REFUSED_WHY) if state == SwapState.REFUSED else "",
            )
        )
        if state == SwapState.DONE:
            shift.person = taker
            shift.checked_in_by = taker if shift.checked_in_at else None
            self._place.on_duty.setdefault(shift.day, []).append(taker)

    def _hand_over(self, chapter: Chapter) -> None:
        """Every eighth shift leaves a point to the next; the last one before now leaves it open."""
        over = [
            shift
            for shift in chapter.shifts
            if self._setting.is_past(shift.ends_at) and shift.checked_in_at
        ]
        for shift, after in pairwise(over):
            roll = dice("handover", self._place.committee.code, shift.starts_at)
            if roll.random() < 0.125:
                self._leave_point(chapter, shift, after, roll)
        if over and chapter.shifts[-1].day >= self._setting.today:
            roll = dice("handover", self._place.committee.code, "open")
            self._leave_point(chapter, over[-1], None, roll)

    def _leave_point(
        self, chapter: Chapter, shift: Shift, after: Shift | None, roll: Random
    ) -> None:
        if shift.person is None:
            return
        settled: datetime | None = None
        if after:
            settled = after.starts_at + timedelta(minutes=roll.randint(40, 170))
        chapter.points.append(
            HandoverPoint(
                committee=self._place.committee,
                left_by=shift.person,
                left_at=shift.ends_at,
                from_shift=shift,
                text=say(roll.choice(HANDOVERS), roll, HANDOVER_TABLES, **self._place.around(roll)),
                taken_by=after.person if after else None,
                taken_at=after.starts_at + timedelta(minutes=6) if after else None,
                settled_at=settled,
            )
        )
