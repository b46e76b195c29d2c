"""Notices of the committees and of the street, of every kind and in every state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from committees.notices.models import BoardPosting, Correction, Notice
from committees.notices.rules import DAYS_SHOWN, Words, last_minute
from committees.notices.states import TWO_PERSON_KINDS, NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.keys import ALPHABET, KEY_LENGTH
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.notice_texts import SHEETS, STREET_SHEETS, TABLES, Sheet
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from jiedao.portal.demo.texts import say

WEIGHTS = {
    NoticeKind.WATER: 14,
    NoticeKind.POWER: 8,
    NoticeKind.MEETING: 14,
    NoticeKind.ACTIVITY: 24,
    NoticeKind.ELECTION: 1,
    NoticeKind.AFFAIRS: 7,
    NoticeKind.AID: 4,
    NoticeKind.URGENT: 3,
    NoticeKind.GENERAL: 25,
}
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
"""Accounts are published of the quarter before."""
WITHDRAWN_WHY = "停水取消，供水单位改期"
BEFORE, AFTER = "一楼大厅", "二楼会议室门口"
"""What the corrected notice said first, and what it says now."""


@dataclass(frozen=True)
class Office:
    """Whoever writes notices, and somebody who looks at them a second time."""

    committee: Committee | None
    phone: str
    authors: list[User]
    director: User
    second: User


class Board:
    """The notices of the whole street; keys are unique on it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._keys: set[str] = set()

    def write(self, store: Store, place: Neighbourhood, first: date, last: date) -> None:
        """One every week or two; the first committee has one of each kind and state as well."""
        team = place.team
        office = Office(
            place.committee, place.committee.phone, team.members, team.director, team.members[0]
        )
        notices = list(self._regular(office, place, first, last))
        corrections: list[Correction] = []
        if place.is_first and last == self._setting.today:
            showpieces, corrections = self._showpieces(office, place)
            notices += showpieces
        store.add(notices)
        store.add(corrections)
        store.add(list(self._on_the_board(notices, office)))

    def write_street(self, store: Store, staff: Staff, phone: str) -> None:
        """A few of the street's own, the newest of them coming tomorrow."""
        office = Office(None, phone, [staff.clerk], staff.clerk, staff.leader)
        notices = []
        for number, (kind, sheet) in enumerate(STREET_SHEETS):
            roll = dice("street notice", number)
            day = self._setting.today - timedelta(days=2 + 6 * number)
            notice = self._notice(office, kind, sheet, moment(day, 10), roll, {})
            notice.pinned = number == 0
            notices.append(notice)
        store.add(notices)

    def _regular(
        self, office: Office, place: Neighbourhood, first: date, last: date
    ) -> Iterator[Notice]:
        roll = dice("notices", place.committee.code, first.year)
        day = first + timedelta(days=roll.randint(0, 9))
        while day <= last:
            kind = roll.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            sheet = roll.choice(SHEETS[kind])
            at = moment(day, roll.randint(8, 15), roll.choice((0, 10, 30, 45)))
            if self._setting.is_past(at):
                yield self._notice(office, kind, sheet, at, roll, place.around(roll))
            day += timedelta(days=roll.randint(6, 15))

    def _on_the_board(self, notices: list[Notice], office: Office) -> Iterator[BoardPosting]:
        """Whatever is out and not over hangs on the board as well."""
        for notice in notices:
            out = notice.publish_at is not None and self._setting.is_past(notice.publish_at)
            current = notice.expires_at is None or notice.expires_at > self._setting.now
            if out and current and notice.state == NoticeState.RELEASED and notice.publish_at:
                up = notice.publish_at + timedelta(hours=1)
                if self._setting.is_past(up):
                    yield BoardPosting(notice=notice, put_up_at=up, by=office.authors[0])

    def _notice(
        self,
        office: Office,
        kind: str,
        sheet: Sheet,
        at: datetime,
        roll: Random,
        around: dict[str, str],
    ) -> Notice:
        about = at.date() + timedelta(days=roll.randint(1, 5))
        words = {"day": f"{about.month}月{about.day}日", **around}
        words["quarter"] = QUARTERS[(at.month - 1) // 3 - 1]
        for slot in ("span", "range", "works", "hall", "start", "event", "give", "gate"):
            words[slot] = say(f"{{{slot}}}", roll, TABLES, **words)
        said = Words(
            *(
                say(text, roll, TABLES, **words)
                for text in (sheet.title, sheet.body, sheet.place, sheet.happens)
            )
        )
        author = roll.choice(office.authors)
        ends = about if sheet.happens else at.date() + timedelta(days=DAYS_SHOWN[kind])
        return Notice(
            key=self.free_key(roll),
            committee=office.committee,
            kind=kind,
            title=said.title,
            body=said.body,
            place=said.place,
            happens=said.happens,
            contact_phone=office.phone,
            state=NoticeState.RELEASED,
            publish_at=at,
            expires_at=last_minute(ends),
            author=author,
            released_by=self._released_by(office, kind, author),
            created_at=at - timedelta(minutes=roll.randint(5, 300)),
            tokens=said.tokens,
            on_web=kind != NoticeKind.AID,
        )

    def _released_by(self, office: Office, kind: str, author: User) -> User:
        """Money, hardship and elections need somebody else."""
        if kind not in TWO_PERSON_KINDS:
            return author
        return office.second if author == office.director else office.director

    def free_key(self, roll: Random) -> str:
        while (key := "".join(roll.choice(ALPHABET) for _ in range(KEY_LENGTH))) in self._keys:
            pass
        self._keys.add(key)
        return key

    # The first committee shows everything a notice can be

    def _showpieces(
        self, office: Office, place: Neighbourhood
    ) -> tuple[list[Notice], list[Correction]]:
        setting = self._setting
        roll = dice("showpieces")
        notices = []
        for number, kind in enumerate(NoticeKind):
            at = moment(setting.today - timedelta(days=1 + number % 4), 9, 10 * number)
            notices.append(
                self._notice(office, kind, SHEETS[kind][0], at, roll, place.around(roll))
            )
        by_kind = {notice.kind: notice for notice in notices}
        by_kind[NoticeKind.GENERAL].pinned = True
        withdrawn = self._of_day(office, place, NoticeKind.WATER, -5, roll)
        withdrawn.state, withdrawn.withdrawn_why = NoticeState.WITHDRAWN, WITHDRAWN_WHY
        withdrawn.withdrawn_at = moment(setting.today - timedelta(days=4), 10)
        expired = self._of_day(office, place, NoticeKind.ACTIVITY, -12, roll)
        expired.expires_at = last_minute(setting.today - timedelta(days=3))
        scheduled = self._of_day(office, place, NoticeKind.POWER, 1, roll)
        corrected = self._of_day(office, place, NoticeKind.MEETING, -2, roll)
        correction = self._correct(corrected, office)
        return [*notices, withdrawn, expired, scheduled, corrected], [correction]

    def _of_day(
        self, office: Office, place: Neighbourhood, kind: NoticeKind, days: int, roll: Random
    ) -> Notice:
        at = moment(self._setting.today + timedelta(days=days), 9)
        notice = self._notice(office, kind, SHEETS[kind][-1], at, roll, place.around(roll))
        notice.created_at = min(at, self._setting.now) - timedelta(hours=1)
        return notice

    def _correct(self, notice: Notice, office: Office) -> Correction:
        """The place was wrong; the old text stays readable below."""
        old_body = f"{notice.body}\n请先到{BEFORE}签到。"
        notice.body = f"{notice.body}\n请先到{AFTER}签到。"
        notice.tokens = Words(notice.title, notice.body, notice.place, notice.happens).tokens
        notice.version = 2
        return Correction(
            notice=notice,
            at=moment(self._setting.today - timedelta(days=1), 14),
            by=office.director,
            summary=f"原写“请先到{BEFORE}签到”，现为“请先到{AFTER}签到”",
            old_title=notice.title,
            old_body=old_body,
            old_place=notice.place,
            old_happens=notice.happens,
            old_contact_phone=notice.contact_phone,
        )
