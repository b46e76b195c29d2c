"""Is the rotation fair, and if not: what forbids it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from casework.duty.rotation import HEAVY_APART, MOST_APART, Filled, Tally, tally
from casework.duty.rules import (
    OBSTACLE_WORDS,
    Member,
    Need,
    Obstacle,
    month_of,
)
from casework.duty.states import Slot
from jiedao.common.dates import cn_day


def alike(needs: Sequence[Need], members: Iterable[Member]) -> list[list[Member]]:
    """Groups of people who could take exactly the same places; those who could take none apart."""
    groups: dict[tuple[bool, ...], list[Member]] = defaultdict(list)
    for member in members:
        groups[tuple(member.obstacle(need) is None for need in needs)].append(member)
    return [group for can, group in groups.items() if any(can)]


def uneven(filled: Sequence[Filled], members: Sequence[Member]) -> list[str]:
    """Sentences that name what keeps the load from being even; empty when it is even."""
    return shortfalls(filled, members) + spreads(filled, members)


def shortfalls(filled: Sequence[Filled], members: Sequence[Member]) -> list[str]:
    """Who could not take part like the others, and how far behind that left them.

    「王桂珍 11 月请假 12 天，比别人少 4 班。」 People without any obstacle are the measure.
    """
    needs = [place.need for place in filled]
    sums = tally(filled, members)
    hindered = {member.id: _obstacles(member, needs) for member in members}
    free = [sums[member.id] for member in members if not hindered[member.id]]
    measure = free or list(sums.values())
    return [
        sentence
        for member in sorted(members, key=lambda one: (one.order, one.id))
        for sentence in _shortfall(member, hindered[member.id], sums[member.id], measure, needs)
    ]


def spreads(filled: Sequence[Filled], members: Sequence[Member]) -> list[str]:
    """People available alike who differ by more than the bounds, although nothing kept them."""
    sums = tally(filled, members)
    needs = [place.need for place in filled]
    return [sentence for group in alike(needs, members) for sentence in _spread(group, sums)]


def _obstacles(member: Member, needs: Iterable[Need]) -> set[Obstacle]:
    found = (member.obstacle(need) for need in needs)
    return {obstacle for obstacle in found if obstacle is not None}


def _shortfall(
    member: Member,
    obstacles: set[Obstacle],
    own: Tally,
    measure: Sequence[Tally],
    needs: Sequence[Need],
) -> list[str]:
    """How far somebody with an obstacle stays behind the others, and the obstacle's name."""
    if not obstacles:
        return []
    fewer = min(one.shifts for one in measure) - own.shifts
    fewer_heavy = min(one.heavy for one in measure) - own.heavy
    why = "，".join(_why(member, obstacle, needs) for obstacle in sorted(obstacles))
    if fewer >= MOST_APART:
        return [f"{member.name} {why}，比别人少 {fewer} 班。"]
    if fewer_heavy >= HEAVY_APART:
        return [f"{member.name} {why}，双休日和节假日比别人少 {fewer_heavy} 班。"]
    return []


def _why(member: Member, obstacle: Obstacle, needs: Sequence[Need]) -> str:
    first, last = needs[0].day, needs[-1].day
    if obstacle == Obstacle.LEAVE:
        span = f"{first.month} 月" if month_of(first) == month_of(last) else ""
        return f"{span}请假 {member.leave_days(first, last)} 天"
    if obstacle == Obstacle.NOT_YET:
        return f"{member.since.month}月{member.since.day}日起参加"
    if obstacle == Obstacle.NO_LONGER and member.until is not None:
        return f"值到 {member.until.month}月{member.until.day}日"
    return OBSTACLE_WORDS[obstacle]


def _spread(group: Sequence[Member], sums: Mapping[int, Tally]) -> list[str]:
    """People available alike who still differ by more than the bounds."""
    most = max(group, key=lambda one: sums[one.id].shifts)
    least = min(group, key=lambda one: sums[one.id].shifts)
    apart = sums[most.id].shifts - sums[least.id].shifts
    if apart > MOST_APART:
        return [f"{most.name} 比 {least.name} 多 {apart} 班，下个月先轮 {least.name}。"]
    most = max(group, key=lambda one: sums[one.id].heavy)
    least = min(group, key=lambda one: sums[one.id].heavy)
    apart = sums[most.id].heavy - sums[least.id].heavy
    if apart > HEAVY_APART:
        return [f"双休日和节假日，{most.name} 比 {least.name} 多 {apart} 班，下次先轮别人。"]
    return []


def why_empty(need: Need, members: Iterable[Member]) -> str:
    """「11月20日 星期五 上午：王桂珍请假，赵国强不排夜间」, said of a place nobody can take."""
    reasons = [
        f"{member.name}{OBSTACLE_WORDS[obstacle]}"
        for member in members
        if (obstacle := member.obstacle(need))
        and obstacle not in (Obstacle.NOT_YET, Obstacle.NO_LONGER)
    ]
    where = f"{cn_day(need.day, need.day)} {Slot(need.slot).label}"
    return f"{where}：{'，'.join(reasons) or '参加值班的人不够'}"
