"""The hash of a link. Anyone can recompute it from the row and the link before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

HASHED = (
    "chain",
    "sequence",
    "at",
    "by_id",
    "committee_id",
    "act",
    "object_type",
    "object_id",
    "object_label",
    "before",
    "after",
    "previous",
)


def link_hash(values: dict[str, Any]) -> str:
    """SHA-256, hex, of the named values as canonical JSON; instants in UTC."""
    story = {name: _plain(values[name]) for name in HASHED}
    text = json.dumps(story, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
