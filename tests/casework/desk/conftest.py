"""The rota of November 2026 again."""

from tests.casework.duty.conftest import clerk, director, made, member, no_slots, ready

__all__ = ["clerk", "director", "made", "member", "no_slots", "ready"]
