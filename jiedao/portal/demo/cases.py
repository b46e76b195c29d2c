"""Cases (事项) with their whole story; of a story only what lies in the past is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from casework.cases.models import Case, CaseEvent
from casework.cases.rules import DEFAULT_DAYS
from casework.cases.states import CaseKind, CaseState, EventKind, Source
from casework.log.models import LogEntry
from casework.log.rules import search_tokens
from casework.log.states import LogKind
from committees.people.models import User
from jiedao.common.crypto import blind_index
from jiedao.portal.demo import case_texts
from jiedao.portal.demo.case_texts import TOPICS, Topic
from jiedao.portal.demo.log_entries import Log
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.territory import Home
from jiedao.portal.demo.texts import TABLES, say

KINDS = (CaseKind.ISSUE, CaseKind.HARDSHIP, CaseKind.DISPUTE, CaseKind.ADVICE, CaseKind.PROPOSAL)
WEIGHTS = (46, 17, 11, 17, 9)
A_DAY = 0.75
"""New cases on a working day."""
SOURCES = (Source.DESK, Source.PHONE, Source.VISIT, Source.PATROL, Source.HOTLINE, Source.MEETING)
SOURCE_WEIGHTS = (38, 24, 20, 10, 5, 3)
ENTRY_KINDS = {
    Source.DESK: LogKind.VISIT,
    Source.PHONE: LogKind.CALL,
    Source.VISIT: LogKind.HOME,
    Source.PATROL: LogKind.PATROL,
}
LAST_LOOK = 2
"""Working days a second person may take before the deadline is reached."""
BY_KIND = {kind: [topic for topic in TOPICS if topic.kind == kind] for kind in KINDS}


@dataclass
class Step:
    """One line of a story: so many working days and minutes after the opening."""

    days: int
    minutes: int
    kind: EventKind
    by: User
    text: str = ""
    to: User | None = None


@dataclass
class Beginning:
    """A case before it has a number. `stalls`: it never ends; `waits`: others are to blame."""

    topic: Topic
    opened_at: datetime
    owner: User
    home: Home | None
    source: Source
    entry: LogEntry | None
    title: str
    text: str
    place: str
    words: dict[str, str]
    due_on: date | None = None
    stalls: bool = False
    waits: bool = True
    outcome: str = ""


class Cases:
    """Begins cases day by day and tells how each of them went on."""

    def __init__(self, setting: Setting, place: Neighbourhood, log: Log) -> None:
        self.setting = setting
        self._setting, self._place, self._log = setting, place, log
        self.committee = place.committee
        self.late = list(self._late())

    def begun_on(self, day: date) -> Iterator[Beginning]:
        """What was brought on that day, with the entry it grew out of."""
        roll = dice("case", self._place.committee.code, day)
        brings = self._setting.calendar.is_workday(day) and roll.random() < A_DAY
        if brings and day <= self._log.last_day:
            kind = roll.choices(KINDS, WEIGHTS)[0]
            beginning = self._begin(roll, day, roll.choice(BY_KIND[kind]))
            if beginning:
                yield beginning

    def _late(self) -> Iterator[Beginning]:
        """Those of a committee in trouble: their day has passed and nothing moves."""
        setting, trouble = self._setting, self._place.trouble
        if self._place.is_first:
            yield from self._as_in_the_draft()
            return
        for number in range(trouble.late):
            roll = dice("late", self._place.committee.code, number)
            due = setting.workday(setting.today, -1 - 2 * number - roll.randint(0, 2))
            topic = roll.choice([one for one in TOPICS if one.kind in ("issue", "dispute")])
            opened = max(setting.workday(due, -DEFAULT_DAYS[CaseKind(topic.kind)]), setting.first)
            beginning = self._begin(roll, setting.workday(opened), topic)
            if beginning:
                beginning.due_on, beginning.stalls = due, True
                yield beginning

    def _as_in_the_draft(self) -> Iterator[Beginning]:
        """What 周桂英 has to do: a leak two days late, a lamp due today, an application."""
        setting, director = self._setting, self._place.team.director
        drafts = (
            (TOPICS[0], "7-301", setting.today - timedelta(days=2), 9),
            (TOPICS[1], "", setting.today, 7),
            (BY_KIND[CaseKind.HARDSHIP][0], "3-502", setting.workday(setting.today, 4), 8),
        )
        for topic, door, due_on, ago in drafts:
            roll = dice("draft", topic.title)
            home = self._place.home_at(door) if door else None
            opened = max(setting.workday(setting.today, -ago), setting.workday(setting.first))
            beginning = self._begin(roll, opened, topic, home=home, building="12 号楼")
            if beginning:
                beginning.owner, beginning.due_on = director, due_on
                beginning.stalls, beginning.waits = True, False
                yield beginning

    def _begin(
        self,
        roll: Random,
        day: date,
        topic: Topic,
        *,
        home: Home | None = None,
        building: str = "",
    ) -> Beginning | None:
        """None when the hour is still to come."""
        place = self._place
        if topic.at_home and home is None:
            home = roll.choice(place.homes)
        source = roll.choices(SOURCES, SOURCE_WEIGHTS)[0]
        if source == Source.PATROL and topic.at_home:
            source = Source.DESK
        minute = roll.randint(0, 420)
        author = place.at_desk(day, roll)
        words = self._words(home, building, roll)
        text = say(topic.text, roll, case_texts.TABLES, **words)
        owner = author if roll.random() < 0.6 else roll.choice(place.team.on_rota)
        entry = self._entry(roll, source, day, minute, author, home, text, owner, words)
        opened_at = moment(day, 8, 45 + minute)
        if not self._setting.is_past(opened_at) or (entry is None and source in ENTRY_KINDS):
            return None
        return Beginning(
            topic=topic,
            opened_at=entry.recorded_at if entry else opened_at,
            owner=owner,
            home=home,
            source=source,
            entry=entry,
            title=say(topic.title, roll, case_texts.TABLES, **words),
            text=text,
            place=say(topic.place, roll, case_texts.TABLES, **words),
            words=words,
        )

    def _words(self, home: Home | None, building: str, roll: Random) -> dict[str, str]:
        """Slots that stay the same through the whole story."""
        words = self._place.around(roll)
        if building:
            words["building"] = building
        for slot in ("floor", "gate", "activity", "service"):
            words[slot] = roll.choice(TABLES[slot])
        words["wish_public"] = say("{wish_public}", roll, **words)
        if home:
            words["building"] = f"{home.building} 号楼"
        return words

    def _entry(
        self,
        roll: Random,
        source: Source,
        day: date,
        minute: int,
        author: User,
        home: Home | None,
        text: str,
        owner: User,
        words: dict[str, str],
    ) -> LogEntry | None:
        if source not in ENTRY_KINDS:
            return None
        known = {"text": text, "owner": f"{owner.surname}老师"}
        story = self._place.fresh.say((case_texts.LOGGED[source],), roll, **known)
        return self._log.entry(
            roll,
            kind=ENTRY_KINDS[source],
            day=day,
            minute=minute,
            author=author,
            home=home,
            who="" if home else words["building"],
            text=story,
            on_the_day=True,
        )

    # The story

    def told(self, beginning: Beginning, number: int) -> tuple[Case, list[CaseEvent]]:
        """The case as it stands now, and its timeline."""
        roll = dice("story", self._place.committee.code, beginning.opened_at)
        case = self._case(beginning, number, roll)
        events = []
        for step in self._story(beginning, roll):
            at = self._at(case.opened_at, step)
            if not self._setting.is_past(at):
                break
            self._apply(case, beginning, step, at)
            events.append(
                CaseEvent(case=case, kind=step.kind, at=at, by=step.by, to=step.to, text=step.text)
            )
        return case, events

    def _apply(self, case: Case, beginning: Beginning, step: Step, at: datetime) -> None:
        """What a line of the timeline changes on the case, as the acts change it."""
        case.state = AFTER.get(step.kind, case.state)
        case.waiting_for = beginning.topic.waits_for if step.kind == EventKind.WAITING else ""
        if step.kind == EventKind.OFFERED:
            case.offered_to = step.to
        elif step.kind in (EventKind.ACCEPTED, EventKind.DECLINED):
            case.offered_to, case.owner = None, step.to or step.by
        elif step.kind == EventKind.CLOSING:
            case.closing_by = step.by
            case.outcome, case.evidence = beginning.outcome, beginning.topic.evidence
        elif step.kind == EventKind.CLOSED:
            case.closed_at, case.closed_by, case.outcome = at, step.by, beginning.outcome
        elif step.kind == EventKind.REOPENED:
            case.closed_at = case.closed_by = case.closing_by = None
            case.outcome = case.evidence = ""
            case.due_on = self._setting.workday(at.date(), case.due_days or 0)

    def _case(self, beginning: Beginning, number: int, roll: Random) -> Case:
        topic, home, opened_at = beginning.topic, beginning.home, beginning.opened_at
        opened_on = opened_at.date()
        days: int | None = DEFAULT_DAYS[CaseKind(topic.kind)]
        due_on = self._setting.workday(self._setting.workday(opened_on), days or 0)
        if beginning.due_on not in (None, due_on):
            days, due_on = None, beginning.due_on or due_on
        phone = home.head.phone if home and beginning.source != Source.PATROL else ""
        who = home.head.name if home else say("{neighbour}", roll)
        return Case(
            committee=self._place.committee,
            year=opened_on.year,
            number=number,
            title=beginning.title[:60],
            text=beginning.text,
            kind=topic.kind,
            cares=[str(care) for care in topic.cares],
            source=beginning.source,
            entry=beginning.entry,
            household=home.household if home else None,
            place=beginning.place,
            who=who,
            phone=phone,
            phone_tail=blind_index("phone-tail", phone[-4:]) if phone else "",
            owner=beginning.owner,
            opened_at=opened_at,
            opened_by=beginning.entry.author if beginning.entry else beginning.owner,
            due_on=due_on,
            due_days=days,
            tokens=search_tokens(
                beginning.title,
                beginning.text,
                beginning.place,
                f"{home.door} {home.spelled}" if home else "",
                f"{opened_on.year % 100:02d}-{number}",
                names=[who],
            ),
        )

    def _at(self, opened_at: datetime, step: Step) -> datetime:
        """The steps of the first day follow the opening by minutes; later ones in office hours."""
        if step.days == 0:
            return opened_at + timedelta(minutes=step.minutes)
        day = self._setting.workday(self._setting.workday(opened_at.date()), step.days)
        return moment(day, 9, step.minutes)

    def _story(self, beginning: Beginning, roll: Random) -> list[Step]:
        came = beginning.entry.get_kind_display() if beginning.entry else ""
        opened = Step(
            0,
            0,
            EventKind.OPENED,
            beginning.entry.author if beginning.entry else beginning.owner,
            f"由“{came}”登记" if came else "登记",
        )
        kind = beginning.topic.kind
        at_once = kind == CaseKind.ADVICE and roll.random() < 0.6 and not beginning.stalls
        if at_once:
            beginning.outcome = case_texts.AT_ONCE
            done = Step(0, 15, EventKind.CLOSED, beginning.owner, beginning.outcome)
            return [opened, done]
        length = self._length(beginning, roll)
        steps = [opened, *self._handed_on(beginning, roll), *self._work(beginning, length, roll)]
        if not beginning.stalls:
            steps += self._ending(beginning, length, roll)
        return steps

    def _length(self, beginning: Beginning, roll: Random) -> int:
        """Working days until 回访; never more than it may take, except where it stalls."""
        most = DEFAULT_DAYS[CaseKind(beginning.topic.kind)]
        if beginning.stalls:
            return most
        return max(1, int((most - LAST_LOOK) * roll.triangular(0.1, 1.0, 0.5)))

    def _handed_on(self, beginning: Beginning, roll: Random) -> list[Step]:
        """One in eight is given to somebody else, who mostly takes it the next morning."""
        others = [one for one in self._place.team.on_rota if one != beginning.owner]
        if roll.random() > 0.125 or beginning.stalls:
            return []
        giver, taker = beginning.owner, roll.choice(others)
        please = say(roll.choice(case_texts.OFFERED), roll)
        if roll.random() < 0.2:
            no = roll.choice(case_texts.DECLINED)
            return [
                Step(0, 30, EventKind.OFFERED, giver, please, taker),
                Step(1, 0, EventKind.DECLINED, taker, no, giver),
            ]
        beginning.owner = taker
        yes = say(roll.choice(case_texts.ACCEPTED), roll)
        return [
            Step(0, 30, EventKind.OFFERED, giver, please, taker),
            Step(1, 0, EventKind.ACCEPTED, taker, yes),
        ]

    def _work(self, beginning: Beginning, length: int, roll: Random) -> list[Step]:
        """A few notes in their order, and often a wait for somebody else."""
        topic, owner = beginning.topic, beginning.owner
        most = min(len(topic.steps), max(length - 1, 1), 3)
        days = sorted(roll.sample(range(1, max(length, 2)), most))
        notes = sorted(roll.sample(range(len(topic.steps)), most))
        steps = [
            Step(
                day,
                20 + roll.randint(0, 250),
                EventKind.PROGRESS,
                owner,
                self._say(topic.steps[note], beginning, roll),
            )
            for day, note in zip(days, notes, strict=True)
        ]
        if beginning.waits and (beginning.stalls or roll.random() < 0.35):
            last, waits = steps[-1], f"等{topic.waits_for}回复。"
            waiting = Step(last.days, last.minutes + 30, EventKind.WAITING, owner, waits)
            steps.append(waiting)
        return steps

    def _ending(self, beginning: Beginning, length: int, roll: Random) -> list[Step]:
        """回访, then the end; 困难 waits for a second person; a few come back."""
        topic, owner, closer = beginning.topic, beginning.owner, beginning.owner
        most = DEFAULT_DAYS[CaseKind(topic.kind)]
        closed_on = length + roll.choice((0, 0, 1))
        beginning.outcome = self._say(topic.outcome, beginning, roll)
        steps = []
        asked = self._say(roll.choice(case_texts.FOLLOWED_UP), beginning, roll)
        if topic.kind == CaseKind.HARDSHIP:
            closer = self._place.team.second_person(owner)
            closed_on = length + roll.randint(1, LAST_LOOK)
            proof = f"{beginning.outcome}\n依据：{topic.evidence}"
            steps.append(Step(length, 330, EventKind.CLOSING, owner, proof))
            steps.append(Step(min(closed_on, most), 345, EventKind.FOLLOWED_UP, closer, asked))
        elif topic.kind not in (CaseKind.ADVICE, CaseKind.PROPOSAL):
            steps.append(Step(length, 330, EventKind.FOLLOWED_UP, owner, asked))
        minutes = 370 + roll.randint(0, 80)
        steps.append(
            Step(min(closed_on, most), minutes, EventKind.CLOSED, closer, beginning.outcome)
        )
        if roll.random() < 0.03:
            again = self._say(roll.choice(case_texts.REOPENED), beginning, roll)
            later = [
                Step(step.days + 4, step.minutes, step.kind, step.by, step.text) for step in steps
            ]
            steps += [Step(closed_on + 1, 30, EventKind.REOPENED, owner, again), *later]
        return steps

    def _say(self, template: str, beginning: Beginning, roll: Random) -> str:
        return say(template, roll, case_texts.TABLES, **beginning.words)


AFTER = {
    EventKind.PROGRESS: CaseState.WORKING,
    EventKind.WAITING: CaseState.WAITING,
    EventKind.FOLLOWED_UP: CaseState.FOLLOWED_UP,
    EventKind.CLOSED: CaseState.CLOSED,
    EventKind.REOPENED: CaseState.WORKING,
}
