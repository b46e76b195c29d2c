"""Reading who signed a nomination."""

from elections.timetable.querysets import AtTheCommitteeQuerySet


class BackerQuerySet(AtTheCommitteeQuerySet):
    election_path = "candidate__election"
