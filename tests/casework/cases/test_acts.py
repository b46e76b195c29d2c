"""The life of a case, act by act: who may, what changes, what is told."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases import actions, closing, handover, planning, undoing
from casework.cases.actions import CaseWords
from casework.cases.closing import Closing
from casework.cases.models import Case, CaseEvent
from casework.cases.planning import Plan
from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from committees.journal.models import AuditEntry
from committees.reminders.models import Reminder
from jiedao.common.errors import Conflict, Refused
from jiedao.common.uploads import CleanFile
from tests.casework.cases.conftest import NOW
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
PHOTO = CleanFile("photo", ".png", b"not looked at again", 10, 10)


def story(case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def journal(case) -> list[str]:
    rows = AuditEntry.objects.filter(object_type="casework.case", object_id=str(case.pk))
    return list(rows.order_by("pk").values_list("act", flat=True))


def waiting_reminders(case) -> list[tuple[str, date]]:
    rows = Reminder.objects.filter(object_type=case._meta.label_lower, object_id=case.pk)
    return sorted((row.recipient.name, timezone.localdate(row.event_at)) for row in rows)


# Opening


def test_the_first_two_cases_of_the_year_are_26_1_and_26_2(cast, opened):
    at = timezone.make_aware(datetime(2026, 11, 23, 10))
    numbers = [str(opened(at=at)) for _ in range(2)]
    assert numbers == ["26-1", "26-2"]
    assert str(opened(at=at, committee=cast.west, by=cast.west_director)) == "26-1"
    assert str(opened(at=at.replace(year=2027))) == "27-1"


def test_a_new_case_has_owner_deadline_first_line_and_journal_row(cast, opened):
    case = opened("advice", at=timezone.make_aware(datetime(2026, 11, 26, 10)))
    assert (case.owner, case.state) == (cast.east_director, "new")
    assert (case.due_on, case.due_days) == (date(2026, 12, 1), 3)
    assert story(case) == ["opened"]
    assert journal(case) == ["cases.open"]


def test_nothing_is_typed_twice_when_an_entry_becomes_a_case(cast):
    home = move_in(cast.east, "7-301", "张慧芳")
    words = EntryWords("call", "", "厨房漏水\n从 401 室漏下来", TODAY)
    entry = write_entry(cast.east, by=cast.east_member, words=words, household=home, at=NOW)

    case = actions.open_case(
        cast.east,
        by=cast.east_member,
        words=actions.words_of_entry(entry, kind="issue"),
        plan=Plan(cast.east_member),
        entry=entry,
        at=NOW,
    )

    assert (case.title, case.source, case.household) == ("厨房漏水", "phone", home)
    assert case.text == entry.text
    assert case.events.get().text == "由“接到电话”登记"
    assert list(entry.cases.all()) == [case]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "hardship", "cares": ()}, "请选帮扶类别"),
        ({"title": "  "}, "请写“什么事”"),
        ({"due_on": TODAY - timedelta(days=1)}, "不能早于今天"),
        ({"owner": "west_member"}, "不属于本居委会"),
        ({"by": "west_member"}, "不在这个居委会工作"),
        ({"by": "clerk"}, "不在这个居委会工作"),
        ({"by": "east_property"}, "不在这个居委会工作"),
    ],
)
def test_a_case_that_does_not_fit_is_refused_and_takes_no_number(cast, opened, change, sentence):
    people = {name: getattr(cast, change[name]) for name in ("by", "owner") if name in change}
    with pytest.raises(Refused, match=sentence):
        opened(**{**change, **people})
    assert str(opened()).endswith("-1")
    assert Case.objects.count() == 1


def test_a_household_of_another_committee_is_refused(cast, opened):
    with pytest.raises(Refused, match="不属于本居委会"):
        opened(household=move_in(cast.west, "3-502", "刘桂芳"))


# Working


def test_the_first_progress_starts_the_work(cast, opened):
    case = opened()
    actions.add_progress(case, by=cast.east_member, text="上门看过", at=NOW)
    case.refresh_from_db()
    assert case.state == "working"
    assert story(case) == ["opened", "progress"]
    assert journal(case) == ["cases.open", "cases.progress"]


@pytest.mark.parametrize("who", ["east_branch", "east_station"])
def test_party_branch_and_station_write_progress_but_do_not_decide(cast, opened, who):
    case, by = opened(), getattr(cast, who)
    actions.add_progress(case, by=by, text="我们也去看了", at=NOW)
    for act in (
        lambda: actions.wait_for(case, by=by, who="物业", text="", at=NOW),
        lambda: closing.follow_up(case, by=by, text="好", content=True, at=NOW),
        lambda: planning.change_deadline(case, by=by, due_on=TODAY, why="x", at=NOW),
        lambda: closing.settle_case(case, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="在办，请和"):
            act()


def test_a_neighbour_committee_writes_nothing(cast, opened):
    case = opened()
    with pytest.raises(Refused, match="不在这个居委会工作"):
        actions.add_progress(case, by=cast.west_director, text="x", at=NOW)
    assert story(case) == ["opened"]


def test_photos_hang_on_their_progress(cast, opened, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = opened()
    event = actions.add_progress(
        case, by=cast.east_director, text="拍了", photos=[PHOTO] * 2, at=NOW
    )
    assert [photo.event_id for photo in case.photos.all()] == [event.pk] * 2
    with pytest.raises(Refused, match="最多 6 张"):
        actions.add_progress(case, by=cast.east_director, text="又拍", photos=[PHOTO] * 7, at=NOW)
    assert case.photos.count() == 2


def test_an_answer_ends_the_waiting_a_nudge_does_not(cast, opened):
    case = opened()
    actions.wait_for(case, by=cast.east_director, who="物业", text="", at=NOW)
    actions.add_progress(case, by=cast.east_director, text="又催了", still_waiting=True, at=NOW)
    case.refresh_from_db()
    assert (case.state, case.waiting_for) == ("waiting", "物业")
    actions.add_progress(case, by=cast.east_director, text="物业来了", at=NOW)
    case.refresh_from_db()
    assert (case.state, case.waiting_for) == ("working", "")


@pytest.mark.parametrize("who", ["west_member", "clerk", "east_property", "stranger"])
def test_a_case_stays_inside_its_committee(cast, opened, who):
    with pytest.raises(Refused, match="不属于本居委会"):
        handover.hand_over(opened(), by=cast.east_director, to=getattr(cast, who), text="", at=NOW)


def test_a_resident_who_is_not_content_keeps_the_case_going(cast, opened):
    case = closing.follow_up(opened(), by=cast.east_director, text="还在漏", content=False, at=NOW)
    assert case.state == "working"
    assert case.events.first().text == "不满意。还在漏"


def test_a_new_deadline_needs_a_reason_and_takes_the_reminders_along(cast, opened):
    case = opened(due_on=TODAY + timedelta(days=10))
    with pytest.raises(Refused, match="为什么改"):
        planning.change_deadline(
            case, by=cast.east_director, due_on=TODAY + timedelta(days=20), why="", at=NOW
        )
    case = planning.change_deadline(
        case, by=cast.east_director, due_on=TODAY + timedelta(days=20), why="等配件", at=NOW
    )
    assert case.due_days is None
    assert {day for _, day in waiting_reminders(case)} == {TODAY + timedelta(days=20)}
    assert "：等配件" in case.events.first().text


# Closing


def test_a_light_bulb_is_settled_in_one_act(cast, opened):
    case = closing.settle_case(opened("issue"), by=cast.east_director, at=NOW)
    assert (case.state, case.closed_by) == ("closed", cast.east_director)
    assert waiting_reminders(case) == []


def test_a_matter_with_a_return_call_is_closed_by_one_person(cast, opened):
    case = opened()
    actions.add_progress(case, by=cast.east_director, text="修好了", at=NOW)
    ending = Closing("水管换了")
    with pytest.raises(Refused, match="请先写回访结果：居民满意吗？"):
        closing.close_case(case, by=cast.east_director, closing=ending, at=NOW)
    closing.follow_up(case, by=cast.east_director, text="不漏了", content=True, at=NOW)
    case = closing.close_case(case, by=cast.east_director, closing=ending, at=NOW)
    assert (case.state, case.outcome) == ("closed", "水管换了")
    assert waiting_reminders(case) == []


def test_hardship_is_never_closed_by_one_person(cast, opened):
    case = opened("hardship")
    with pytest.raises(Refused, match="先回访"):
        closing.settle_case(case, by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="由另一个人来回访"):
        closing.follow_up(case, by=cast.east_director, text="好", content=True, at=NOW)
    closing.follow_up(case, by=cast.east_member, text="好", content=True, at=NOW)
    with pytest.raises(Refused, match="另一个人回访、确认办结"):
        closing.close_case(case, by=cast.east_director, closing=Closing("好", "单子"), at=NOW)
    with pytest.raises(Refused, match="凭什么说办好了"):
        closing.ask_to_close(case, by=cast.east_director, closing=Closing("好"), at=NOW)


def test_nobody_confirms_before_somebody_else_has_asked_the_resident(cast, opened):
    case, proof = opened("hardship", owner=cast.east_member), Closing("救助金已发", "到账单")
    closing.ask_to_close(case, by=cast.east_member, closing=proof, at=NOW)
    with pytest.raises(Refused, match="请先回访"):
        closing.confirm_close(case, by=cast.east_director, at=NOW)
    closing.follow_up(case, by=cast.east_director, text="钱到了", content=True, at=NOW)
    case = closing.confirm_close(case, by=cast.east_director, at=NOW)
    assert (case.state, case.closed_by) == ("closed", cast.east_director)


def test_who_did_the_work_confirms_it_no_more_than_who_asked(cast, opened):
    case, proof = opened("hardship", owner=cast.east_member), Closing("救助金已发", "到账单")
    closing.ask_to_close(case, by=cast.east_director, closing=proof, at=NOW)
    closing.follow_up(case, by=cast.east_station, text="钱到了", content=True, at=NOW)
    with pytest.raises(Refused, match="这件事是您办的"):
        closing.confirm_close(case, by=cast.east_member, at=NOW)
    assert closing.confirm_close(case, by=cast.east_second_member, at=NOW).state == "closed"


@pytest.mark.parametrize("grave", [{"money": True}, {"minor": True}, {"harm": True}, {"level": 2}])
def test_the_table_holds_every_grave_case_to_two_people(cast, opened, grave):
    case = closing.settle_case(opened(), by=cast.east_director, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**grave)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("east_director", "要由另一个人来确认"),
        ("east_branch", "主任或委员"),
        ("east_station", "主任或委员"),
        ("west_director", "不在这个居委会工作"),
        ("clerk", "不在这个居委会工作"),
    ],
)
def test_the_second_person_is_elected_here_and_somebody_else(cast, asked_to_close, who, sentence):
    with pytest.raises(Refused, match=sentence):
        closing.confirm_close(asked_to_close, by=getattr(cast, who), at=NOW)
    asked_to_close.refresh_from_db()
    assert asked_to_close.state == "followed_up"


def test_the_second_person_closes(cast, asked_to_close):
    case = closing.confirm_close(asked_to_close, by=cast.east_member, at=NOW)
    assert case.state == "closed"
    assert (case.closing_by, case.closed_by) == (cast.east_director, cast.east_member)
    assert journal(case)[-3:] == [
        "cases.ask-to-close",
        "cases.follow-up",
        "cases.confirm-close",
    ]
    assert waiting_reminders(case) == []


def test_the_second_person_may_ask_for_more(cast, asked_to_close):
    case = closing.send_back(asked_to_close, by=cast.east_member, why="缺签收表", at=NOW)
    assert (case.state, case.closing_by) == ("working", None)
    assert case.events.first().text == "缺签收表"


@pytest.mark.parametrize(
    "fault",
    [{"closed_by_id": None}, {"evidence": ""}, {"closing_by_id": None}, {"same": True}],
)
def test_the_table_itself_refuses_a_hardship_closed_by_one(cast, asked_to_close, fault):
    case = closing.confirm_close(asked_to_close, by=cast.east_member, at=NOW)
    wrong = {"closed_by_id": case.closing_by_id} if "same" in fault else fault
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


def test_a_closed_case_is_left_alone_until_it_is_reopened(cast, opened):
    case = closing.settle_case(opened(), by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="已经办结"):
        actions.add_progress(case, by=cast.east_director, text="x", at=NOW)
    with pytest.raises(Refused, match="为什么重新办"):
        closing.reopen(case, by=cast.east_director, why="", at=NOW)
    case = closing.reopen(case, by=cast.east_director, why="又漏了", at=NOW)
    assert (case.state, case.closed_at, case.closed_by) == ("working", None, None)
    assert waiting_reminders(case)


# Taking back and editing


def test_a_case_is_taken_back_the_same_day_and_its_reminders_with_it(cast, opened):
    case = undoing.remove_case(opened(), by=cast.east_director, at=NOW)
    assert not Case.objects.open().exists()
    assert waiting_reminders(case) == []
    case = undoing.restore_case(case, by=cast.east_director, at=NOW + timedelta(days=3))
    assert Case.objects.open().get() == case
    assert waiting_reminders(case)


def test_the_next_day_a_case_is_closed_with_a_reason_not_taken_back(cast, opened):
    case = opened()
    with pytest.raises(Refused, match="当天"):
        undoing.remove_case(case, by=cast.east_director, at=NOW + timedelta(days=1))
    with pytest.raises(Refused, match="只有登记的人和主任"):
        undoing.remove_case(case, by=cast.east_member, at=NOW)


def test_words_are_changed_against_the_version_somebody_saw(cast, opened):
    case = opened()
    actions.edit_case(case, by=cast.east_director, version=1, words=CaseWords("阳台漏水"))
    with pytest.raises(Conflict) as conflict:
        actions.edit_case(case, by=cast.east_director, version=1, words=CaseWords("屋顶漏水"))
    assert conflict.value.current.title == "阳台漏水"


def test_what_happens_meanwhile_is_no_conflict(cast, opened):
    case = opened()
    actions.add_progress(case, by=cast.east_member, text="去看了", at=NOW)
    case = actions.edit_case(case, by=cast.east_director, version=1, words=CaseWords("阳台漏水"))
    assert (case.title, case.state) == ("阳台漏水", "working")


def test_a_refused_act_leaves_no_trace(cast, opened):
    case = opened()
    rows = (AuditEntry.objects.count(), CaseEvent.objects.count())
    with pytest.raises(Refused):
        actions.wait_for(case, by=cast.east_director, who="", text="", at=NOW)
    assert (AuditEntry.objects.count(), CaseEvent.objects.count()) == rows
