import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.journal.models import AuditEntry
from committees.notices.actions import agree, ask_second_person, withdraw
from committees.notices.states import NoticeKind, NoticeState
from jiedao.common.errors import Conflict, Refused
from meetings.disclosure.actions import (
    Money,
    change_account,
    publish_account,
    publish_outcome,
    review_account,
    write_account,
)
from meetings.disclosure.board import missing, open_duties, public_state
from meetings.disclosure.models import Account
from meetings.disclosure.rules import Line, Quarter
from meetings.disclosure.states import Standing
from meetings.representatives.models import Seat
from meetings.resolutions.models import ActionItem
from tests.casework.homes import move_in
from tests.gatherings import an_item, an_outcome

DESK_QUERIES = 10
MISSING_QUERIES = 4


@pytest.fixture
def outcome(topic, today):
    """Residents should have read it yesterday."""
    return an_outcome(topic, text="换声控灯。", publish_by=today - timedelta(days=1))


def let_out(notice, cast, now):
    ask_second_person(notice, by=cast.east_member)
    return agree(notice, by=cast.east_director, at=now, numbers_checked=True)


def text_of(response):
    return response.content.decode()


# Outcomes


def test_one_tap_makes_the_draft_of_a_notice_that_a_second_person_agrees_to(outcome, cast, now):
    an_item(outcome, "换灯 18 盏")

    notice = publish_outcome(outcome, by=cast.east_member, at=now)

    outcome.refresh_from_db()
    assert (outcome.notice, notice.kind, notice.state) == (notice, NoticeKind.AFFAIRS, "draft")
    assert outcome.words in notice.title
    for words in ("换声控灯。", "东苑物业公司牵头：换灯 18 盏"):
        assert words in notice.body
    assert let_out(notice, cast, now).state == NoticeState.RELEASED


def test_no_resident_s_name_stands_in_the_notice(topic, cast, now, today):
    move_in(cast.east, "12-301", "张小明")
    outcome = an_outcome(topic, text="先帮张小明家换灯。", publish_by=today)

    notice = publish_outcome(outcome, by=cast.east_member, at=now)

    assert "张小明" not in notice.title + notice.body
    assert "张**家换灯" in notice.body


def test_an_outcome_is_published_once_and_again_after_its_notice_was_taken_down(outcome, cast, now):
    notice = publish_outcome(outcome, by=cast.east_member, at=now)
    with pytest.raises(Refused, match="已经写成通知"):
        publish_outcome(outcome, by=cast.east_member, at=now)

    withdraw(let_out(notice, cast, now), by=cast.east_director, at=now, why="写错了")

    assert publish_outcome(outcome, by=cast.east_member, at=now) != notice


def test_what_needs_no_publication_gets_none(topic, cast, now):
    with pytest.raises(Refused, match="不用公开"):
        publish_outcome(an_outcome(topic), by=cast.east_member, at=now)


def test_only_the_committee_publishes_its_outcomes(outcome, cast, now):
    for person in (cast.west_director, cast.clerk):
        with pytest.raises(Refused, match="自己写"):
            publish_outcome(outcome, by=person, at=now)


# What is missing


def test_an_outcome_is_missing_until_residents_can_read_it(outcome, account, cast, now):
    def late():
        return [one.resolution for one in missing([cast.east], now)[cast.east.pk] if one.resolution]

    assert late() == [outcome]
    notice = publish_outcome(outcome, by=cast.east_member, at=now)
    assert late() == [outcome], "a draft is read by nobody"

    let_out(notice, cast, now)
    assert late() == []

    withdraw(notice, by=cast.east_director, at=now, why="写错了")
    assert late() == [outcome]


def test_a_quarter_nobody_wrote_down_is_missing_once_its_day_is_over(cast, now, today):
    duties = missing([cast.east, cast.west], now)

    assert [duty.standing for duty in duties[cast.east.pk]] == [Standing.MISSING] * len(
        duties[cast.west.pk]
    )
    assert all(duty.publish_by < today for duty in duties[cast.east.pk])


def test_the_next_thing_to_publish_comes_first(topic, cast, now, today):
    later = an_outcome(topic, publish_by=today + timedelta(days=9))
    sooner = an_outcome(topic, publish_by=today + timedelta(days=2))

    waiting = [duty.resolution for duty in open_duties(cast.east, now) if duty.resolution]

    assert waiting == [sooner, later]


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_missing_asks_a_fixed_number_of_questions(topic, cast, now, today, rows):
    for number in range(rows):
        an_outcome(topic, text=f"第 {number} 件", publish_by=today - timedelta(days=1))

    with CaptureQueriesContext(connection) as asked:
        missing([cast.east, cast.west], now)

    assert len(asked) == MISSING_QUERIES


# Accounts


def test_accounts_are_written_once_for_a_quarter_that_is_over(account, cast, quarter, money, now):
    assert account.sums().closing == 100_450
    with pytest.raises(Refused, match="已经填过了"):
        write_account(cast.east, quarter, money, by=cast.east_member, at=now)
    with pytest.raises(Refused, match="还没过完"):
        write_account(cast.east, quarter.next, money, by=cast.east_member, at=now)
    with pytest.raises(Refused, match="自己写"):
        write_account(cast.east, Quarter(2020, 1), money, by=cast.west_director, at=now)


def test_two_supervisors_review_before_anything_is_published(account, supervisors, cast, now):
    with pytest.raises(Refused, match="还要居务监督委员会 2 位"):
        publish_account(account, by=cast.east_member, at=now)
    review_account(account, supervisors[0], by=cast.east_member, version=1, at=now)
    with pytest.raises(Refused, match="已经核对过"):
        review_account(account, supervisors[0], by=cast.east_member, version=2, at=now)
    with pytest.raises(Refused, match="还要居务监督委员会 1 位"):
        publish_account(account, by=cast.east_member, at=now)
    review_account(account, supervisors[1], by=cast.east_member, version=2, at=now)

    notice = publish_account(account, by=cast.east_member, at=now)

    assert "孙监督、钱监督核对" in notice.body
    assert let_out(notice, cast, now).state == NoticeState.RELEASED
    assert list(Account.objects.published(now)) == [account]
    acts = AuditEntry.objects.filter(act__startswith="account.").values_list("act", flat=True)
    assert list(acts.order_by("pk")) == [
        "account.write", "account.countersign", "account.countersign", "account.publish",
    ]  # fmt: skip


def test_who_is_not_on_the_roster_today_reviews_nothing(account, cast, now, today):
    wrong = [
        {"committee": cast.west, "board": "supervisor"},
        {"committee": cast.east, "board": "representative"},
        {"committee": cast.east, "board": "supervisor", "until": today - timedelta(days=1)},
        {"committee": cast.east, "board": "supervisor", "user": cast.east_member},
    ]
    for number, fields in enumerate(wrong):
        seat = Seat.objects.create(name=f"某{number}", since=today - timedelta(days=50), **fields)
        with pytest.raises(Refused):
            review_account(account, seat, by=cast.east_member, version=1, at=now)


def test_changed_figures_are_reviewed_again(account, supervisors, cast, now):
    review_account(account, supervisors[0], by=cast.east_member, version=1, at=now)
    account.refresh_from_db()

    changed = change_account(
        account,
        Money(0, [Line("income", "拨款", 1)]),
        by=cast.east_member,
        version=account.version,
        at=now,
    )

    assert changed.reviews.count() == 0
    assert [line.fen for line in changed.lines.all()] == [1]
    with pytest.raises(Conflict):
        review_account(account, supervisors[1], by=cast.east_member, version=1, at=now)


def test_published_accounts_are_not_rewritten(account, supervisors, cast, money, now):
    for version, seat in enumerate(supervisors[:2], 1):
        review_account(account, seat, by=cast.east_member, version=version, at=now)
    publish_account(account, by=cast.east_member, at=now)
    account.refresh_from_db()

    with pytest.raises(Refused, match="已经写成通知"):
        change_account(account, money, by=cast.east_member, version=account.version, at=now)


def test_the_tables_themselves_refuse_the_same_supervisor_twice(account):
    names = {constraint.name for constraint in account.reviews.model._meta.constraints}

    assert "account_review_two_people" in names


# Pages


def test_accounts_are_filled_in_on_one_page_reviewed_and_published(
    cast, enter, supervisors, quarter
):
    desk = enter(cast.east_member)
    typed = {
        "quarter": f"{quarter.year}-{quarter.number}",
        "opening": "50",
        "income-rows": "3",
        "expense-rows": "3",
        "income-0-what": "街道拨款",
        "income-0-yuan": "1,000",
        "expense-0-what": "办公用品",
        "expense-0-yuan": "４５．５",
    }

    answer = desk.post("/disclosure/accounts/new/", typed)

    account = Account.objects.get()
    assert answer["Location"] == f"/disclosure/accounts/{account.pk}/"
    page = text_of(desk.get(answer["Location"]))
    assert "1,004.50" in page
    for version, seat in enumerate(supervisors[:2], 1):
        said = {"seat": seat.pk, "version": version}
        assert desk.post(f"{answer['Location']}review/", said).status_code == 303
    published = desk.post(f"{answer['Location']}publish/")
    account.refresh_from_db()
    assert published["Location"] == f"/publish/{account.notice_id}/preview/"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("opening", "", "请写“上期结余”，没有就写 0。"),
        ("income-0-yuan", "一千", "没看懂这个金额"),
        ("income-0-yuan", "0", "金额要大于 0"),
        ("quarter", "2030-1", "已经过完、还没填过的季度"),
    ],
)
def test_what_does_not_fit_is_said_in_words_and_nothing_is_lost(
    cast, enter, quarter, field, value, words
):
    typed = {
        "quarter": f"{quarter.year}-{quarter.number}", "opening": "50", "income-rows": "1",
        "expense-rows": "1", "income-0-what": "街道拨款", "income-0-yuan": "1",
    }  # fmt: skip

    answer = enter(cast.east_member).post("/disclosure/accounts/new/", {**typed, field: value})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "街道拨款" in text_of(answer)
    assert not Account.objects.exists()


@pytest.mark.parametrize(("written", "offered"), [("before", "1,004.50"), ("newest", "")])
def test_the_opening_is_what_the_quarter_before_the_offered_one_left_over(
    cast, enter, quarter, money, now, written, offered
):
    """Filling in an older quarter afterwards must not begin with what the newest one left."""
    past = {"before": quarter.before, "newest": quarter}[written]
    write_account(cast.east, past, money, by=cast.east_member, at=now)

    page = text_of(enter(cast.east_member).get("/disclosure/accounts/new/"))

    opening = re.search(r'<input[^>]*name="opening"[^>]*>', page)
    assert opening
    assert (f'value="{offered}"' in opening[0]) == bool(offered)
    assert ("value=" in opening[0]) == bool(offered)


def test_more_rows_keep_what_was_typed(cast, enter, quarter):
    typed = {"income-rows": "1", "income-0-what": "街道拨款", "expense-rows": "1", "more": "income"}

    answer = enter(cast.east_member).post("/disclosure/accounts/new/", typed)

    assert answer.status_code == 200
    assert "街道拨款" in text_of(answer)
    assert 'name="income-3-what"' in text_of(answer)


def test_a_second_desk_sees_both_texts(account, cast, enter):
    place = f"/disclosure/accounts/{account.pk}/edit/"
    typed = {"opening": "1", "version": "1", "income-rows": "1", "income-0-what": "甲",
             "income-0-yuan": "5"}  # fmt: skip
    enter(cast.east_member).post(place, typed)

    answer = enter(cast.east_branch).post(place, {**typed, "income-0-what": "乙"})

    assert answer.status_code == 409
    assert "甲 5.00" in text_of(answer)
    assert "乙 5.00" in text_of(answer)


def test_residents_read_what_is_public_and_what_is_not_yet(outcome, topic, cast, enter, now, today):
    waiting = an_outcome(topic, text="保密的草稿", publish_by=today + timedelta(days=5))
    notice = publish_outcome(outcome, by=cast.east_member, at=now)
    let_out(notice, cast, now)

    page = text_of(enter(cast.clerk).get("/c/dongyuan/affairs/"))

    assert "已公开" in page
    assert f"{waiting.words}议定事项" in page
    assert "还没到期" in page
    assert "保密的草稿" not in page
    standings = {duty.resolution: duty.standing for duty in public_state(cast.east, now)}
    assert standings[outcome] == Standing.PUBLISHED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_a_fixed_number_of_questions(topic, account, cast, enter, today, rows):
    for number in range(rows):
        an_outcome(topic, text=f"第 {number} 件", publish_by=today)
    desk = enter(cast.east_member)
    desk.get("/disclosure/")

    with CaptureQueriesContext(connection) as asked:
        desk.get("/disclosure/")

    assert len(asked) == DESK_QUERIES


# The measure of items


def test_items_settled_in_time_are_a_part_of_those_that_were_due(topic, cast, now, today):
    resolution = an_outcome(topic)
    day = {"due_on": today}
    good = an_item(
        resolution, "按期", state="confirmed", proof="好", done_at=now,
        confirmed_by=cast.east_branch, **day,
    )  # fmt: skip
    an_item(
        resolution, "晚了", state="confirmed", proof="好", done_at=now + timedelta(days=2),
        confirmed_by=cast.east_branch, **day,
    )  # fmt: skip
    an_item(resolution, "没办", state="accepted", **day)
    an_item(resolution, "不办", state="dropped", **day)
    an_item(resolution, "以后", due_on=today + timedelta(days=3))

    due = ActionItem.objects.due_between(today, today)

    assert due.count() == 3
    assert list(due.settled_in_time()) == [good]
