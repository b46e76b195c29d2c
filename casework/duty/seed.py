"""What the street starts with (DOMAIN §4.1). It edits the tables."""

from datetime import time
from typing import Any

STREET_SLOTS: tuple[dict[str, Any], ...] = (
    {"slot": "morning", "starts": time(8, 30), "ends": time(11, 30)},
    {"slot": "afternoon", "starts": time(13, 30), "ends": time(17, 0)},
    {
        "slot": "holiday",
        "starts": time(9, 0),
        "ends": time(11, 0),
        "on_workdays": False,
        "on_festivals": True,
    },
)
STREET_APPROVAL = "director"
"""Swaps need the head's consent (DOMAIN §4.2) until the street says otherwise."""
