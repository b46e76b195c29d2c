"""换班: every move of the table, and what an exchange does to the rota."""

from datetime import date
from itertools import product

import pytest

from casework.duty.models import Swap
from casework.duty.shifts import put_person
from casework.duty.states import SWAP_MOVES, RotaState, Slot, SwapState
from casework.duty.swaps import (
    approve_swap,
    ask_swap,
    consent_swap,
    decline_swap,
    refuse_swap,
    withdraw_swap,
)
from jiedao.common.errors import Refused
from tests.casework.duty.conftest import NOW, at
from tests.casework.duty.test_rota import journal, refusal, reminded, texts_of

pytestmark = pytest.mark.django_db
SOON = at("8:30")
DAY, LATER = date(2026, 11, 25), date(2026, 11, 27)
ACTS = {
    SwapState.AGREED: lambda swap, by: consent_swap(swap, by=by, at=NOW),
    SwapState.DECLINED: lambda swap, by: decline_swap(swap, by=by, at=NOW),
    SwapState.WITHDRAWN: lambda swap, by: withdraw_swap(swap, by=by, at=NOW),
    SwapState.DONE: lambda swap, by: approve_swap(swap, by=by, at=NOW),
    SwapState.REFUSED: lambda swap, by: refuse_swap(swap, by=by, why="那天要开会", at=NOW),
}


@pytest.fixture
def shift(cast, made):
    return made(cast.east_member, DAY)


@pytest.fixture
def swap(cast, shift):
    return ask(cast, shift)


def ask(cast, shift, **more):
    values = {"by": cast.east_member, "taker": cast.east_second_member, "at": NOW, **more}
    return ask_swap(shift, **values)


# Moves


def test_the_table_names_every_state():
    assert set(SWAP_MOVES) == set(SwapState)


@pytest.mark.parametrize(("old", "new"), list(product(SwapState, ACTS)))
def test_each_pair_of_states_is_either_a_move_of_the_table_or_refused(cast, swap, old, new):
    Swap.objects.filter(pk=swap.pk).update(state=old)
    swap.refresh_from_db()
    by = cast.east_second_member if new in ("agreed", "declined") else cast.east_director

    if new in SWAP_MOVES[old]:
        ACTS[new](swap, by)
        swap.refresh_from_db()
        assert swap.state == new
    else:
        with pytest.raises(Refused):
            ACTS[new](swap, by)
        swap.refresh_from_db()
        assert swap.state == old


# Asking


def test_asking_tells_the_other_person_and_changes_nothing_yet(cast, shift):
    swap = ask(cast, shift, reason="去医院复查")

    shift.refresh_from_db()
    assert shift.person == cast.east_member
    assert (swap.giver, swap.state) == (cast.east_member, SwapState.ASKED)
    assert texts_of(cast.east_second_member) == [
        "王桂珍 想把 11月25日 星期三 上午 的班换给您，请答复。"
    ]
    assert journal() == ["duty.swap-ask"]


def test_a_colleague_writes_down_what_was_said_on_the_phone(cast, shift):
    assert "请主任或委员来记" in refusal(ask, cast, shift, by=cast.east_station)

    swap = ask(cast, shift, by=cast.east_director)

    assert (swap.asked_by, swap.giver) == (cast.east_director, cast.east_member)


def test_what_cannot_be_asked(cast, made, shift):
    draft = made(cast.east_member, date(2026, 12, 1), state=RotaState.DRAFT)
    begun = made(cast.east_member, date(2026, 11, 20))
    empty = made(None, LATER)
    his = made(cast.east_second_member, date(2026, 11, 26))

    assert "还没公布" in refusal(ask, cast, draft)
    assert "请用“接替”" in refusal(ask, cast, begun)
    assert "直接认领" in refusal(ask, cast, empty)
    assert "请选另外一位" in refusal(ask, cast, shift, taker=cast.east_member)
    assert "请主任或委员来记" in refusal(ask, cast, his, by=cast.east_branch)
    assert "不是您所在的" in refusal(ask, cast, shift, by=cast.west_director)
    made(cast.east_director, DAY, seat=2)
    assert "25 日上午已经值班" in refusal(ask, cast, shift, taker=cast.east_director)
    not_his = made(cast.east_branch, LATER, Slot.AFTERNOON)
    assert "不是 赵国强 的" in refusal(ask, cast, shift, in_return=not_his)


def test_a_shift_is_swapped_once_at_a_time(cast, shift, swap):
    assert "已经有人在换了" in refusal(ask, cast, shift, taker=cast.east_director)

    decline_swap(swap, by=cast.east_second_member, at=NOW)
    assert ask(cast, shift, taker=cast.east_director).state == SwapState.ASKED


# Answering


def test_the_person_asked_agrees_and_the_director_hears_of_it(cast, swap):
    consent_swap(swap, by=cast.east_second_member, at=NOW)

    swap.refresh_from_db()
    assert (swap.state, swap.answered_by) == (SwapState.AGREED, cast.east_second_member)
    words = "赵国强 愿意换 11月25日 星期三 上午 的班，等主任同意。"
    assert texts_of(cast.east_director) == texts_of(cast.east_member) == [words]


def test_consent_by_phone_is_recorded_by_an_elected_colleague_but_not_by_the_giver(cast, swap):
    assert "请对方自己答复" in refusal(consent_swap, swap, by=cast.east_member, at=NOW)
    assert "请主任或委员" in refusal(consent_swap, swap, by=cast.east_station, at=NOW)
    assert "不是您所在的" in refusal(consent_swap, swap, by=cast.west_director, at=NOW)

    consent_swap(swap, by=cast.east_director, at=NOW)

    swap.refresh_from_db()
    assert swap.answered_by == cast.east_director
    assert swap.answered_by != swap.taker


def test_whoever_asked_takes_it_back_and_a_stranger_does_not(cast, swap):
    assert "谁来取消" in refusal(withdraw_swap, swap, by=cast.east_second_member, at=NOW)

    withdraw_swap(swap, by=cast.east_member, at=SOON)

    assert texts_of(cast.east_second_member)[-1].endswith("换班取消了，还是 王桂珍 值。")


# Deciding


@pytest.fixture
def agreed(cast, swap):
    return consent_swap(swap, by=cast.east_second_member, at=NOW)


def test_approval_changes_hands_moves_the_reminders_and_says_what_was_and_is(cast, shift, agreed):
    approve_swap(agreed, by=cast.east_director, at=NOW)

    shift.refresh_from_db()
    assert shift.person == cast.east_second_member
    assert reminded(shift) == {cast.east_second_member.pk}
    words = "值班有变动，11月25日 星期三 上午：原来王桂珍，现在赵国强。"
    assert words in texts_of(cast.east_member)
    assert words in texts_of(cast.east_second_member)
    assert journal()[-1] == "duty.swap-done"


def test_a_shift_in_return_goes_the_other_way(cast, made, shift):
    back = made(cast.east_second_member, LATER)
    swap = ask(cast, shift, in_return=back)
    consent_swap(swap, by=cast.east_second_member, at=NOW)

    approve_swap(swap, by=cast.east_director, at=NOW)

    shift.refresh_from_db()
    back.refresh_from_db()
    assert (shift.person, back.person) == (cast.east_second_member, cast.east_member)
    assert reminded(back) == {cast.east_member.pk}


def test_two_who_overlap_may_exchange_their_own_shifts(cast, made, shift):
    day_long = made(cast.east_second_member, DAY, Slot.HOLIDAY)

    swap = ask(cast, shift, in_return=day_long)
    consent_swap(swap, by=cast.east_second_member, at=NOW)
    approve_swap(swap, by=cast.east_director, at=NOW)

    shift.refresh_from_db()
    day_long.refresh_from_db()
    assert (shift.person, day_long.person) == (cast.east_second_member, cast.east_member)


def test_only_the_director_decides_and_a_no_has_its_reason(cast, shift, agreed):
    assert refusal(approve_swap, agreed, by=cast.east_member, at=NOW) == "换班要主任同意。"
    assert "请写“为什么不同意”" in refusal(
        refuse_swap, agreed, by=cast.east_director, why=" ", at=NOW
    )

    refuse_swap(agreed, by=cast.east_director, why="那天要开会", at=SOON)

    shift.refresh_from_db()
    assert shift.person == cast.east_member
    assert texts_of(cast.east_member)[-1].endswith("主任没同意：那天要开会")


def test_too_late_or_double_booked_is_refused_at_the_last_step_too(cast, made, agreed):
    late = at("8:31", DAY)
    assert "已经开始" in refusal(approve_swap, agreed, by=cast.east_director, at=late)

    made(cast.east_second_member, DAY, seat=2)
    words = refusal(approve_swap, agreed, by=cast.east_director, at=NOW)
    assert words == "赵国强 25 日上午已经值班。"
    agreed.refresh_from_db()
    assert agreed.state == SwapState.AGREED


def test_a_shift_given_to_somebody_else_meanwhile_ends_the_request(cast, shift, agreed):
    shift.refresh_from_db()
    put_person(
        shift,
        by=cast.east_director,
        person=cast.east_station,
        lead=None,
        version=shift.version,
        at=NOW,
    )

    agreed.refresh_from_db()
    assert agreed.state == SwapState.WITHDRAWN


def test_a_director_who_is_asked_still_says_yes_twice(cast, made):
    shift = made(cast.east_member, LATER)
    swap = ask(cast, shift, taker=cast.east_director)

    consent_swap(swap, by=cast.east_director, at=NOW)
    approve_swap(swap, by=cast.east_director, at=NOW)

    shift.refresh_from_db()
    assert shift.person == cast.east_director
