"""The body answers for itself; until then the first who was asked stays answerable (首问负责)."""

from datetime import timedelta

import pytest
import time_machine

from casework.cases.actions import add_progress, wait_for
from casework.cases.closing import Closing, close_case, follow_up
from casework.cases.handover import accept as take_over
from casework.cases.handover import hand_over
from casework.cases.models import Case
from casework.cases.shown import shown_to
from casework.cases.states import CaseState, EventKind
from casework.cases.undoing import remove_case, restore_case
from casework.clocks.states import Clock
from casework.rates.querysets import with_response
from casework.referrals.actions import (
    Request,
    Said,
    accept,
    answer,
    call_back,
    decline,
    finish,
    note_phone,
    refer,
    tell_progress,
)
from casework.referrals.models import Referral
from casework.referrals.rules import Pending, Wait, group_text, refusal
from casework.referrals.rules import wait_for as waits
from casework.referrals.states import ReferralState, WhyNot
from casework.response.actions import pause
from committees.delivery.sending import send_due
from committees.journal.models import AuditEntry
from committees.people.models import Posting
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import Rule
from jiedao.common.errors import Refused
from meetings.items.policies import Hand
from tests.casework.clocks.moments import at
from tests.casework.referrals.conftest import MONDAY, TUESDAY, WEDNESDAY
from tests.casework.response.conftest import clock_of

LATER = MONDAY + timedelta(hours=1)
LATE = TUESDAY + timedelta(minutes=1)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def to_do(person, at) -> list[Case]:
    return list(Case.objects.to_do_by(person, at))


def messages_of(person) -> list[str]:
    return list(InboxMessage.objects.filter(recipient=person).values_list("text", flat=True))


# For whom a case waits


@pytest.mark.parametrize(
    ("pending", "wait"),
    [
        ([], None),
        ([("物业", "sent", "help")], Wait("物业", MONDAY, "")),
        ([("物业", "sent", "transfer")], Wait("物业", MONDAY, "")),
        ([("物业", "accepted", "transfer")], Wait("物业", None, "物业")),
        ([("物业", "accepted", "help")], None),
        (
            [("物业", "accepted", "transfer"), ("业委会", "sent", "help")],
            Wait("业委会", MONDAY, "物业"),
        ),
        (
            [("物业", "sent", "transfer"), ("业委会", "sent", "help")],
            Wait("物业、业委会", MONDAY, ""),
        ),
    ],
)
def test_a_case_waits_while_another_body_has_the_next_move(pending, wait):
    assert waits(Pending(*one, MONDAY) for one in pending) == wait


@pytest.mark.parametrize(
    ("why", "words", "said"),
    [
        (WhyNot.NOT_OURS, "", "不归我们管"),
        (WhyNot.NOT_OURS, "是市政的", "不归我们管：是市政的"),
        (WhyNot.OTHER, " 搬走了 ", "搬走了"),
        (WhyNot.OTHER, "", ""),
    ],
)
def test_a_refusal_says_its_reason(why, words, said):
    assert refusal(why, words) == said


def test_what_is_pasted_into_wechat_fits_however_long_the_words_are():
    text = group_text("清和一村", "水管漏" * 100, "11月17日 上午 10:00")
    assert len(text) == 120
    assert text.startswith("【清和一村】")
    assert text.endswith("不用密码：")


# Asked


def test_it_waits_and_the_first_owner_still_answers_for_it(ask, leak, cast):
    asked = ask()
    case = again(leak)
    assert asked.answer_by == TUESDAY
    assert (case.state, case.owner) == (CaseState.WAITING, cast.east_member)
    assert case not in to_do(cast.east_member, LATER)
    words = shown_to(cast.east_member, case, LATER).on_hold
    assert words == "等东苑物业公司回复，明天 10:00 前"


def test_its_people_are_told_and_reminded_two_hours_before_the_time_is_over(ask, cast):
    ask()
    [told] = messages_of(cast.east_property)
    assert "请在 11月17日 上午 10:00 前答复" in told
    send_due(TUESDAY - timedelta(hours=2))
    assert any("还有两小时，请答复" in text for text in messages_of(cast.east_property))


def test_no_answer_in_time_brings_it_back_to_the_owner_s_list_with_a_reminder(ask, leak, cast):
    ask()
    assert not messages_of(cast.east_director)
    send_due(LATE)
    assert any("还没有回答" in text for text in messages_of(cast.east_member))
    assert any("还没有回答" in text for text in messages_of(cast.east_director))
    assert again(leak) in to_do(cast.east_member, LATE)
    assert shown_to(cast.east_member, again(leak), LATE).on_hold == "东苑物业公司还没有答复"
    send_due(LATE + timedelta(minutes=1))
    rows = Reminder.objects.filter(rule=Rule.UNANSWERED, recipient=cast.east_member)
    assert rows.filter(channel="inbox").count() == 1


def test_whoever_takes_the_case_over_hears_of_the_missing_answer_in_the_owner_s_place(
    ask, leak, cast
):
    ask()
    with time_machine.travel(LATER, tick=False):
        hand_over(leak, by=cast.east_member, to=cast.east_second_member, text="", at=LATER)
        take_over(leak, by=cast.east_second_member, at=LATER)
    rows = Reminder.objects.filter(rule=Rule.UNANSWERED, object_type="casework.referral")
    told = set(rows.values_list("recipient__name", flat=True))
    assert told == {cast.east_second_member.name, cast.east_director.name}


# Accepted


def test_late_too_a_body_may_accept_and_then_answers_for_what_was_handed_to_it(
    ask, leak, cast, company
):
    accepted = accept(ask(), by=company, at=LATE)
    case = again(leak)
    assert (accepted.state, accepted.accepted_at) == (ReferralState.ACCEPTED, LATE)
    assert (accepted.said_by, case.taken_by) == ("陈工友", "东苑物业公司")
    assert case.state == CaseState.WAITING
    assert case not in to_do(cast.east_member, LATE)
    assert shown_to(cast.east_member, case, LATE).on_hold == "东苑物业公司接下了，在办"
    assert any("东苑物业公司接下了" in text for text in messages_of(cast.east_member))
    assert any("东苑物业公司接下了" in text for text in messages_of(cast.east_director))


def test_whoever_only_helps_leaves_the_case_with_its_owner(ask, leak, cast, company):
    accept(ask(kind="help"), by=company, at=LATER)
    assert (again(leak).state, again(leak).taken_by) == (CaseState.WORKING, "")
    assert again(leak) in to_do(cast.east_member, LATER)


@pytest.mark.parametrize("end", ["accept", "decline", "finish", "call_back"])
def test_reminders_of_an_answer_vanish_with_the_answer(ask, cast, company, end):
    asked = ask()
    waiting = Reminder.objects.filter(object_type="casework.referral", state="waiting")
    assert {row.rule for row in waiting} == {Rule.HANDOVER, Rule.UNANSWERED}
    {
        "accept": lambda: accept(asked, by=company, at=LATER),
        "decline": lambda: decline(asked, by=company, why="not_ours", words="", at=LATER),
        "finish": lambda: finish(asked, by=company, said=Said("好了"), at=LATER),
        "call_back": lambda: call_back(asked, by=cast.east_director, at=LATER),
    }[end]()
    assert not waiting.all().exists()


# Sent back


def test_a_bounce_is_counted_and_the_case_is_its_first_owner_s_again(ask, leak, cast, company):
    asked = ask()
    decline(asked, by=company, why=WhyNot.NOT_OURS, words="是市政的管子", at=LATER)
    case = again(leak)
    assert (case.state, case.taken_by) == (CaseState.WORKING, "")
    assert case in to_do(cast.east_member, LATER)
    assert shown_to(cast.east_member, case, LATER).on_hold == "东苑物业公司退回了"
    assert any("东苑物业公司退回了" in text for text in messages_of(cast.east_member))
    assert any("东苑物业公司退回了" in text for text in messages_of(cast.east_director))
    ask(to="owners", at=LATER + timedelta(hours=1))
    assert {row.bounces for row in Referral.objects.with_bounces()} == {1}


def test_one_body_sends_back_and_the_case_still_waits_for_the_other(ask, leak, company):
    ask(to="owners")
    decline(ask(), by=company, why=WhyNot.NO_HANDS, words="", at=LATER)
    assert again(leak).state == CaseState.WAITING
    assert again(leak).waiting_for == "东苑业主委员会"


def test_nothing_is_sent_back_without_a_reason(ask, company):
    with pytest.raises(Refused, match="为什么退回"):
        decline(ask(), by=company, why=WhyNot.OTHER, words=" ", at=LATER)


# Done


def test_what_a_body_says_stands_in_the_timeline_as_its_line(ask, leak, company, by_link):
    asked = accept(ask(), by=company, at=LATER)
    tell_progress(asked, by=by_link, said=Said("配件周三到"), at=TUESDAY)
    finish(asked, by=by_link, said=Said("水管换了"), at=WEDNESDAY)
    lines = leak.events.filter(kind=EventKind.ANSWERED).order_by("at")
    assert [(line.by, str(line.body), line.text) for line in lines] == [
        (company.by, "东苑物业公司", "接下了。"),
        (None, "东苑物业公司", "配件周三到"),
        (None, "东苑物业公司", "办好了：水管换了"),
    ]


def test_done_puts_it_back_to_be_looked_at_and_closes_nothing(ask, leak, cast, by_link):
    asked = finish(ask(), by=by_link, said=Said("水管换了"), at=LATER)
    case = again(leak)
    assert (asked.state, case.state) == (ReferralState.SETTLED, CaseState.WORKING)
    assert case in to_do(cast.east_member, LATER)
    assert shown_to(cast.east_member, case, LATER).on_hold == "东苑物业公司说办好了，请去看一看"
    add_progress(case, by=cast.east_member, text="看过了，不漏", at=TUESDAY)
    assert shown_to(cast.east_member, again(leak), TUESDAY).on_hold == ""


def test_progress_comes_after_accepting_and_says_something(ask, company):
    asked = ask()
    with pytest.raises(Refused, match="请先接下"):
        tell_progress(asked, by=company, said=Said("在看"), at=LATER)
    accept(asked, by=company, at=LATER)
    with pytest.raises(Refused, match="有什么进展"):
        tell_progress(asked, by=company, said=Said(" "), at=LATER)
    with pytest.raises(Refused, match="办得怎么样"):
        finish(asked, by=company, said=Said(""), at=LATER)


def test_nobody_else_answers_and_nobody_twice(ask, bodies, cast, company):
    asked = ask()
    for hand in (Hand(cast.east_owners, bodies["owners"]), Hand(cast.east_director)):
        with pytest.raises(Refused, match="没有请你们"):
            accept(asked, by=hand, at=LATER)
    accept(asked, by=company, at=LATER)
    with pytest.raises(Refused):
        accept(asked, by=company, at=LATER)
    finish(asked, by=company, said=Said("好了"), at=TUESDAY)
    with pytest.raises(Refused, match="已经结束"):
        decline(asked, by=company, why="not_ours", words="", at=TUESDAY)


def test_the_desk_may_still_write_down_what_was_said_on_the_phone(ask, leak, cast):
    said = {"state": ReferralState.ACCEPTED, "words": "", "said_by": "陈工", "at": LATER}
    answer(ask(), by=cast.east_second_member, **said)
    line = leak.events.get(kind=EventKind.ANSWERED)
    assert (line.by, line.body) == (cast.east_second_member, None)
    assert line.text.startswith("东苑物业公司接下了")
    assert again(leak).taken_by == "东苑物业公司"


# The clocks and the rates


def test_asking_somebody_else_takes_it_in_hand_and_is_no_word_to_the_resident(ask, leak, company):
    accept(ask(at=LATER), by=company, at=TUESDAY)
    assert clock_of(leak, Clock.ACCEPT).met_at == LATER
    assert clock_of(leak, Clock.CONTACT).met_at is None


def test_no_body_moves_the_committee_s_promise_to_the_resident(ask, leak, cast, company):
    follow_up(leak, by=cast.east_member, text="还在漏", content=False, at=MONDAY)
    update, solve = clock_of(leak, Clock.UPDATE), clock_of(leak, Clock.SOLVE)
    asked = accept(ask(), by=company, at=LATER)
    tell_progress(asked, by=company, said=Said("配件周三到"), at=TUESDAY)
    finish(asked, by=company, said=Said("换了"), at=WEDNESDAY)
    after = clock_of(leak, Clock.UPDATE), clock_of(leak, Clock.SOLVE)
    assert [row.due_at for row in after] == [update.due_at, solve.due_at]
    assert [row.met_at for row in after] == [None, None]


def test_a_body_that_is_silent_hides_no_lateness(ask, leak):
    solve = clock_of(leak, Clock.SOLVE)
    ask()
    assert clock_of(leak, Clock.SOLVE).due_at == solve.due_at
    assert Case.objects.overdue(at(12, 24).date()).filter(pk=leak.pk).exists()


def test_neither_asking_nor_answers_count_as_a_response_to_the_resident(ask, leak, company):
    accept(ask(), by=company, at=LATER)
    leak.clocks.all().delete()
    assert not with_response(Case.objects.filter(pk=leak.pk)).get().responded


# It is over, or somebody here goes on


def test_closing_asks_nobody_any_more_and_thanks(ask, leak, cast, company):
    asked = accept(ask(), by=company, at=LATER)
    follow_up(leak, by=cast.east_member, text="自己修好了", content=True, at=TUESDAY)
    close_case(leak, by=cast.east_member, closing=Closing("自己修好了"), at=TUESDAY)
    asked.refresh_from_db()
    assert asked.state == ReferralState.CALLED_BACK
    assert (again(leak).taken_by, again(leak).waits_until) == ("", None)
    assert any("不用再办了，谢谢" in text for text in messages_of(cast.east_property))


def test_a_case_taken_back_asks_nobody_and_comes_back_as_its_owner_s(ask, leak, cast):
    asked = ask()
    remove_case(leak, by=cast.east_director, at=LATER)
    asked.refresh_from_db()
    assert asked.state == ReferralState.CALLED_BACK
    restore_case(leak, by=cast.east_director, at=LATER)
    assert again(leak).state == CaseState.WORKING


def test_called_back_it_is_the_owner_s_again(ask, leak, cast, company):
    asked = accept(ask(), by=company, at=LATER)
    call_back(asked, by=cast.east_director, at=TUESDAY)
    assert (again(leak).state, again(leak).taken_by) == (CaseState.WORKING, "")
    with pytest.raises(Refused, match="不用收回"):
        call_back(asked, by=cast.east_director, at=TUESDAY)


def test_whoever_waits_for_somebody_else_by_her_own_word_goes_on_waiting(ask, leak, cast, company):
    asked = ask()
    add_progress(leak, by=cast.east_member, text="也问了民政", at=LATER)
    wait_for(leak, by=cast.east_member, who="民政", text="", at=LATER)
    decline(asked, by=company, why="not_ours", words="", at=TUESDAY)
    assert (again(leak).state, again(leak).waiting_for) == (CaseState.WAITING, "民政")


def test_a_pause_and_a_referral_do_not_disturb_each_other(ask, leak, cast, company):
    follow_up(leak, by=cast.east_member, text="还在漏", content=False, at=MONDAY)
    pause(leak, by=cast.east_member, reason="住户出差", until=WEDNESDAY.date(), at=LATER)
    paused = clock_of(leak, Clock.SOLVE).due_at
    accept(ask(at=LATER), by=company, at=TUESDAY)
    assert clock_of(leak, Clock.SOLVE).due_at == paused


# What the committee decided to tell


def test_a_phone_is_told_with_consent_while_the_body_does_it(ask, leak, cast, company):
    leak.phone = "10000000099"
    leak.save()
    asked = ask(phone=True)
    assert leak.events.filter(text__contains="居民口头同意").exists()
    with pytest.raises(Refused):
        note_phone(asked, by=company)
    asked = accept(asked, by=company, at=LATER)
    assert note_phone(asked, by=company) == "10000000099"
    entry = AuditEntry.objects.filter(act="referrals.reveal").get()
    assert entry.by_id == cast.east_property.pk
    asked = finish(asked, by=company, said=Said("好了"), at=TUESDAY)
    with pytest.raises(Refused):
        note_phone(asked, by=company)


def test_without_consent_no_phone_is_told(ask, leak, company):
    leak.phone = "10000000099"
    leak.save()
    asked = accept(ask(), by=company, at=LATER)
    with pytest.raises(Refused, match="没有留电话"):
        note_phone(asked, by=company)


def test_every_act_stands_in_the_journal(ask, cast, company, by_link):
    asked = accept(ask(), by=company, at=LATER)
    tell_progress(asked, by=by_link, said=Said("在修"), at=TUESDAY)
    finish(asked, by=by_link, said=Said("好了"), at=WEDNESDAY)
    acts = AuditEntry.objects.filter(act__startswith="referrals.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "referrals.refer",
        "referrals.accept",
        "referrals.progress",
        "referrals.done",
    ]


def test_who_left_the_company_hears_of_nothing(ask, cast):
    left = MONDAY.date() - timedelta(days=1)
    Posting.objects.filter(user=cast.east_property).update(until=left)
    ask()
    assert not messages_of(cast.east_property)


def test_a_body_of_another_committee_is_asked_for_nothing(leak, cast):
    foreign = cast.west.bodies.get(kind="property")
    with pytest.raises(Refused, match="不属于本居委会"):
        refer(leak, by=cast.east_director, request=Request("看看", body=foreign), at=MONDAY)
