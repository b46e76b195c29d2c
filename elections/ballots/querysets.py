"""Reading polling day."""

from elections.timetable.querysets import AtTheCommitteeQuerySet


class OfVoterQuerySet(AtTheCommitteeQuerySet):
    """What names a voter is read at the committee only."""

    election_path = "round__election"


class IssuedQuerySet(OfVoterQuerySet):
    def at(self, station_id: int) -> "IssuedQuerySet":
        return self.filter(station=station_id)


class ProxyQuerySet(OfVoterQuerySet):
    def in_force(self) -> "ProxyQuerySet":
        """Not taken back."""
        return self.filter(withdrawn_on__isnull=True)


class DoubleQuerySet(OfVoterQuerySet):
    def open(self) -> "DoubleQuerySet":
        """Nobody has said yet what became of the second paper."""
        return self.filter(outcome="")
