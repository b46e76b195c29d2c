"""The joint meeting of yesterday."""

from tests.meetings.joint import bodies, meeting, now, today, topic

__all__ = ["bodies", "meeting", "now", "today", "topic"]
