"""T9: who may ask for a recall, and until when it is voted on."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from elections.rulesets.rules import LAW_2025
from elections.timetable.rules import petition_fits

RECEIVED = date(2026, 11, 22)


@dataclass(frozen=True)
class Signed:
    signed: int
    base: int
    received_on: date = RECEIVED
    by_representatives: bool = False


@pytest.mark.parametrize(
    ("petition", "polling", "reason"),
    [
        (Signed(240, 1200), date(2026, 12, 22), ""),
        (
            Signed(1239, 6200),
            RECEIVED,
            "联名人数不够：选民一共 6,200 人，要五分之一以上，至少 1,240 人，现在 1,239 人。",
        ),
        (Signed(20, 60, by_representatives=True), RECEIVED, ""),
        (
            Signed(19, 60, by_representatives=True),
            RECEIVED,
            "联名人数不够：居民代表一共 60 人，要三分之一以上，至少 20 人，现在 19 人。",
        ),
        (Signed(60, 60), RECEIVED, ""),
        (Signed(61, 60), RECEIVED, "联名人数不能多于总人数。"),
        (
            Signed(240, 1200),
            date(2026, 12, 23),
            "罢免要求收到以后 30 天以内要表决，请把选举日提前。",
        ),
    ],
)
def test_a_petition(petition, polling, reason):
    assert petition_fits(LAW_2025, petition, polling).reason == reason


def test_the_shares_and_days_are_those_of_the_rule_set():
    rules = replace(LAW_2025, recall_days=60, recall_voters=LAW_2025.recall_representatives)
    assert petition_fits(rules, Signed(400, 1200), date(2027, 1, 21))
    assert not petition_fits(rules, Signed(399, 1200), RECEIVED)
