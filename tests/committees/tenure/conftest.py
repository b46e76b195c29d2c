"""The houses of the register's own tests."""

from tests.committees.residents.conftest import houses, move_in

__all__ = ["houses", "move_in"]
