"""People of East whose rows are kept right."""

from tests.committees.care.conftest import label, person

__all__ = ["label", "person"]
