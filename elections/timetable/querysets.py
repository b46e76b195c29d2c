"""Reading elections: who works on one, and who only where it stands."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.reach.querysets import in_reach, reach_of
from elections.timetable.states import OVER, Stage, StepCode


class ElectionQuerySet(QuerySet):  # type: ignore[type-arg]
    """Elections of one's committees, for the people of the election too; all 34 for the street."""

    def visible_to(self, user: Any) -> "ElectionQuerySet":
        reach = reach_of(user)
        if reach.in_elections and not reach.whole_street:
            return self.filter(committee__in=reach.in_elections)
        return in_reach(self, user)  # type: ignore[return-value]

    def under_way(self) -> "ElectionQuerySet":
        return self.exclude(stage__in=OVER)

    def public(self) -> "ElectionQuerySet":
        """Real ones that residents may read about; a rehearsal is nobody else's business."""
        return self.filter(rehearsal=False)

    def announced(self) -> "ElectionQuerySet":
        """Residents know of it: notice 1 hangs. One that was stopped before then never was."""
        steps = apps.get_model("elections", "Step")._default_manager
        hung = Exists(
            steps.filter(election=OuterRef("pk"), code=StepCode.FIRST_NOTICE, done_on__isnull=False)
        )
        return self.public().filter(
            ~Q(stage__in=(Stage.PREPARING, Stage.BODY, Stage.CALLED_OFF)) | hung
        )


class OfElectionQuerySet(QuerySet):  # type: ignore[type-arg]
    """What belongs to an election is seen by whoever sees the election."""

    election_path = "election"

    def visible_to(self, user: Any) -> "OfElectionQuerySet":
        reach = reach_of(user)
        path = f"{self.election_path}__committee"
        if reach.in_elections and not reach.whole_street:
            return self.filter(**{f"{path}__in": reach.in_elections})
        return in_reach(self, user, path)  # type: ignore[return-value]


class OfRoundQuerySet(OfElectionQuerySet):
    election_path = "round__election"


class OfContestQuerySet(OfElectionQuerySet):
    election_path = "contest__round__election"


class AtTheCommitteeQuerySet(QuerySet):  # type: ignore[type-arg]
    """Names of voters and what is told about them: the committee and its election people only.
    The street reads figures, and doubles without names."""

    election_path = "election"

    def visible_to(self, user: Any) -> "AtTheCommitteeQuerySet":
        path = f"{self.election_path}__committee__in"
        return self.filter(**{path: reach_of(user).in_elections})
