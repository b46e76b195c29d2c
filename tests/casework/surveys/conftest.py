"""A round of East over building 3, where four households live."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.surveys.actions import RoundWords, begin_round
from casework.surveys.models import SurveyRound
from committees.residents.models import Household
from committees.territory.models import Building
from tests.casework.map.conftest import building_of, houses, move_in
from tests.cast import Cast

__all__ = ["houses", "move_in"]
DOORS = ("3-101", "3-301", "3-502", "3-601")


@pytest.fixture
def homes(move_in: Any) -> dict[str, Household]:
    return {
        door: move_in(door, name)
        for door, name in zip(DOORS, ("沈丽华", "张慧芳", "刘国强", "赵家英"), strict=True)
    }


@pytest.fixture
def third(houses: Cast, homes: dict[str, Household]) -> Building:
    return building_of(houses.east)


@pytest.fixture
def winter(houses: Cast, third: Building) -> SurveyRound:
    """East's running round: building 3, walked by the member."""
    return a_round(houses, {third: houses.east_member})


def a_round(
    cast: Cast, plan: dict[Building, Any], *, days: tuple[int, int] = (-5, 20)
) -> SurveyRound:
    today = timezone.localdate()
    words = RoundWords(
        "冬季走访", today + timedelta(days=days[0]), today + timedelta(days=days[1]), "问一问暖气"
    )
    return begin_round(cast.east, by=cast.east_director, words=words, plan=plan)
