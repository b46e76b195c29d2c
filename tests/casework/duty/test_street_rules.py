"""The street's rules of duty hold wherever a committee has none of its own."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from casework.duty.approvals import approval_of
from casework.duty.drafting import draft_rota
from casework.duty.models import SlotRule, SwapRule
from casework.duty.rosters import plans_by_committee, plans_of
from casework.duty.slots import (
    MemberLine,
    follow_street_slots,
    save_slot_rule,
    set_members,
    set_swap_approval,
    take_own_slots,
)
from casework.duty.states import Slot, SwapApproval
from casework.duty.swaps import approve_swap, ask_swap, consent_swap
from tests.casework.duty.conftest import NOW, TODAY, sent, text_of, told
from tests.casework.duty.test_rota import journal, refusal, texts_of

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)
USUAL = [(Slot.MORNING, time(8, 30)), (Slot.HOLIDAY, time(9)), (Slot.AFTERNOON, time(13, 30))]


def hours(committee) -> list:
    return [(plan.slot, plan.starts) for plan in plans_of(committee)]


def evening(committee) -> SlotRule:
    return SlotRule(committee=committee, slot=Slot.NIGHT, starts=time(18), ends=time(20))


# Slots


def test_a_committee_inherits_until_it_takes_its_own_and_may_go_back(cast):
    assert hours(cast.east) == hours(cast.west) == USUAL

    save_slot_rule(evening(cast.east), by=cast.east_director)
    assert hours(cast.east) == [*USUAL, (Slot.NIGHT, time(18))]
    assert hours(cast.west) == USUAL

    save_slot_rule(evening(None), by=cast.clerk)
    SlotRule.objects.filter(committee=cast.east, slot=Slot.NIGHT).delete()
    assert hours(cast.east) == USUAL
    assert hours(cast.west) == [*USUAL, (Slot.NIGHT, time(18))]

    follow_street_slots(cast.east, by=cast.east_director)
    assert hours(cast.east) == hours(cast.west)
    assert journal()[-1] == "duty.slots-follow"
    words = refusal(follow_street_slots, cast.east, by=cast.east_director)
    assert words == "现在用的就是街道的班次。"


def test_a_slot_out_of_use_stays_out_of_use_where_it_is_one_s_own(cast):
    take_own_slots(cast.east, by=cast.east_director)
    SlotRule.objects.filter(committee=cast.east).update(enabled=False)

    assert hours(cast.east) == []


def test_the_plans_of_all_committees_are_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        plans = plans_by_committee([cast.east, cast.west])
    assert len(plans[cast.east.pk]) == len(plans[cast.west.pk]) == 3


def test_the_street_s_slots_are_the_street_s_and_one_s_own_the_director_s(cast):
    for person in (cast.east_director, cast.leader, cast.auditor):
        assert "由街道来定" in refusal(save_slot_rule, evening(None), by=person)
    for person in (cast.clerk, cast.admin, cast.east_member, cast.west_director):
        assert refusal(save_slot_rule, evening(cast.east), by=person) == "排班由主任来定。"
    assert refusal(take_own_slots, cast.east, by=cast.clerk) == "排班由主任来定。"


def test_the_same_slot_stands_once_for_the_street_too(cast):
    save_slot_rule(evening(None), by=cast.clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        evening(None).save()


def test_a_rota_is_drafted_by_the_street_s_slots(cast):
    set_members(cast.east, [MemberLine(cast.east_member, 1)], by=cast.east_director, on=TODAY)

    rota = draft_rota(cast.east, date(2026, 12, 1), by=cast.east_director, at=NOW)

    assert set(rota.shifts.values_list("slot", flat=True)) == {"morning", "afternoon"}
    assert not SlotRule.objects.exclude(committee=None).exists()


# Swaps


@pytest.fixture
def asked(cast, made):
    shift = made(cast.east_member, WEDNESDAY)
    return ask_swap(shift, by=cast.east_member, taker=cast.east_second_member, at=NOW)


def test_where_nobody_has_to_approve_the_consent_is_the_last_word(cast, asked):
    set_swap_approval(None, SwapApproval.NONE, by=cast.clerk)

    swap = consent_swap(asked, by=cast.east_second_member, at=NOW)

    asked.shift.refresh_from_db()
    assert (swap.state, swap.decided_by) == ("done", None)
    assert swap.answered_by == asked.shift.person == cast.east_second_member
    assert "现在赵国强" in texts_of(cast.east_director)[-1]
    assert journal()[-1] == "duty.swap-done"


def test_before_the_consent_nobody_can_approve(cast, asked):
    set_swap_approval(None, SwapApproval.NONE, by=cast.clerk)

    assert refusal(approve_swap, asked, by=cast.east_director, at=NOW)
    asked.shift.refresh_from_db()
    assert asked.shift.person == cast.east_member


def test_another_elected_may_approve_where_the_rules_say_so_but_not_one_of_the_two(cast, made):
    set_swap_approval(cast.east, SwapApproval.ELECTED, by=cast.east_director)
    shift = made(cast.east_station, WEDNESDAY)
    swap = ask_swap(shift, by=cast.east_station, taker=cast.east_member, at=NOW)
    consent_swap(swap, by=cast.east_member, at=NOW)

    assert "两个人以外" in refusal(approve_swap, swap, by=cast.east_member, at=NOW)
    assert "主任或者委员" in refusal(approve_swap, swap, by=cast.east_branch, at=NOW)
    assert "等主任或者别的委员同意" in texts_of(cast.east_second_member)[-1]
    approve_swap(swap, by=cast.east_second_member, at=NOW)
    shift.refresh_from_db()
    assert shift.person == cast.east_member


def test_a_committee_may_ask_for_more_than_the_street(cast, asked):
    set_swap_approval(None, SwapApproval.NONE, by=cast.admin)
    set_swap_approval(cast.east, SwapApproval.DIRECTOR, by=cast.east_director)
    assert approval_of(cast.west) == SwapApproval.NONE

    assert consent_swap(asked, by=cast.east_second_member, at=NOW).state == "agreed"

    set_swap_approval(cast.east, None, by=cast.east_director)
    assert approval_of(cast.east) == SwapApproval.NONE
    assert SwapRule.objects.count() == 1


def test_the_rule_of_swaps_is_changed_by_those_it_belongs_to(cast):
    nobody = SwapApproval.NONE
    assert refusal(set_swap_approval, cast.east, nobody, by=cast.east_member)
    assert refusal(set_swap_approval, cast.east, nobody, by=cast.clerk)
    assert refusal(set_swap_approval, None, nobody, by=cast.east_director)
    assert refusal(set_swap_approval, None, None, by=cast.clerk) == "请选“换班要谁同意”。"


# Pages


def test_the_street_edits_its_rules_on_one_page(cast, clerk, director):
    page = text_of(clerk.get("/settings/duty-rules/"))
    assert "上午 8:30–11:30" in page
    assert "要主任同意" in page

    added = sent(
        clerk,
        "/settings/duty-rules/new/",
        slot="night",
        starts="20:00",
        ends="8:00",
        on_workdays="on",
        people="1",
        enabled="on",
    )
    assert "夜间 20:00–次日 8:00" in told(clerk, added)
    rule = SlotRule.objects.get(slot="night")
    assert rule.committee is None
    again = clerk.post(f"/settings/duty-rules/{rule.pk}/", {"slot": "night", "starts": "明天"})
    assert again.status_code == 422
    assert "没看懂这个时间" in text_of(again)

    assert "存好了" in told(clerk, sent(clerk, "/settings/duty-rules/", choice="none"))
    assert sent(clerk, "/settings/duty-rules/", choice="street").status_code == 422
    own = text_of(director.get("/duty/rules/"))
    assert "夜间 20:00–次日 8:00" in own
    assert "照街道的（不用，对方答应就换好）" in own


def test_a_committee_takes_its_own_changes_them_and_goes_back(cast, director, clerk):
    assert "照街道的" in text_of(director.get("/duty/rules/"))
    assert "加一个班次" not in text_of(director.get("/duty/rules/"))

    assert "抄了一份" in told(director, sent(director, "/duty/rules/own/"))
    own = SlotRule.objects.filter(committee=cast.east)
    assert own.count() == 3
    assert "本居委会自己定的" in text_of(director.get("/duty/rules/"))
    assert "另定班次的：东苑" in text_of(clerk.get("/settings/duty-rules/"))
    foreign = SlotRule.objects.filter(committee=None).first()
    assert director.get(f"/duty/rules/{foreign.pk}/").status_code == 404
    assert clerk.get(f"/settings/duty-rules/{own.first().pk}/").status_code == 404

    assert "规矩存好了" in told(director, sent(director, "/duty/rules/swaps/", choice="elected"))
    assert "东苑（要主任或者别的委员同意）" in text_of(clerk.get("/settings/duty-rules/"))
    assert sent(director, "/duty/rules/swaps/", choice="谁都行").status_code == 422

    assert "改回照街道的了" in told(director, sent(director, "/duty/rules/follow/"))
    assert sent(director, "/duty/rules/follow/").status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_street_s_page_of_rules_costs_eight_queries(
    cast, clerk, django_assert_num_queries, rows
):
    SlotRule.objects.filter(slot="holiday").delete()
    for n in range(rows):
        SlotRule.objects.create(slot=Slot.OFF_PEAK, starts=time(17, n), ends=time(18))
    clerk.get("/settings/duty-rules/")
    with django_assert_num_queries(8):
        clerk.get("/settings/duty-rules/")


def test_a_swap_through_the_pages_says_whose_consent_it_waits_for(cast, made, asked, enter):
    taker = enter(cast.east_second_member)
    set_swap_approval(None, SwapApproval.ELECTED, by=cast.clerk)

    page = told(taker, sent(taker, f"/duty/swaps/{asked.pk}/answer/", answer="agree"))

    assert "记下了：对方愿意，等主任或者别的委员同意。" in page
    assert "主任或者别的委员再同意" in text_of(taker.get("/duty/swaps/new/"))

    set_swap_approval(None, SwapApproval.NONE, by=cast.clerk)
    other = made(cast.east_member, date(2026, 11, 26))
    swap = ask_swap(other, by=cast.east_member, taker=cast.east_second_member, at=NOW)
    done = told(taker, sent(taker, f"/duty/swaps/{swap.pk}/answer/", answer="agree"))
    assert "换好了" in done
