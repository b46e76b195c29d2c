"""Reading the roll."""

from elections.timetable.querysets import AtTheCommitteeQuerySet


class VoterQuerySet(AtTheCommitteeQuerySet):
    def on_roll(self) -> "VoterQuerySet":
        """Those who may vote."""
        return self.filter(listed=True)


class ObjectionQuerySet(AtTheCommitteeQuerySet):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(decision="")
