"""Reading nominations, and who signed them."""

from typing import TYPE_CHECKING

from django.apps import apps

from elections.candidates.states import CandidateState
from elections.timetable.querysets import AtTheCommitteeQuerySet, OfElectionQuerySet

if TYPE_CHECKING:
    from elections.timetable.models import Election

GONE = (CandidateState.DECLINED, CandidateState.UNQUALIFIED, CandidateState.WITHDRAWN)


class CandidateQuerySet(OfElectionQuerySet):
    def standing(self) -> "CandidateQuerySet":
        """Nominated and not out of it."""
        return self.exclude(state__in=GONE)

    def undecided(self) -> "CandidateQuerySet":
        """She has not answered, or nobody has looked whether she may stand."""
        return self.filter(state__in=(CandidateState.NOMINATED, CandidateState.ACCEPTED))

    def ready(self) -> "CandidateQuerySet":
        """To be put on the formal list, or on it."""
        return self.filter(state__in=(CandidateState.QUALIFIED, CandidateState.FORMAL))


class BackerQuerySet(AtTheCommitteeQuerySet):
    election_path = "candidate__election"


def names_standing(election: "Election") -> list[str]:
    """The names of everybody who stands, for whoever asks about kin (T8). One query."""
    rows = apps.get_model("elections", "Candidate")._default_manager.filter(election=election)
    return sorted(set(rows.standing().values_list("voter__name", flat=True)))
