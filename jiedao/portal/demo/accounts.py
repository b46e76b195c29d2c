"""Accounts of each quarter, looked through by neighbours and published: nearly always in time."""

from datetime import date, timedelta
from random import Random

from committees.notices.models import BoardPosting, Notice
from committees.notices.rules import Words
from jiedao.portal.demo.affairs import MADE_GOOD, SILENT, affairs_notice
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.notices import Board
from jiedao.portal.demo.outcome_texts import (
    EXPENSE,
    INCOME,
)
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.disclosure.models import Account, AccountLine, AccountReview
from meetings.disclosure.rules import Line, Quarter, statement
from meetings.representatives.models import Seat
from meetings.representatives.states import Board as Roster


class Books:
    """Of one committee."""

    def __init__(self, setting: Setting, place: Neighbourhood, board: Board) -> None:
        self._setting, self._place, self._board = setting, place, board
        self._roster: list[Seat] = []

    def keep(self, store: Store, first: date, last: date) -> None:
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
            account.notice = affairs_notice(self._place, self._board, words, out, roll)
            notices.append(account.notice)

    def _table(self, roll: Random) -> list[Line]:
        income = [Line("income", what, fen) for what, fen in INCOME]
        chosen = roll.sample(EXPENSE, roll.randint(3, 5))
        spent = [Line("expense", what, fen + roll.randint(-400, 900) * 10) for what, fen in chosen]
        return [*income, *spent]
