"""What the meetings agreed and the representatives decided, and what was published of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from committees.notices.rules import Words
from committees.numbering.models import Counter
from jiedao.portal.demo.affairs import MADE_GOOD, SILENT, affairs_notice
from jiedao.portal.demo.items import Items, Rows
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.notices import Board
from jiedao.portal.demo.outcome_texts import (
    AGREED,
    KINDS,
    OTHERWISE,
)
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import MeetingState, TopicState
from meetings.kinds.states import KindKey
from meetings.resolutions.actions import SERIES, tokens_of
from meetings.resolutions.models import Resolution
from meetings.resolutions.rules import publish_by
from meetings.resolutions.states import ResolutionKind
from meetings.votes.models import Vote


class Outcomes:
    """Writes for one committee, after its meetings of the same time."""

    def __init__(self, setting: Setting, place: Neighbourhood, board: Board) -> None:
        self._setting, self._place, self._board = setting, place, board
        self._items = Items(setting, place)

    def write(self, store: Store, meetings: Sequence[tuple[Meeting, Sequence[Topic]]]) -> None:
        """Outcomes and items of the joint meetings among these, and what the representatives
        decided, in the order of their days."""
        held = [pair for pair in meetings if pair[0].state == MeetingState.HELD]
        wide = [meeting for meeting, _ in held if meeting.kind_id == KindKey.REPRESENTATIVES]
        votes = {
            vote.topic_id: vote
            for vote in Vote.objects.filter(meeting__in=wide).select_related("meeting__rules")
        }
        rows, numbers = Rows(), defaultdict[int, int](int)
        joint: list[Meeting] = []
        for meeting, topics in sorted(held, key=lambda pair: pair[0].starts_at):
            if meeting.kind_id == KindKey.JOINT:
                joint.append(meeting)
                for topic in topics[:2]:
                    self._agree(rows, numbers, meeting, topic)
            for topic in topics:
                if topic.pk in votes:
                    self._decide(rows, numbers, topic, votes[topic.pk])
        self._items.stand_again(rows, joint)
        for resolution in rows.resolutions:
            resolution.topic.state = TopicState.SETTLED
            resolution.topic.conclusion = resolution.text
        settled = [resolution.topic for resolution in rows.resolutions]
        Topic.objects.bulk_update(settled, ["state", "conclusion"])
        store.add(rows.notices)
        store.add(rows.resolutions)
        store.add(rows.items)
        store.add(rows.steps)
        store.add(
            [
                Counter(committee=self._place.committee, series=SERIES, year=year, last=last)
                for year, last in numbers.items()
            ]
        )

    def _agree(self, rows: Rows, numbers: dict[int, int], meeting: Meeting, topic: Topic) -> None:
        text, items = next(
            ((said, who) for word, said, who in AGREED if word in topic.text), OTHERWISE
        )
        resolution, roll = self._taken(rows, numbers, meeting, topic, text)
        for lead, what in items:
            self._items.give_out(rows, resolution, lead, what, roll)
        self._publish(rows, resolution, roll)

    def _decide(self, rows: Rows, numbers: dict[int, int], topic: Topic, vote: Vote) -> None:
        """What the representatives passed; the announcement follows, nobody has to do anything."""
        meeting = vote.meeting
        text = f"{topic.text}：{topic.conclusion}"
        resolution, roll = self._taken(rows, numbers, meeting, topic, text, vote)
        self._publish(rows, resolution, roll)

    def _taken(
        self,
        rows: Rows,
        numbers: dict[int, int],
        meeting: Meeting,
        topic: Topic,
        text: str,
        vote: Vote | None = None,
    ) -> tuple[Resolution, Random]:
        """The outcome under the next number."""
        made_on = meeting.starts_at.astimezone(self._setting.now.tzinfo).date()
        numbers[made_on.year] += 1
        roll = dice("outcome", self._place.committee.code, made_on, topic.order)
        rules = meeting.rules
        resolution = Resolution(
            committee=self._place.committee,
            year=made_on.year,
            number=numbers[made_on.year],
            meeting=meeting,
            topic=topic,
            vote=vote,
            kind=next(
                (kind for word, kind in KINDS.items() if word in topic.text), ResolutionKind.OTHER
            ),
            text=text,
            made_on=made_on,
            publish_by=publish_by(
                made_on, rules.publish_days, rules.publish_count, self._setting.calendar
            ),
            written_by=self._place.team.members[0],
        )
        resolution.tokens = tokens_of(resolution)
        rows.resolutions.append(resolution)
        return resolution, roll

    def _publish(self, rows: Rows, resolution: Resolution, roll: Random) -> None:
        """Nearly everything is on the board in time; what was forgotten follows weeks later."""
        last = resolution.publish_by or resolution.made_on
        day = self._setting.workday(resolution.made_on + timedelta(days=roll.randint(2, 7)))
        out = min(day, last)
        if self._place.committee.order in SILENT or roll.random() < 0.04:
            out = last + MADE_GOOD
        if out >= self._setting.today:
            return
        words = Words(
            f"{resolution.words}{resolution.topic.text}",
            f"{resolution.meeting.title}议定如下。\n{resolution.text}",
        )
        resolution.notice = affairs_notice(self._place, self._board, words, moment(out, 10), roll)
        rows.notices.append(resolution.notice)
