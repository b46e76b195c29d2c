"""The table a street begins with; it edits it afterwards.

Sources (DOMAIN §5.3): 一级 life in danger, 30 minutes; 二级 the same day; 三级 and 四级 contact
within 1 working day, as 12345 does, and news every 5; solved within 15 or 10 working days, 咨询 3.
These are house rules: no law sets them for a residents' committee.
"""

from typing import Any

LEVELS: tuple[dict[str, Any], ...] = (
    {
        "level": 1,
        "accept_amount": 15,
        "accept_unit": "minutes",
        "contact_amount": 30,
        "contact_unit": "minutes",
        "update_amount": 4,
        "update_unit": "hours",
        "solve_amount": 3,
        "solve_unit": "days",
    },
    {
        "level": 2,
        "accept_amount": 2,
        "accept_unit": "hours",
        "contact_amount": 0,
        "contact_unit": "days",
        "update_amount": 1,
        "update_unit": "days",
        "solve_amount": 5,
        "solve_unit": "days",
    },
    {
        "level": 3,
        "accept_amount": 1,
        "accept_unit": "days",
        "contact_amount": 1,
        "contact_unit": "days",
        "update_amount": 5,
        "update_unit": "days",
        "solve_amount": 15,
        "solve_unit": "days",
    },
    {
        "level": 4,
        "accept_amount": 1,
        "accept_unit": "days",
        "contact_amount": 1,
        "contact_unit": "days",
        "update_amount": 5,
        "update_unit": "days",
        "solve_amount": 10,
        "solve_unit": "days",
    },
)

RULES: tuple[dict[str, Any], ...] = (
    {"kind": "", "care": "", "urgency": "", "level": 4},
    {"kind": "", "care": "", "urgency": "danger", "level": 1},
    {"kind": "", "care": "", "urgency": "urgent", "level": 2},
    {"kind": "hardship", "care": "", "urgency": "", "level": 3},
    {"kind": "issue", "care": "", "urgency": "", "level": 4},
    {"kind": "dispute", "care": "", "urgency": "", "level": 4},
    {"kind": "proposal", "care": "", "urgency": "", "level": 4},
    {"kind": "advice", "care": "", "urgency": "", "level": 4, "solve_days": 3},
)
"""The first row fits everything and cannot be removed."""

RUNGS: tuple[dict[str, Any], ...] = (
    {"level": 1, "clock": "contact", "rank": 1, "amount": 0, "unit": "minutes"},
    {"level": 1, "clock": "contact", "rank": 2, "amount": 0, "unit": "minutes"},
    {"level": 1, "clock": "contact", "rank": 3, "amount": 0, "unit": "minutes"},
    {"level": 1, "clock": "contact", "rank": 4, "amount": 30, "unit": "minutes"},
    {"level": 1, "clock": "contact", "rank": 5, "amount": 60, "unit": "minutes"},
    {"level": 1, "clock": "accept", "rank": 3, "amount": 0, "unit": "minutes"},
    {"level": 1, "clock": "update", "rank": 3, "amount": 0, "unit": "hours"},
    {"level": 1, "clock": "update", "rank": 4, "amount": 4, "unit": "hours"},
    {"level": 1, "clock": "solve", "rank": 3, "amount": 0, "unit": "hours"},
    {"level": 1, "clock": "solve", "rank": 4, "amount": 1, "unit": "days"},
    {"level": 1, "clock": "solve", "rank": 5, "amount": 3, "unit": "days"},
    {"level": 2, "clock": "contact", "rank": 1, "amount": 0, "unit": "minutes"},
    {"level": 2, "clock": "contact", "rank": 2, "amount": 0, "unit": "minutes"},
    {"level": 2, "clock": "contact", "rank": 3, "amount": 1, "unit": "hours"},
    {"level": 2, "clock": "contact", "rank": 4, "amount": 1, "unit": "days"},
    {"level": 2, "clock": "accept", "rank": 3, "amount": 1, "unit": "hours"},
    {"level": 2, "clock": "solve", "rank": 3, "amount": 0, "unit": "hours"},
    {"level": 2, "clock": "solve", "rank": 4, "amount": 2, "unit": "days"},
    {"level": 2, "clock": "solve", "rank": 5, "amount": 10, "unit": "days"},
    {"level": 3, "clock": "contact", "rank": 2, "amount": 0, "unit": "minutes"},
    {"level": 3, "clock": "contact", "rank": 3, "amount": 1, "unit": "days"},
    {"level": 3, "clock": "solve", "rank": 3, "amount": 1, "unit": "days"},
    {"level": 3, "clock": "solve", "rank": 4, "amount": 5, "unit": "days"},
    {"level": 4, "clock": "contact", "rank": 2, "amount": 1, "unit": "days"},
    {"level": 4, "clock": "solve", "rank": 3, "amount": 3, "unit": "days"},
    {"level": 4, "clock": "solve", "rank": 4, "amount": 20, "unit": "days"},
)
"""After the clock was due: so much later, who hears of it."""

MORE_RUNGS: tuple[dict[str, Any], ...] = (
    {"level": 2, "clock": "update", "rank": 2, "amount": 0, "unit": "hours"},
    {"level": 2, "clock": "update", "rank": 3, "amount": 4, "unit": "hours"},
    {"level": 2, "clock": "update", "rank": 4, "amount": 2, "unit": "days"},
    {"level": 3, "clock": "accept", "rank": 3, "amount": 1, "unit": "days"},
    {"level": 3, "clock": "update", "rank": 2, "amount": 0, "unit": "days"},
    {"level": 3, "clock": "update", "rank": 3, "amount": 2, "unit": "days"},
    {"level": 3, "clock": "update", "rank": 4, "amount": 10, "unit": "days"},
    {"level": 4, "clock": "accept", "rank": 3, "amount": 2, "unit": "days"},
    {"level": 4, "clock": "update", "rank": 2, "amount": 1, "unit": "days"},
    {"level": 4, "clock": "update", "rank": 3, "amount": 5, "unit": "days"},
)
"""Came later (casework 0018): no clock of any level is late without somebody hearing of it."""
