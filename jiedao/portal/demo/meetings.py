"""Meetings of one committee: monthly, fortnightly, and the representatives' twice a year."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from committees.people.models import User
from jiedao.portal.demo.attendance import Attendance
from jiedao.portal.demo.meeting_texts import CANCELLED, PLACES, TITLES, TOPICS
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import AHEAD, Setting, dice, moment
from jiedao.portal.demo.store import Store
from jiedao.portal.demo.texts import say
from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody, Meeting, Topic
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey

HOURS = {
    KindKey.JOINT: (14, 90),
    KindKey.COMMITTEE: (9, 60),
    KindKey.STUDY: (14, 75),
    KindKey.REPRESENTATIVES: (13, 120),
}
"""Hour of the beginning, minutes it takes."""
TOPICS_AS_DRAFTED = ("12 号楼楼道灯", "北门停车秩序", "垃圾房改造（缺报价单）")
STUCK = frozenset({4, 9, 15, 21, 28})
"""Orders of the committees in which one matter comes back a third time; they met once more."""
SPRING, AUTUMN = (4, 10), (9, 5)
"""From which day on the representatives meet: once before the summer, once after it."""


class Meetings:
    """Convenes for one committee."""

    def __init__(self, setting: Setting, place: Neighbourhood) -> None:
        self._setting, self._place = setting, place
        self._attendance = Attendance(setting, place)

    def write(self, store: Store, first: date, last: date) -> list[tuple[Meeting, list[Topic]]]:
        """Meetings that begin between the two days, with topics and invited bodies."""
        if self._attendance.seats[0]._state.adding:
            store.add(self._attendance.seats)
        meetings = list(self._regular(first, last))
        for year in range(first.year, last.year + 1):
            meetings += self._of_representatives(year)
        store.add(meetings)
        topics = {meeting.pk: list(self._topics(meeting)) for meeting in meetings}
        store.add([topic for listed in topics.values() for topic in listed])
        store.add([guest for meeting in meetings for guest in self._guests(meeting)])
        people = {meeting.pk: self._attendance.of(meeting) for meeting in meetings}
        store.add([row for rows in people.values() for row in rows])
        self._vote(store, meetings, topics, people)
        return [(meeting, topics[meeting.pk]) for meeting in meetings]

    def _vote(
        self,
        store: Store,
        meetings: Sequence[Meeting],
        topics: Mapping[int, Sequence[Topic]],
        people: Mapping[int, Sequence[Attendee]],
    ) -> None:
        """The representatives vote on the first topic of each meeting."""
        decided = [
            meeting
            for meeting in meetings
            if meeting.kind_id == KindKey.REPRESENTATIVES and meeting.state == MeetingState.HELD
        ]
        votes = [
            self._attendance.vote(topics[meeting.pk][0], meeting, people[meeting.pk])
            for meeting in decided
        ]
        store.add(votes)
        store.add(
            [
                cast
                for vote in votes
                for cast in self._attendance.casts(vote, people[vote.meeting_id])
            ]
        )

    def _regular(self, first: date, last: date) -> Iterator[Meeting]:
        """A joint meeting and a study afternoon a month, a committee meeting every fortnight."""
        order, setting = self._place.committee.order, self._setting
        month = first.replace(day=1)
        while month <= last:
            for kind, day in (
                (KindKey.JOINT, month + timedelta(days=8 + order % 12)),
                (KindKey.STUDY, month + timedelta(days=3 + order % 20)),
                (KindKey.COMMITTEE, month + timedelta(days=1 + order % 7)),
                (KindKey.COMMITTEE, month + timedelta(days=15 + order % 7)),
            ):
                day = setting.workday(day)
                if first <= day <= last:
                    yield self._meeting(kind, day)
            month = (month + timedelta(days=32)).replace(day=1)
        if order in STUCK and first == setting.first:
            yield self._meeting(KindKey.JOINT, setting.workday(first - timedelta(days=25)))
        if self._place.is_first and first <= setting.today <= last:
            yield self._meeting(KindKey.JOINT, setting.workday(setting.today, 2), drafted=True)

    def _of_representatives(self, year: int) -> Iterator[Meeting]:
        """Two a year; of the present year as many as the committee has managed so far."""
        setting, trouble = self._setting, self._place.trouble
        roll = dice("representatives", self._place.committee.code, year)
        for nth, (month, day) in enumerate((SPRING, AUTUMN)):
            on = setting.calendar.add(
                date(year, month, day) + timedelta(days=roll.randint(0, 50)), 0
            ).on
            missed = year == setting.today.year and nth >= trouble.representatives
            if missed or on > setting.today + AHEAD:
                continue
            yield self._meeting(KindKey.REPRESENTATIVES, on, nth=nth)

    def _meeting(self, kind: KindKey, day: date, *, nth: int = 0, drafted: bool = False) -> Meeting:
        roll = dice("meeting", self._place.committee.code, kind, day, drafted)
        hour, minutes = HOURS[kind]
        starts_at = moment(day, hour, 0 if drafted else roll.choice((0, 0, 30)))
        ends_at = starts_at + timedelta(minutes=minutes)
        state, why = self._state(kind, starts_at, ends_at, roll)
        title = say(TITLES[kind], roll, month=f"{day.month}月", year=str(day.year), nth="一二"[nth])
        return Meeting(
            committee=self._place.committee,
            kind_id=kind.value,
            rules=self._setting.meeting_rules[kind],
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            place=PLACES[0] if drafted else roll.choice(PLACES),
            chair=self._chair(kind),
            is_public=kind == KindKey.REPRESENTATIVES,
            state=state,
            cancelled_why=why,
            convened_by=self._place.team.director,
            created_at=min(starts_at - timedelta(days=roll.randint(4, 9)), self._setting.now),
        )

    def _chair(self, kind: KindKey) -> User:
        team = self._place.team
        return team.branch if kind in (KindKey.JOINT, KindKey.STUDY) else team.director

    def _state(
        self, kind: KindKey, starts_at: datetime, ends_at: datetime, roll: Random
    ) -> tuple[MeetingState, str]:
        if roll.random() < 0.03 and kind == KindKey.JOINT:
            return MeetingState.CANCELLED, roll.choice(CANCELLED)
        over = self._setting.is_past(ends_at)
        return (MeetingState.HELD if over else MeetingState.PLANNED), ""

    def _topics(self, meeting: Meeting) -> Iterator[Topic]:
        for order, text in enumerate(self._texts(meeting), 1):
            topic = Topic(
                committee_id=meeting.committee_id,
                meeting=meeting,
                order=order,
                text=text,
                minutes=15 if meeting.kind_id == KindKey.JOINT else None,
                typed=True,
                proposed_by_id=meeting.convened_by_id,
                proposed_at=meeting.created_at,
            )
            held = meeting.state == MeetingState.HELD
            yield self._attendance.settle(topic, meeting) if held else topic

    def _texts(self, meeting: Meeting) -> Sequence[str]:
        coming = meeting.starts_at > self._setting.now
        if self._place.is_first and coming and meeting.kind_id == KindKey.JOINT:
            return TOPICS_AS_DRAFTED
        roll = dice("topics", self._place.committee.code, meeting.starts_at)
        known = TOPICS[KindKey(meeting.kind_id)]
        chosen = roll.sample(known, roll.randint(2, min(4, len(known))))
        return [say(text, roll, **self._place.around(roll)) for text in chosen]

    def _guests(self, meeting: Meeting) -> Iterator[InvitedBody]:
        """All four bodies sit at the joint meeting; the party organisation comes to the others."""
        everybody = meeting.kind_id == KindKey.JOINT
        for body in self._place.team.bodies[: 4 if everybody else 1]:
            yield InvitedBody(meeting=meeting, body=body)
