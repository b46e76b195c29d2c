"""The shifts to be reminded of are those of the planning tests."""

from tests.committees.reminders.conftest import duty, shifts

__all__ = ["duty", "shifts"]
