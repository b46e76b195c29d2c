"""Plans of a case: dated on working days, done with a word, the templates are the street's."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from casework.cases import closing, handover
from casework.cases.closing import Closing
from casework.plans import actions
from casework.plans.models import PlanStep, PlanTemplate
from casework.plans.reminding import remind_again
from casework.plans.rules import dated
from committees.reminders.models import Reminder
from jiedao.common.errors import Refused
from jiedao.common.workdays import WorkCalendar
from tests.casework.cases.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def child():
    return PlanTemplate.objects.get(key="child")


def told_of(step):
    return {
        one.recipient.name for one in Reminder.objects.filter(rule="plan_step", object_id=step.pk)
    }


def test_steps_fall_on_working_days_and_day_zero_does_not_wait_for_monday():
    saturday = date(2026, 11, 21)
    days = dated([(0, "安全吗"), (1, "上门"), (5, "建档")], WorkCalendar.of([]), saturday)
    assert [day for day, _ in days] == [saturday, date(2026, 11, 23), date(2026, 11, 27)]


def test_the_street_starts_with_seven_plans():
    names = list(PlanTemplate.objects.values_list("name", flat=True))
    assert names == ["独居老人", "低保", "临时救助", "残疾", "困境儿童", "大病", "失业"]
    assert all(template.steps.count() >= 5 for template in PlanTemplate.objects.all())


def test_a_plan_begins_once_and_the_owner_is_reminded(cast, opened, child):
    case = opened(
        "hardship", owner=cast.east_member, at=timezone.make_aware(datetime(2026, 11, 2, 9))
    )
    made = actions.begin_plan(case, by=cast.east_station, template=child, at=NOW)
    assert len(made) == child.steps.count()
    assert told_of(PlanStep.objects.order_by("due_on").last()) == {"王桂珍"}
    with pytest.raises(Refused, match="已经有“困境儿童”的步骤了"):
        actions.begin_plan(case, by=cast.east_member, template=child, at=NOW)


def test_a_step_is_done_with_a_word_once(cast, opened):
    case = opened("hardship")
    step = actions.add_step(
        case, by=cast.east_director, text="送米", due_on=TODAY + timedelta(days=9), at=NOW
    )
    assert told_of(step) == {"周桂英"}
    with pytest.raises(Refused, match="请写“做得怎么样”"):
        actions.finish_step(step, by=cast.east_member, word=" ", at=NOW)
    actions.finish_step(step, by=cast.east_member, word="送到了", at=NOW)
    assert told_of(step) == set()
    assert case.events.first().text == "送米：送到了"
    with pytest.raises(Refused, match="已经做完了"):
        actions.finish_step(step, by=cast.east_member, word="又送", at=NOW)


def test_reminders_follow_the_case_to_its_next_owner_and_end_with_it(cast, opened):
    case = opened("hardship")
    step = actions.add_step(
        case, by=cast.east_director, text="送米", due_on=TODAY + timedelta(days=9), at=NOW
    )
    handover.hand_over(case, by=cast.east_director, to=cast.east_member, text="", at=NOW)
    case = handover.accept(case, by=cast.east_member, at=NOW)
    assert remind_again(NOW) == remind_again(NOW) == 1
    assert told_of(step) == {"王桂珍"}
    closing.ask_to_close(case, by=cast.east_member, closing=Closing("好", "单子"), at=NOW)
    closing.follow_up(case, by=cast.east_director, text="好", content=True, at=NOW)
    closing.confirm_close(case, by=cast.east_director, at=NOW)
    remind_again(NOW)
    assert told_of(step) == set()


def test_a_neighbour_plans_nothing_and_a_closed_case_has_no_new_steps(cast, opened):
    case = opened()
    for by in (cast.west_director, cast.clerk):
        with pytest.raises(Refused, match="不在这个居委会工作"):
            actions.add_step(case, by=by, text="送米", due_on=TODAY, at=NOW)
    case = closing.settle_case(case, by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="已经办结"):
        actions.add_step(case, by=cast.east_director, text="送米", due_on=TODAY, at=NOW)


def test_the_pages_plan_add_finish_and_drop(cast, enter, opened, child):
    director, case = enter(cast.east_director), opened("hardship")
    assert "照样子排" in director.get(f"/cases/{case.pk}/").content.decode()
    assert director.post(f"/cases/{case.pk}/plan/", {"template": child.pk}).status_code == 303
    step, other = PlanStep.objects.order_by("pk")[:2]
    assert director.post(f"/plan-steps/{step.pk}/done/", {"word": ""}).status_code == 422
    assert director.post(f"/plan-steps/{step.pk}/done/", {"word": "安全"}).status_code == 303
    assert director.post(f"/plan-steps/{other.pk}/drop/", {"word": "搬走了"}).status_code == 303
    added = director.post(f"/cases/{case.pk}/plan/add/", {"text": "送米", "due_on": "后天"})
    assert added.status_code == 303
    page = director.get(f"/cases/{case.pk}/").content.decode()
    assert "做过的 2 步" in page
    assert "送米" in page


def test_the_clerk_writes_one_step_a_line(cast, enter, child):
    clerk = enter(cast.clerk)
    words = {"name": "困境儿童", "care": "child", "enabled": "on", "version": "1"}
    wrong = clerk.post(f"/settings/plans/{child.pk}/", {**words, "steps": "上门"})
    assert wrong.status_code == 422
    assert "第 1 行没看懂" in wrong.content.decode()
    good = clerk.post(f"/settings/plans/{child.pk}/", {**words, "steps": "０ 看安全\n3、建档"})
    assert good.status_code == 303
    assert list(child.steps.values_list("days", "text")) == [(0, "看安全"), (3, "建档")]
    both = clerk.post(f"/settings/plans/{child.pk}/", {**words, "steps": "1 上门"})
    assert both.status_code == 409
    new = {**words, "name": "刑满释放人员", "version": "0", "steps": "1 上门"}
    assert clerk.post("/settings/plans/new/", new).status_code == 303
