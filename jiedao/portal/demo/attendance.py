"""Who was asked to a meeting, who came, what was agreed and how they voted."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from committees.people.models import User
from committees.territory.models import PartnerBody
from committees.territory.states import BodyKind
from jiedao.portal.demo.meeting_texts import (
    AGREED,
    BY_REPRESENTATIVES,
    DIFFERING,
    EXCUSES,
    FUND_WORDS,
    IN_COMMITTEE,
    STUDIED,
)
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import elder
from jiedao.portal.demo.setting import Setting, dice
from meetings.attendance.models import Attendee
from meetings.attendance.quorum import quorum_of
from meetings.attendance.states import Capacity, Signed
from meetings.convening.fund import FUND_SENTENCE
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import Answer, MeetingState, TopicState
from meetings.kinds.states import Decides, KindKey, Roster
from meetings.representatives.models import Seat
from meetings.representatives.states import Board
from meetings.votes.models import Cast, Vote
from meetings.votes.states import Choice

REPRESENTATIVES = 36
GROUPS = 9


class Attendance:
    """What happened at the meetings of one committee."""

    def __init__(self, setting: Setting, place: Neighbourhood) -> None:
        self._setting, self._place = setting, place
        roll = dice("representatives by name", place.committee.code)
        names = dict.fromkeys(elder(roll) for _ in range(REPRESENTATIVES * 2))
        self.seats = [
            self._seat(number, name) for number, name in enumerate(list(names)[:REPRESENTATIVES])
        ]

    def _seat(self, number: int, name: str) -> Seat:
        return Seat(
            committee=self._place.committee,
            board=Board.REPRESENTATIVE,
            group=f"第{'一二三四五六七八九'[number % GROUPS]}居民小组",
            name=name,
            is_woman=number % 5 < 2,
            since=self._setting.first - timedelta(days=200),
        )

    def of(self, meeting: Meeting) -> list[Attendee]:
        """The list of a meeting with answers; of one that was held, with arrivals."""
        if meeting.state == MeetingState.CANCELLED:
            return []
        roll = dice("came", self._place.committee.code, meeting.kind_id, meeting.starts_at)
        rows = list(self._expected(meeting))
        for row in rows:
            self._answer(row, meeting, roll)
        if meeting.state == MeetingState.HELD:
            for row in rows:
                self._arrive(row, meeting, roll)
            self._make_quorum(rows, meeting)
        return rows

    def settle(self, topic: Topic, meeting: Meeting) -> Topic:
        """What a meeting that was held made of a topic."""
        roll = dice("agreed", self._place.committee.code, meeting.starts_at, topic.text)
        topic.state = TopicState.SETTLED
        topic.settled_at = meeting.ends_at
        topic.discussion = roll.choice(STUDIED)
        match meeting.rules.decides:
            case Decides.CONSENSUS:
                self._agree(topic, roll)
            case Decides.VOTE:
                wide = meeting.kind_id == KindKey.REPRESENTATIVES
                topic.conclusion = roll.choice(BY_REPRESENTATIVES if wide else IN_COMMITTEE)
        return topic

    def vote(self, topic: Topic, meeting: Meeting, rows: Sequence[Attendee]) -> Vote:
        """A named vote of the representatives on a topic, counted and closed. No casts yet."""
        there = [row for row in rows if row.capacity == Capacity.ATTENDS and row.arrived_at]
        ended_at = meeting.ends_at or meeting.starts_at
        no, abstained = len(there) // 20, len(there) // 15
        return Vote(
            meeting=meeting,
            topic=topic,
            question=f"同意：{topic.text}",
            opened_at=ended_at,
            opened_by=meeting.convened_by,
            closed_at=ended_at,
            closed_by=meeting.convened_by,
            roster=sum(row.capacity == Capacity.ATTENDS for row in rows),
            present=len(there),
            yes=len(there) - no - abstained - 1,
            no=no,
            abstained=abstained,
        )

    def casts(self, vote: Vote, rows: Sequence[Attendee]) -> Iterator[Cast]:
        """Who said what: as many as were counted; the last one said nothing."""
        there = [row for row in rows if row.capacity == Capacity.ATTENDS and row.arrived_at]
        said = [
            *[Choice.YES] * vote.yes,
            *[Choice.NO] * vote.no,
            *[Choice.ABSTAIN] * vote.abstained,
        ]
        for row, choice in zip(there, said, strict=False):
            yield Cast(vote=vote, attendee=row, choice=choice)

    def _expected(self, meeting: Meeting) -> Iterator[Attendee]:
        team = self._place.team
        for user in dict.fromkeys([team.director, *team.members]):
            office = "主任" if user is team.director else "委员"
            yield Attendee(meeting=meeting, user=user, name=user.name, office=office)
        at_the_table = meeting.rules.roster == Roster.BODIES
        listens = Capacity.ATTENDS if at_the_table else Capacity.OBSERVES
        for user, body, office in self._of_bodies(all_four=meeting.kind_id == KindKey.JOINT):
            yield Attendee(
                meeting=meeting,
                user=user,
                body=body,
                name=user.name,
                office=office,
                capacity=listens,
            )
        if meeting.rules.roster == Roster.REPRESENTATIVES:
            for seat in self.seats:
                yield Attendee(meeting=meeting, seat=seat, name=seat.name, office=seat.group)

    def _of_bodies(self, *, all_four: bool) -> Iterator[tuple[User, PartnerBody, str]]:
        team = self._place.team
        people = {
            BodyKind.BRANCH: (team.branch, "书记"),
            BodyKind.STATION: (team.station, "社工"),
            BodyKind.OWNERS: (team.owners, "业委会主任"),
            BodyKind.PROPERTY: (team.manager, "项目经理"),
        }
        for body in team.bodies[: 4 if all_four else 1]:
            user, office = people[BodyKind(body.kind)]
            if user is not team.director:
                yield user, body, office

    def _answer(self, row: Attendee, meeting: Meeting, roll: Random) -> None:
        chance = roll.random()
        at = meeting.created_at + timedelta(hours=roll.randint(1, 40))
        if chance > 0.85 or at > self._setting.now:
            return
        row.read_at = row.answered_at = at
        row.answer = Answer.EXCUSED if chance < 0.07 else Answer.COMING
        row.answer_note = roll.choice(EXCUSES) if row.answer == Answer.EXCUSED else ""

    def _arrive(self, row: Attendee, meeting: Meeting, roll: Random) -> None:
        if row.answer == Answer.EXCUSED or roll.random() < 0.04:
            return
        minute = roll.choice((-14, -11, -9, -7, -6, -5, -4, -3, -2, -1, 2, 9))
        row.arrived_at = _within(meeting, meeting.starts_at + timedelta(minutes=minute))
        row.signed = Signed.CODE if row.user_id and roll.random() < 0.6 else Signed.PAPER
        row.signed_by = None if row.signed == Signed.CODE else meeting.convened_by

    def _make_quorum(self, rows: Sequence[Attendee], meeting: Meeting) -> None:
        """Where too few came the meeting would not have been held: somebody is fetched."""
        missing = [
            row for row in rows if row.capacity == Capacity.ATTENDS and row.arrived_at is None
        ]
        while missing and not quorum_of(meeting, rows).reached:
            row = missing.pop()
            row.answer, row.answer_note = Answer.COMING, ""
            row.answered_at = row.answered_at or meeting.created_at
            row.arrived_at, row.signed = meeting.starts_at, Signed.PAPER
            row.signed_by = meeting.convened_by

    def _agree(self, topic: Topic, roll: Random) -> None:
        topic.conclusion = roll.choice(AGREED).format(topic=topic.text)
        if any(word in topic.text for word in FUND_WORDS):
            topic.conclusion += FUND_SENTENCE
        topic.agreed = roll.random() > 0.15
        topic.differing = "" if topic.agreed else roll.choice(DIFFERING)


def _within(meeting: Meeting, at: datetime) -> datetime:
    """People come before the meeting ends."""
    return min(at, meeting.ends_at) if meeting.ends_at else at
