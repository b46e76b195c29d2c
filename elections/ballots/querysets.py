"""Reading polling day."""

from elections.timetable.querysets import AtTheCommitteeQuerySet


class OfVoterQuerySet(AtTheCommitteeQuerySet):
    """What names a voter is read at the committee only."""

    election_path = "round__election"


class IssuedQuerySet(OfVoterQuerySet):
    def at(self, station_id: int) -> "IssuedQuerySet":
        return self.filter(station=station_id)
