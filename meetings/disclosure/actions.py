"""居务公开: an outcome becomes a notice, quarterly accounts are written, reviewed, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.notices.drafting import Draft, draft_notice
from committees.notices.models import Notice
from committees.notices.rules import TITLE_MOST, Words
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.masks import hide_known
from meetings.disclosure.models import Account, AccountLine, AccountReview
from meetings.disclosure.policies import is_reviewed, may_review, may_write
from meetings.disclosure.rules import LINES_MOST, Line, Quarter, statement
from meetings.representatives.models import Seat
from meetings.resolutions.hiding import residents_named
from meetings.resolutions.models import ActionItem, Resolution
from meetings.resolutions.states import ItemState

TAKEN = "这个季度已经填过了，请打开那一份来改。"


@dataclass(frozen=True)
class Money:
    """What somebody fills in: 上期结余 in fen, and the lines."""

    opening: int
    lines: Sequence[Line]


# Outcomes


def publish_outcome(resolution: Resolution, *, by: User, at: datetime) -> Notice:
    """One tap makes the draft of a 居务公开 notice: what was agreed, who leads, how far it is.

    Residents' names are masked in it, whatever the matter (DOMAIN §6.4). The draft goes the way
    of every such notice: another person agrees before anybody reads it. Refused where the kind of
    meeting publishes nothing, and while a notice of it is under way or out.
    """
    with transaction.atomic():
        resolution = (
            Resolution.objects.select_for_update(of=("self",))
            .select_related("committee", "meeting", "topic", "notice")
            .get(pk=resolution.pk)
        )
        may_write(by, resolution.committee).require()
        if resolution.publish_by is None:
            raise Refused("这种会定的事不用公开。")
        _refuse_second_notice(resolution.notice)
        before = digest(resolution)
        words = _words_of(resolution)
        notice = _draft(words, resolution.committee, by=by, at=at)
        resolution.notice = notice
        resolution.version += 1
        resolution.save(update_fields=["notice", "version"])
        record(
            "disclosure.outcome",
            resolution,
            by=by,
            committee=resolution.committee,
            before=before,
            label=resolution.words,
        )
    return notice


def _refuse_second_notice(notice: Notice | None) -> None:
    """After a notice was taken down there may be another one."""
    if notice is not None and notice.state != NoticeState.WITHDRAWN:
        raise Refused("已经写成通知了，请接着把它发布。")


def _words_of(resolution: Resolution) -> Words:
    made_on, meeting = resolution.made_on, resolution.meeting
    items = ActionItem.objects.filter(resolution=resolution).exclude(state=ItemState.DROPPED)
    rows = list(items.select_related("body", "person").order_by("due_on", "pk"))
    body = [
        f"{made_on.year}年{made_on.month}月{made_on.day}日{meeting.title}议定如下。",
        resolution.text,
        *(_line_of(item) for item in rows),
    ]
    text = "\n".join(body)
    names = residents_named([text, resolution.topic.text], [resolution.committee_id])
    title = f"{resolution.words}{resolution.topic.text}"
    return Words(hide_known(title, names=names)[:TITLE_MOST], hide_known(text, names=names))


def _line_of(item: ActionItem) -> str:
    """牵头 as the office it is; a person of the committee stands as the committee."""
    lead = item.body.name if item.body else "居委会"
    due = f"{item.due_on.year}年{item.due_on.month}月{item.due_on.day}日前"
    how = "，已办好" if item.state == ItemState.CONFIRMED else ""
    return f"{lead}牵头：{item.what}，{due}{how}。"


def _draft(words: Words, committee: Committee, *, by: User, at: datetime) -> Notice:
    return draft_notice(Draft(words), kind=NoticeKind.AFFAIRS, committee=committee, by=by, at=at)


# Accounts


def write_account(
    committee: Committee, quarter: Quarter, money: Money, *, by: User, at: datetime
) -> Account:
    """The accounts of a quarter that is over. Refused for one still running, and twice."""
    with transaction.atomic():
        may_write(by, committee).require()
        if quarter.last >= timezone.localdate(at):
            raise Refused("这个季度还没过完，过完了再填。")
        account = Account(
            committee=committee,
            year=quarter.year,
            quarter=quarter.number,
            opening=money.opening,
            written_by=by,
            written_at=at,
        )
        try:
            with transaction.atomic():
                account.save()
        except IntegrityError:
            raise Refused(TAKEN) from None
        _put_lines(account, money.lines)
        record("account.write", account, by=by, committee=committee, label=quarter.words)
    return account


def change_account(
    account: Account, money: Money, *, by: User, version: int, at: datetime
) -> Account:
    """Change what nobody has published; reviews of the former figures no longer count.

    Conflict when somebody saved meanwhile. Refused while a notice is under way or out.
    """
    with transaction.atomic():
        account = _locked(account)
        may_write(by, account.committee).require()
        _refuse_second_notice(account.notice)
        account.expect(version)
        before = digest(account)
        account.opening, account.written_by, account.written_at = money.opening, by, at
        account.notice = None
        account.save()
        account.lines.all().delete()
        _put_lines(account, money.lines)
        account.reviews.all().delete()
        _journal("account.change", account, by, before)
    return account


def review_account(
    account: Account, seat: Seat, *, by: User, version: int, at: datetime, remark: str = ""
) -> AccountReview:
    """A member of the 居务监督委员会 has looked through it; the second one opens the way.

    `version` is what the page showed: figures that changed since are looked at again (Conflict).
    Refused for anybody not on that roster today, for whoever wrote the accounts, and twice.
    """
    with transaction.atomic():
        account = _locked(account)
        may_write(by, account.committee).require()
        may_review(seat, account, timezone.localdate(at)).require()
        _refuse_second_notice(account.notice)
        if account.reviews.filter(seat=seat).exists():
            raise Refused("这位委员已经核对过了，请另一位核对。")
        account.expect(version)
        account.save(update_fields=["version"])
        review: AccountReview = AccountReview.objects.create(
            account=account, seat=seat, remark=remark.strip(), by=by, at=at
        )
        record(
            "account.countersign",
            review,
            by=by,
            committee=account.committee,
            label=account.period.words,
        )
    return review


def publish_account(account: Account, *, by: User, at: datetime) -> Notice:
    """Make the draft of the notice from reviewed accounts. Refused before two people reviewed."""
    with transaction.atomic():
        account = _locked(account)
        may_write(by, account.committee).require()
        _refuse_second_notice(account.notice)
        reviewers = list(account.reviews.select_related("seat"))
        is_reviewed(len(reviewers)).require()
        before = digest(account)
        words = Words(
            f"{account.period.words}经费收支情况",
            statement(
                account.period.words,
                account.opening,
                account.table(),
                [review.seat.name for review in reviewers],
            ),
        )
        account.notice = _draft(words, account.committee, by=by, at=at)
        account.version += 1
        account.save(update_fields=["notice", "version"])
        _journal("account.publish", account, by, before)
    return account.notice


def _put_lines(account: Account, lines: Sequence[Line]) -> None:
    if len(lines) > LINES_MOST:
        raise Refused(f"最多 {LINES_MOST} 笔，小的可以合在一起写。")
    AccountLine.objects.bulk_create(
        AccountLine(
            account=account,
            side=line.side,
            order=order,
            what=line.what,
            fen=line.fen,
            note=line.note,
        )
        for order, line in enumerate(lines, 1)
    )


def _locked(account: Account) -> Account:
    found: Account = (
        Account.objects.select_for_update(of=("self",))
        .select_related("committee", "notice")
        .get(pk=account.pk)
    )
    return found


def _journal(act: str, account: Account, by: User, before: str) -> None:
    record(
        act,
        account,
        by=by,
        committee=account.committee,
        before=before,
        label=account.period.words,
    )
