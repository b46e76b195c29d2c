"""What the meetings agreed, who did it, what was published: some of it late, some of it argued."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from committees.notices.models import BoardPosting, Notice
from committees.notices.rules import DAYS_SHOWN, Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from committees.numbering.models import Counter
from jiedao.portal.demo.meetings import STUCK
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.notices import Board
from jiedao.portal.demo.outcome_texts import (
    AGREED,
    COMMITTEE,
    DIFFERS,
    EXPENSE,
    INCOME,
    KINDS,
    OTHERWISE,
    PROGRESS,
    PROOFS,
    RETURNED,
)
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import MeetingState, TopicState
from meetings.disclosure.models import Account, AccountLine, AccountReview
from meetings.disclosure.rules import Line, Quarter, statement
from meetings.kinds.states import KindKey
from meetings.representatives.models import Seat
from meetings.representatives.states import Board as Roster
from meetings.resolutions.actions import SERIES, tokens_of
from meetings.resolutions.models import ActionItem, ItemStep, Resolution
from meetings.resolutions.rules import publish_by
from meetings.resolutions.states import ItemState, ResolutionKind, StepKind
from meetings.votes.models import Vote

FIRST_YEARS_DAYS = 20
SILENT = frozenset({2, 5, 12, 23})
"""Orders of the committees that publish late."""
MADE_GOOD = timedelta(days=75)


@dataclass
class _Rows:
    """What is to be stored, model by model."""

    resolutions: list[Resolution] = field(default_factory=list)
    items: list[ActionItem] = field(default_factory=list)
    steps: list[ItemStep] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


class Outcomes:
    """Writes for one committee, after its meetings of the same time."""

    def __init__(self, setting: Setting, place: Neighbourhood, board: Board) -> None:
        self._setting, self._place, self._board = setting, place, board
        self._bodies = {body.kind: body for body in place.team.bodies}
        self._roster: list[Seat] = []

    def write(self, store: Store, meetings: Sequence[tuple[Meeting, Sequence[Topic]]]) -> None:
        """Outcomes and items of the joint meetings among these, and what the representatives
        decided, in the order of their days."""
        held = [pair for pair in meetings if pair[0].state == MeetingState.HELD]
        wide = [meeting for meeting, _ in held if meeting.kind_id == KindKey.REPRESENTATIVES]
        votes = {
            vote.topic_id: vote
            for vote in Vote.objects.filter(meeting__in=wide).select_related("meeting__rules")
        }
        rows, numbers = _Rows(), defaultdict[int, int](int)
        joint: list[Meeting] = []
        for meeting, topics in sorted(held, key=lambda pair: pair[0].starts_at):
            if meeting.kind_id == KindKey.JOINT:
                joint.append(meeting)
                for topic in topics[:2]:
                    self._agree(rows, numbers, meeting, topic)
            for topic in topics:
                if topic.pk in votes:
                    self._decide(rows, numbers, topic, votes[topic.pk])
        self._stand_again(rows, joint)
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

    # Outcomes

    def _agree(self, rows: _Rows, numbers: dict[int, int], meeting: Meeting, topic: Topic) -> None:
        text, items = next(
            ((said, who) for word, said, who in AGREED if word in topic.text), OTHERWISE
        )
        resolution, roll = self._taken(rows, numbers, meeting, topic, text)
        for lead, what in items:
            self._item(rows, resolution, lead, what, roll)
        self._publish(rows, resolution, roll)

    def _decide(self, rows: _Rows, numbers: dict[int, int], topic: Topic, vote: Vote) -> None:
        """What the representatives passed; the announcement follows, nobody has to do anything."""
        meeting = vote.meeting
        text = f"{topic.text}：{topic.conclusion}"
        resolution, roll = self._taken(rows, numbers, meeting, topic, text, vote)
        self._publish(rows, resolution, roll)

    def _taken(
        self,
        rows: _Rows,
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

    def _publish(self, rows: _Rows, resolution: Resolution, roll: Random) -> None:
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
        resolution.notice = self._notice(words, moment(out, 10), roll)
        rows.notices.append(resolution.notice)

    def _notice(self, words: Words, at: datetime, roll: Random) -> Notice:
        team = self._place.team
        return Notice(
            key=self._board.free_key(roll),
            committee=self._place.committee,
            kind=NoticeKind.AFFAIRS,
            title=words.title[:60],
            body=words.body,
            contact_phone=self._place.committee.phone,
            state=NoticeState.RELEASED,
            publish_at=at,
            expires_at=last_minute(at.date() + timedelta(days=DAYS_SHOWN[NoticeKind.AFFAIRS])),
            author=team.members[0],
            released_by=team.director,
            created_at=at - timedelta(hours=2),
            tokens=words.tokens,
        )

    # Items

    def _item(
        self, rows: _Rows, resolution: Resolution, lead: str, what: str, roll: Random
    ) -> None:
        body = self._bodies.get(lead)
        person = roll.choice(self._place.team.on_rota) if lead == COMMITTEE else None
        told = resolution.meeting.ends_at or resolution.meeting.starts_at
        item = ActionItem(
            committee=self._place.committee,
            resolution=resolution,
            body=body,
            person=person,
            what=what,
            due_on=self._setting.workday(resolution.made_on + timedelta(days=roll.randint(9, 24))),
            written_by=resolution.written_by,
            made_at=told,
        )
        rows.items.append(item)
        rows.steps.append(ItemStep(item=item, kind=StepKind.TOLD, by=item.written_by, at=told))
        self._answer(rows, item, told, roll)

    def _answer(self, rows: _Rows, item: ActionItem, told: datetime, roll: Random) -> None:
        """Most agree within days; a few argue, and of the newest some have not answered yet."""
        answered = told + timedelta(days=roll.randint(0, 3), hours=roll.randint(1, 4))
        if not self._setting.is_past(answered) or (
            self._is_new(item) and item.body and roll.random() < 0.4
        ):
            item.state = ItemState.TOLD
            return
        item.answered_at = answered
        if item.body and roll.random() < 0.07:
            item.state, item.answer = ItemState.DIFFERS, roll.choice(DIFFERS)
            rows.steps.append(self._by_owner(item, StepKind.DIFFERS, item.answer, answered))
            return
        item.state = ItemState.ACCEPTED
        rows.steps.append(self._by_owner(item, StepKind.ACCEPTED, "", answered))
        if roll.random() < 0.3:
            at = answered + timedelta(days=2)
            if self._setting.is_past(at):
                text = roll.choice(PROGRESS)
                rows.steps.append(self._by_owner(item, StepKind.PROGRESS, text, at))
        self._do(rows, item, roll)

    def _do(self, rows: _Rows, item: ActionItem, roll: Random) -> None:
        """Mostly in time; one in ten late, one in twelve not at all yet."""
        chance = roll.random()
        late = roll.randint(1, 9) if chance < 0.1 else -roll.randint(0, 4)
        at = moment(self._setting.workday(item.due_on + timedelta(days=late)), 15)
        at = max(at, (item.answered_at or at) + timedelta(hours=2))
        if chance > 0.92 or not self._setting.is_past(at):
            return
        item.state, item.proof, item.done_at = ItemState.DONE, roll.choice(PROOFS), at
        item.done_by = item.person
        if roll.random() < 0.06:
            first = at - timedelta(hours=5)
            rows.steps.append(self._by_owner(item, StepKind.DONE, item.proof, first))
            rows.steps.append(
                ItemStep(
                    item=item,
                    kind=StepKind.RETURNED,
                    text=roll.choice(RETURNED),
                    by=self._other_than(item),
                    at=first + timedelta(hours=1),
                )
            )
        rows.steps.append(self._by_owner(item, StepKind.DONE, item.proof, at))
        seen = at + timedelta(days=roll.randint(1, 3))
        if self._setting.is_past(seen):
            item.state, item.confirmed_at = ItemState.CONFIRMED, seen
            item.confirmed_by = self._other_than(item)
            rows.steps.append(
                ItemStep(item=item, kind=StepKind.CONFIRMED, by=item.confirmed_by, at=seen)
            )

    def _by_owner(self, item: ActionItem, kind: str, text: str, at: datetime) -> ItemStep:
        return ItemStep(item=item, kind=kind, text=text, by=item.person, body=item.body, at=at)

    def _other_than(self, item: ActionItem):  # type: ignore[no-untyped-def]
        """The chair, or the deputy where the chair did it herself."""
        team = self._place.team
        return team.members[0] if item.person == team.director else team.director

    def _is_new(self, item: ActionItem) -> bool:
        return (self._setting.today - item.resolution.made_on).days < FIRST_YEARS_DAYS

    def _stand_again(self, rows: _Rows, meetings: Sequence[Meeting]) -> None:
        """Each later joint meeting counts what was still open then; some matters are stuck."""
        if self._place.committee.order in STUCK:
            self._get_stuck(rows, meetings)
        for item in rows.items:
            end = item.confirmed_at
            for meeting in meetings:
                after = meeting.starts_at > item.made_at
                if after and (end is None or end > meeting.starts_at):
                    item.times += 1
                    rows.steps.append(
                        ItemStep(
                            item=item,
                            kind=StepKind.CARRIED,
                            by=meeting.convened_by,
                            meeting=meeting,
                            at=meeting.ends_at or meeting.starts_at,
                        )
                    )

    def _get_stuck(self, rows: _Rows, meetings: Sequence[Meeting]) -> None:
        """One item of a body stays open since the third last meeting."""
        since = {meeting.pk for meeting in meetings[:-2]}
        for item in rows.items:
            if item.body and item.resolution.meeting_id in since:
                item.state = ItemState.ACCEPTED
                item.proof, item.done_at, item.done_by = "", None, None
                item.confirmed_at, item.confirmed_by = None, None
                over = (StepKind.DONE, StepKind.RETURNED, StepKind.CONFIRMED)
                rows.steps = [
                    step for step in rows.steps if step.item is not item or step.kind not in over
                ]
                return

    # Accounts

    def keep_books(self, store: Store, first: date, last: date) -> None:
        """Accounts of the quarters that ended before or in this time, reviewed and published."""
        self._elect(store)
        quarter, today = Quarter.of(first).before, self._setting.today
        accounts: list[Account] = []
        lines: list[AccountLine] = []
        reviews: list[AccountReview] = []
        notices: list[Notice] = []
        while quarter.last < min(last, today):
            if not (quarter.last < first and first > self._setting.first):
                self._book(quarter, accounts, lines, reviews, notices)
            quarter = quarter.next
        store.add(notices)
        store.add(accounts)
        store.add(lines)
        store.add(reviews)
        store.add(
            [
                BoardPosting(
                    notice=notice,
                    put_up_at=notice.publish_at,
                    taken_down_at=notice.expires_at,
                    by=notice.author,
                )
                for notice in notices
                if notice.publish_at
                and notice.expires_at
                and self._setting.is_past(notice.expires_at)
            ]
        )

    def _elect(self, store: Store) -> None:
        """Three neighbours sit on the 居务监督委员会."""
        if self._roster:
            return
        names = list(dict.fromkeys(home.head.name for home in self._place.homes))[5:8]
        self._roster = [
            Seat(
                committee=self._place.committee,
                board=Roster.SUPERVISOR,
                name=name,
                office="主任" if number == 0 else "委员",
                since=self._setting.first - timedelta(days=200),
            )
            for number, name in enumerate(names)
        ]
        store.add(self._roster)

    def _book(
        self,
        quarter: Quarter,
        accounts: list[Account],
        lines: list[AccountLine],
        reviews: list[AccountReview],
        notices: list[Notice],
    ) -> None:
        roll = dice("accounts", self._place.committee.code, quarter.year, quarter.number)
        last_day = quarter.publish_by(self._setting.calendar)
        lately = last_day >= max(self._setting.first, self._setting.today - MADE_GOOD)
        silent = self._place.committee.order in SILENT and lately
        if silent and self._place.committee.order % 2:
            return
        at = moment(self._setting.calendar.add(quarter.last, roll.randint(6, 15)).on, 9)
        if not self._setting.is_past(at):
            return
        account = Account(
            committee=self._place.committee,
            year=quarter.year,
            quarter=quarter.number,
            opening=roll.randint(20, 90) * 10_000,
            written_by=self._place.team.members[0],
            written_at=at,
        )
        accounts.append(account)
        table = self._table(roll)
        lines += [
            AccountLine(account=account, side=line.side, order=order, what=line.what, fen=line.fen)
            for order, line in enumerate(table, 1)
        ]
        if silent or len(self._roster) < 2:
            return
        reviews += [
            AccountReview(account=account, seat=seat, by=account.written_by, at=at)
            for seat in self._roster[:2]
        ]
        names = [seat.name for seat in self._roster[:2]]
        words = Words(
            f"{quarter.words}经费收支情况",
            statement(quarter.words, account.opening, table, names),
        )
        out = moment(min(self._setting.workday(at.date(), 2), last_day), 14)
        if self._setting.is_past(out):
            account.notice = self._notice(words, out, roll)
            notices.append(account.notice)

    def _table(self, roll: Random) -> list[Line]:
        income = [Line("income", what, fen) for what, fen in INCOME]
        chosen = roll.sample(EXPENSE, roll.randint(3, 5))
        spent = [Line("expense", what, fen + roll.randint(-400, 900) * 10) for what, fen in chosen]
        return [*income, *spent]
