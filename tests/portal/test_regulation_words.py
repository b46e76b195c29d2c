"""The library lies below the meetings: their keys are spelled twice and must stay the same."""

from committees.regulations.states import ConvenedKind
from meetings.kinds.states import KindKey


def test_a_requirement_names_meetings_by_their_own_keys():
    assert set(ConvenedKind.values) == set(KindKey.values) - {KindKey.OTHER}
