"""Fair turns: a year of the whole street, and every odd committee hypothesis can think of."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.duty.fairness import alike, shortfalls, spreads, uneven, why_empty
from casework.duty.rotation import HEAVY_APART, MOST_APART, Filled, Tally, rotate, tally
from casework.duty.rules import DayKind, Member, SlotPlan, last_day_of, needs_between
from casework.duty.states import Slot
from jiedao.common.statutory_days import STATUTORY_DAYS
from jiedao.common.workdays import WorkCalendar

CALENDAR = WorkCalendar.of(STATUTORY_DAYS)
WORKDAY, WEEKEND, FESTIVAL = DayKind.WORKDAY, DayKind.WEEKEND, DayKind.FESTIVAL
NOVEMBER = date(2026, 11, 1)
USUAL = (
    SlotPlan(Slot.MORNING, time(8, 30), time(11, 30), frozenset({WORKDAY})),
    SlotPlan(Slot.AFTERNOON, time(13, 30), time(17), frozenset({WORKDAY})),
    SlotPlan(Slot.HOLIDAY, time(9), time(11), frozenset({FESTIVAL})),
)
NAMES = "周桂英 王桂珍 赵国强 李敏 陆书平 顾小琴 吴秀兰 郑月娥 何业安".split()


def people(count: int, **of_the_second: object) -> list[Member]:
    """So many members; what is said stands for the second of them, 王桂珍."""
    made = [Member(n, NAMES[n], order=n) for n in range(count)]
    made[1] = replace(made[1], **of_the_second)
    return made


def month_of_2026(month: int, plans) -> list:
    first = date(2026, month, 1)
    return needs_between(first, last_day_of(first), plans, CALENDAR)


def a_year(plans, members) -> tuple[list[Filled], dict[int, Tally]]:
    """The twelve months of 2026, each carrying on from the ones before."""
    filled: list[Filled] = []
    sums: dict[int, Tally] = {}
    for month in range(1, 13):
        taken = [
            (place.person_id, place.need.starts_at, place.need.ends_at)
            for place in filled[-40:]
            if place.person_id is not None
        ]
        new, sums = rotate(month_of_2026(month, plans), members, earlier=sums, taken=taken)
        filled += new
    return filled, sums


def apart(group, sums, what: str) -> int:
    counts = [getattr(sums[member.id], what) for member in group]
    return max(counts) - min(counts)


def assert_fair(filled, sums, members) -> None:
    for group in alike([place.need for place in filled], members):
        assert apart(group, sums, "shifts") <= MOST_APART
        assert apart(group, sums, "heavy") <= HEAVY_APART


def assert_nobody_twice(filled) -> None:
    held: dict[int, list] = {}
    for place in filled:
        if place.person_id is not None:
            held.setdefault(place.person_id, []).append(place.need)
    for needs in held.values():
        needs.sort(key=lambda need: need.starts_at)
        assert all(one.ends_at <= two.starts_at for one, two in pairwise(needs))


# The street


def office(number: int) -> tuple[list[SlotPlan], list[Member]]:
    """Thirty-four committees, no two with the same slots, people and troubles."""
    plans = list(USUAL)
    if number % 2:
        plans[2] = replace(plans[2], people=2, with_lead=True)
    if number % 3 == 0:
        kinds = frozenset({WEEKEND, FESTIVAL})
        plans[2] = replace(plans[2], kinds=kinds)
    if number % 4 == 1:
        plans.append(SlotPlan(Slot.OFF_PEAK, time(17), time(18, 30), frozenset({WORKDAY})))
    if number % 5 == 0:
        nights = frozenset({FESTIVAL})
        plans.append(SlotPlan(Slot.NIGHT, time(17), time(9), nights, spares_elderly=True))
    members = [
        Member(
            n,
            NAMES[n],
            order=n,
            may_lead=n < 2,
            no_nights=n == 3,
            spared=n == 4 and number % 2 == 0,
            since=date(2026, 5, 11) if n == 5 and number % 3 == 1 else date.min,
            leaves=((date(2026, 11, 3), date(2026, 11, 14)),) if n == 2 and number % 4 == 0 else (),
        )
        for n in range(3 + number % 7)
    ]
    return plans, members


@pytest.mark.parametrize("number", range(34))
def test_over_34_committees_and_12_months_the_turns_are_fair(number):
    plans, members = office(number)

    filled, sums = a_year(plans, members)

    assert_fair(filled, sums, members)
    assert_nobody_twice(filled)
    assert all(place.person_id is not None for place in filled)
    assert all(place.lead_id in (0, 1) for place in filled if place.need.with_lead)
    told = {sentence.split()[0] for sentence in uneven(filled, members)}
    whole = [m for m in members if all(m.obstacle(p.need) is None for p in filled)]
    least = min(sums[member.id].shifts for member in whole)
    behind = {m.name for m in members if m not in whole and sums[m.id].shifts < least}
    assert behind <= told


@st.composite
def committees(draw):
    days = st.sets(st.sampled_from(list(DayKind)), min_size=1).map(frozenset)
    slots = draw(st.lists(st.sampled_from(list(Slot)), min_size=1, max_size=4, unique=True))
    plans = []
    for slot in slots:
        starts = draw(st.integers(0, 23))
        ends = draw(st.integers(0, 23))
        plans.append(
            SlotPlan(
                slot,
                time(starts),
                time(ends),
                draw(days),
                people=draw(st.integers(1, 2)),
                with_lead=draw(st.booleans()),
                spares_elderly=draw(st.booleans()),
            )
        )
    members = []
    for n in range(draw(st.integers(1, 7))):
        first = draw(st.dates(date(2026, 1, 1), date(2026, 3, 31)))
        length = draw(st.integers(0, 20))
        leaves = ((first, first + timedelta(days=length)),) if draw(st.booleans()) else ()
        members.append(
            Member(
                n,
                f"成员{n}",
                order=n,
                no_nights=draw(st.booleans()),
                spared=draw(st.booleans()),
                may_lead=draw(st.booleans()),
                leaves=leaves,
            )
        )
    return plans, members


@settings(max_examples=60)
@given(committees())
def test_whatever_the_committee_it_is_fair_or_says_why_not(committee):
    plans, members = committee
    filled: list[Filled] = []
    sums: dict[int, Tally] = {}
    for month in (1, 2, 3):
        new, sums = rotate(month_of_2026(month, plans), members, earlier=sums)
        filled += new

    for place in filled:
        if place.person_id is not None:
            assert members[place.person_id].obstacle(place.need) is None
        elif place.lead_id is not None:
            assert members[place.lead_id].may_lead
    for group in alike([place.need for place in filled], members):
        fair = (
            apart(group, sums, "shifts") <= MOST_APART
            and apart(group, sums, "heavy") <= HEAVY_APART
        )
        assert fair or spreads(filled, members)


@settings(max_examples=30)
@given(committees())
def test_the_same_input_gives_the_same_rota_in_whatever_order_it_comes(committee):
    plans, members = committee
    needs = month_of_2026(2, plans)

    once, _ = rotate(needs, members)
    again, _ = rotate(list(reversed(needs)), list(reversed(members)))

    assert once == again


# What stands in the way is named


def test_leave_is_respected_not_made_up_for_and_named():
    leave = ((date(2026, 11, 3), date(2026, 11, 14)),)
    members = people(3, leaves=leave)

    filled, sums = rotate(month_of_2026(11, USUAL), members)

    assert not any(
        place.person_id == 1 and date(2026, 11, 3) <= place.need.day <= date(2026, 11, 14)
        for place in filled
    )
    fewer = sums[0].shifts - sums[1].shifts
    assert fewer >= 4
    behind = min(sums[0].shifts, sums[2].shifts) - sums[1].shifts
    assert shortfalls(filled, members) == [f"王桂珍 11 月请假 12 天，比别人少 {behind} 班。"]
    december, sums = rotate(month_of_2026(12, USUAL), members, earlier=sums)
    counts = tally(december, members)
    assert (
        max(one.shifts for one in counts.values()) - min(one.shifts for one in counts.values())
        <= MOST_APART + 1
    )


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"since": date(2026, 11, 16)}, "王桂珍 11月16日起参加，比别人少"),
        ({"until": date(2026, 11, 15)}, "王桂珍 值到 11月15日，比别人少"),
        ({"no_nights": True}, "王桂珍 不排夜间，比别人少"),
        ({"spared": True}, "王桂珍 年纪大，这个班次不排，比别人少"),
    ],
)
def test_each_obstacle_has_its_sentence(trouble, words):
    night = SlotPlan(Slot.NIGHT, time(18), time(8), frozenset(DayKind), spares_elderly=True)

    filled, _ = rotate(month_of_2026(11, [*USUAL, night]), members := people(4, **trouble))

    [sentence] = shortfalls(filled, members)
    assert sentence.startswith(words)


def test_turns_that_no_obstacle_explains_are_named_too():
    needs = month_of_2026(11, USUAL)[:4]
    filled = [Filled(need, 0) for need in needs]

    assert spreads(filled, people(2)) == ["周桂英 比 王桂珍 多 4 班，下个月先轮 王桂珍。"]


def test_even_turns_need_no_words():
    members = people(3)

    filled, _ = rotate(month_of_2026(11, USUAL), members)

    assert uneven(filled, members) == []
    assert uneven([], members) == []


def test_a_place_nobody_can_take_stays_empty_and_says_why():
    leave = ((date(2026, 11, 20), date(2026, 11, 20)),)
    members = [replace(one, leaves=leave) for one in people(2)]

    filled, _ = rotate(month_of_2026(11, USUAL), members)

    empty = [place.need for place in filled if place.person_id is None]
    assert [need.day for need in empty] == [date(2026, 11, 20)] * 2
    assert why_empty(empty[0], members) == "11月20日 星期五 上午：周桂英请假，王桂珍请假"


# What is given from outside


def test_earlier_months_are_carried_over():
    needs = month_of_2026(11, USUAL)[:2]
    ahead = {0: Tally(shifts=5), 1: Tally(shifts=0), 2: Tally(shifts=5)}

    filled, _ = rotate(needs, people(3), earlier=ahead)

    assert [place.person_id for place in filled] == [1, 1]


def test_somebody_on_duty_elsewhere_at_that_time_is_left_out():
    need = month_of_2026(11, USUAL)[0]
    night_before = need.starts_at - timedelta(hours=10)

    filled, _ = rotate([need], people(2), taken=[(0, night_before, need.ends_at)])

    assert [place.person_id for place in filled] == [1]


def test_named_people_are_kept_where_they_can():
    leave = ((date(2026, 11, 3), date(2026, 11, 3)),)
    needs = month_of_2026(11, USUAL)[:4]
    fixed = {need.key: 1 for need in needs}

    filled, _ = rotate(needs, people(3, leaves=leave), fixed=fixed)

    assert [place.person_id for place in filled[:2]] == [1, 1]
    assert 1 not in [place.person_id for place in filled[2:]]


def test_who_leads_is_not_at_the_desk_when_another_can_lead():
    plans = [replace(USUAL[2], with_lead=True)]
    members = [replace(one, may_lead=one.id < 2) for one in people(2)]

    filled, sums = rotate(month_of_2026(10, plans), members)

    assert filled
    assert all({place.person_id, place.lead_id} == {0, 1} for place in filled)
    assert abs(sums[0].leads - sums[1].leads) <= 1


def test_the_yardstick_itself_finds_an_unfair_year():
    filled = [
        Filled(need, 1 if need.heavy else n % 3) for n, need in enumerate(month_of_2026(10, USUAL))
    ]

    with pytest.raises(AssertionError):
        assert_fair(filled, tally(filled, people(3)), people(3))
