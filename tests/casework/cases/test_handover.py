"""首问负责: a case has one owner at every moment, and nobody waits for an answer for ever."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases import closing, handover, planning, undoing
from casework.cases.models import Case, CaseRule
from casework.cases.settling import settle_answer_hours
from committees.delivery.sending import send_due
from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import State
from jiedao.common.errors import Conflict, Refused
from tests.casework.cases.conftest import NOW

pytestmark = pytest.mark.django_db
MONDAY = timezone.make_aware(datetime(2026, 11, 23, 10))
TUESDAY = MONDAY + timedelta(days=1)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def asked(cast, opened) -> Case:
    """On Monday at ten the director asks a member to take her case over."""
    case = opened(at=MONDAY)
    return handover.hand_over(
        case, by=cast.east_director, to=cast.east_member, text="您熟", at=MONDAY
    )


def messages_to(person) -> list[str]:
    return list(InboxMessage.objects.filter(recipient=person).values_list("text", flat=True))


def waiting_for_an_answer() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(rule__in=["handover", "unanswered"], state=State.WAITING)
    return sorted((row.recipient.name, row.words) for row in rows)


def test_the_first_owner_stays_until_the_second_accepts(cast, asked):
    assert (asked.owner, asked.offered_to) == (cast.east_director, cast.east_member)
    assert (asked.offered_by, asked.answer_by) == (cast.east_director, TUESDAY)

    with pytest.raises(Refused, match="没有交给您"):
        handover.accept(asked, by=cast.east_second_member, at=MONDAY)
    case = handover.accept(asked, by=cast.east_member, at=MONDAY)

    assert (case.owner, case.offered_to) == (cast.east_member, None)
    assert (case.offered_by, case.answer_by) == (None, None)
    assert [event.kind for event in case.events.order_by("pk")] == ["opened", "offered", "accepted"]
    due = Reminder.objects.filter(rule="case", object_id=case.pk)
    assert {row.recipient for row in due} == {cast.east_member}


def test_the_receiver_hears_at_once_and_both_hear_when_time_is_up(cast, asked):
    assert messages_to(cast.east_member) == [
        f"事项 {asked} 想交给您，请在 11月24日 上午 10:00 前答复"
    ]
    assert waiting_for_an_answer() == [
        ("周桂英", "还没有回答"),
        ("王桂珍", "还有两小时，请答复"),
    ]

    send_due(TUESDAY - timedelta(hours=1))
    assert len(messages_to(cast.east_member)) == 2
    assert messages_to(cast.east_director) == []

    send_due(TUESDAY + timedelta(minutes=1))
    assert messages_to(cast.east_director) == [
        f"还没有回答：事项 {asked} 交给王桂珍，现在还是周桂英负责"
    ]
    assert len(messages_to(cast.east_member)) == 2


@pytest.mark.parametrize("answer", ["accept", "decline", "call_back", "close", "remove"])
def test_an_answer_ends_the_waiting(cast, asked, answer):
    {
        "accept": lambda: handover.accept(asked, by=cast.east_member, at=MONDAY),
        "decline": lambda: handover.decline(asked, by=cast.east_member, why="不在", at=MONDAY),
        "call_back": lambda: handover.call_back(asked, by=cast.east_director, at=MONDAY),
        "close": lambda: closing.settle_case(asked, by=cast.east_director, at=MONDAY),
        "remove": lambda: undoing.remove_case(asked, by=cast.east_director, at=MONDAY),
    }[answer]()

    asked.refresh_from_db()
    assert (asked.offered_to, asked.offered_by, asked.answer_by) == (None, None, None)
    assert waiting_for_an_answer() == []


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("accept", "王桂珍接下了事项 {}，现在是王桂珍在办"),
        ("decline", "王桂珍退回了事项 {}，还是周桂英在办"),
    ],
)
def test_the_giver_learns_the_answer(cast, asked, answer, told):
    more = {"why": "我下周不在"} if answer == "decline" else {}
    getattr(handover, answer)(asked, by=cast.east_member, at=MONDAY, **more)
    assert messages_to(cast.east_director) == [told.format(asked)]


def test_unanswered_it_is_back_on_the_giver_s_list_and_still_on_the_receiver_s(cast, asked):
    def lists(at):
        rows = Case.objects.all()
        return [
            asked in rows.to_do_by(person, at) and asked not in rows.of_others(person, at)
            for person in (cast.east_director, cast.east_member, cast.east_second_member)
        ]

    assert lists(TUESDAY) == [False, True, False]
    assert lists(TUESDAY + timedelta(seconds=1)) == [True, True, False]


def test_the_director_who_handed_on_a_member_s_case_hears_of_it_as_well(cast, opened):
    case = opened(by=cast.east_member, at=MONDAY)
    handover.hand_over(case, by=cast.east_director, to=cast.east_second_member, text="", at=MONDAY)
    send_due(TUESDAY + timedelta(minutes=1))
    for giver in (cast.east_member, cast.east_director):
        assert messages_to(giver)[-1].startswith("还没有回答")
        assert case in Case.objects.to_do_by(giver, TUESDAY + timedelta(minutes=1))


def test_asking_somebody_else_is_a_new_offer(cast, asked):
    handover.hand_over(
        asked, by=cast.east_director, to=cast.east_second_member, text="", at=TUESDAY
    )
    assert {name for name, _ in waiting_for_an_answer()} == {"周桂英", "赵国强"}
    with pytest.raises(Refused, match="没有交给您"):
        handover.accept(asked, by=cast.east_member, at=TUESDAY)


def test_declining_needs_a_reason_and_changes_nothing(cast, asked):
    with pytest.raises(Refused, match="为什么退回"):
        handover.decline(asked, by=cast.east_member, why=" ", at=MONDAY)
    case = handover.decline(asked, by=cast.east_member, why="我下周不在", at=MONDAY)
    assert (case.owner, case.offered_to) == (cast.east_director, None)


def test_only_owner_and_director_call_back_and_only_what_is_offered(cast, asked, opened):
    with pytest.raises(Refused, match="周桂英在办"):
        handover.call_back(asked, by=cast.east_second_member, at=MONDAY)
    with pytest.raises(Refused, match="没有交给别人"):
        handover.call_back(opened(), by=cast.east_director, at=MONDAY)


def test_the_database_knows_no_answer_without_an_offer(cast, opened):
    case = opened()
    for wrong in ({"answer_by": NOW}, {"offered_by": cast.east_director}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(offered_to=cast.east_director)


# Pages


def test_a_case_changes_hands_on_two_pages(cast, enter, opened):
    case = opened()
    director, member = enter(cast.east_director), enter(cast.east_member)
    form = text_of(director.get(f"/cases/{case.pk}/handover/"))
    until = re.search(r"请对方在 (.*?) 前答复", form)
    assert until is not None

    director.post(f"/cases/{case.pk}/handover/", {"to": cast.east_member.pk, "text": "您熟"})

    assert f"已经问王桂珍了，{until[1]} 前答复" in text_of(director.get(f"/cases/{case.pk}/"))
    page = text_of(member.get(f"/cases/{case.pk}/"))
    assert "周桂英想把这件事交给您。" in page
    assert f"请在 {until[1]} 前答复" in page
    assert f"想交给您，{until[1]} 前答复" in text_of(member.get("/today/"))
    assert f"交给王桂珍，{until[1]} 前答复" in text_of(director.get("/cases/?tab=others"))
    assert member.post(f"/cases/{case.pk}/accept/").status_code == 303
    case.refresh_from_db()
    assert case.owner == cast.east_member


def test_an_unanswered_case_stands_on_the_giver_s_today_and_can_be_called_back(cast, enter, opened):
    case = opened()
    long_ago = timezone.now() - timedelta(days=10)
    handover.hand_over(case, by=cast.east_director, to=cast.east_member, text="", at=long_ago)
    director, member = enter(cast.east_director), enter(cast.east_member)

    assert "交给王桂珍，还没有回答" in text_of(director.get("/today/"))
    assert "王桂珍还没有回答。" in text_of(director.get(f"/cases/{case.pk}/"))
    assert "已经过了，还可以接" in text_of(member.get(f"/cases/{case.pk}/"))
    assert "收回" not in text_of(member.get(f"/cases/{case.pk}/"))

    back = director.post(f"/cases/{case.pk}/call-back/", follow=True)

    assert "收回了，还是原来的人在办" in text_of(back)
    assert "没有交给王桂珍，收回了" in text_of(back)


def test_who_was_told_stands_on_the_case_and_not_for_the_street(cast, enter, opened):
    case = opened()
    handover.hand_over(case, by=cast.east_director, to=cast.east_member, text="", at=NOW)
    page = text_of(enter(cast.east_director).get(f"/cases/{case.pk}/"))
    assert "谁收到过提醒" in page
    assert re.search(
        r"平台消息</span>[^<]*<b>王桂珍</b> <time[^>]*>[^<]*</time> <span[^>]*>.*?已送达", page
    )
    assert "谁收到过提醒" not in text_of(enter(cast.clerk).get(f"/cases/{case.pk}/"))


# The street's hours


def test_the_street_settles_the_hours_and_earlier_offers_keep_theirs(cast, asked, opened):
    settle_answer_hours(4, by=cast.clerk, version=1)
    later = handover.hand_over(
        opened(at=MONDAY), by=cast.east_director, to=cast.east_member, text="", at=MONDAY
    )
    asked.refresh_from_db()
    assert later.answer_by == MONDAY + timedelta(hours=4)
    assert asked.answer_by == TUESDAY
    assert AuditEntry.objects.filter(act="cases.settle-rule").count() == 1
    with pytest.raises(Conflict):
        settle_answer_hours(8, by=cast.clerk, version=1)


@pytest.mark.parametrize(("who", "hours"), [("east_director", 4), ("clerk", 0), ("clerk", 121)])
def test_nobody_else_settles_it_and_no_nonsense_is_settled(cast, who, hours):
    with pytest.raises(Refused):
        settle_answer_hours(hours, by=getattr(cast, who), version=1)
    assert CaseRule.current().answer_hours == 24


def test_the_clerk_changes_the_hours_on_one_page_and_sees_the_other_s_number(cast, enter):
    clerk = enter(cast.clerk)
    assert "事项交接" in text_of(clerk.get("/settings/"))
    assert 'value="24"' in text_of(clerk.get("/settings/cases/"))
    assert clerk.post("/settings/cases/", {"answer_hours": "8", "version": "1"}).status_code == 303
    assert clerk.post("/settings/cases/", {"answer_hours": "", "version": "2"}).status_code == 422
    second = clerk.post("/settings/cases/", {"answer_hours": "12", "version": "1"})
    assert second.status_code == 409
    assert "几小时内答复" in text_of(second)
    again = clerk.post("/settings/cases/", {"answer_hours": "12", "version": "2"})
    assert again.status_code == 303
    assert CaseRule.current().answer_hours == 12


def test_a_new_deadline_of_the_case_leaves_the_answer_s_time_alone(cast, asked):
    day = timezone.localdate(MONDAY) + timedelta(days=30)
    case = planning.change_deadline(
        asked, by=cast.east_director, due_on=day, why="配件未到", at=MONDAY
    )
    assert case.answer_by == TUESDAY
    assert waiting_for_an_answer() != []
