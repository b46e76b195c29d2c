"""Opinions, study, the three meetings and experiences, for the access matrix."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from committees.files.actions import store_file
from committees.files.models import StoredFile
from committees.people.models import User
from committees.territory.models import Committee, PartnerBody
from jiedao.common.uploads import CleanFile
from meetings.convening.models import Meeting
from meetings.experience.models import Experience
from meetings.opinions.models import Opinion
from meetings.sanhui.models import Agreement, Appraisal, Matter
from tests.cast import Cast
from tests.gatherings import a_meeting

DAY = date(2026, 11, 2)


def director_of(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def an_opinion(cast: Cast, committee: Committee, canary: str, **more: Any) -> Opinion:
    by = director_of(cast, committee)
    body = PartnerBody.objects.get(committee=committee, kind="branch")
    values = {"asked": canary, "asked_on": DAY, "asked_by": by, "body": body}
    made: Opinion = Opinion.objects.create(committee=committee, **{**values, **more})
    return made


GIVEN = {"given": "先听听楼组长的", "given_on": date(2026, 11, 3)}
ANSWERED = {**GIVEN, "answer": "已经问过", "answered_on": date(2026, 11, 5)}


def _opinion(**more: Any) -> Callable[[Cast, Committee, str], dict[str, Any]]:
    def make(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
        return {"pk": an_opinion(cast, committee, canary, **more).pk}

    return make


def _held(cast: Cast, committee: Committee, canary: str, kind: str) -> Meeting:
    return a_meeting(
        committee,
        kind,
        title=canary,
        place=canary,
        starts_at=timezone.now() - timedelta(days=1),
        state="held",
        convened_by=director_of(cast, committee),
    )


def _file(cast: Cast, committee: Committee) -> StoredFile:
    photo = CleanFile("photo", ".png", b"only its committee may load this", 1, 1)
    by = director_of(cast, committee)
    return store_file(photo, name="方案", by=by, committee=committee)


def study(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    meeting = _held(cast, committee, canary, "study")
    by = director_of(cast, committee)
    meeting.materials.create(title=canary, text=canary, added_by=by, added_at=timezone.now())
    return {"pk": meeting.pk}


def study_material(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    meeting = _held(cast, committee, canary, "study")
    made = meeting.materials.create(
        title=canary,
        file=_file(cast, committee),
        added_by=director_of(cast, committee),
        added_at=timezone.now(),
    )
    return {"pk": meeting.pk, "material": made.pk}


def _matter(cast: Cast, committee: Committee, canary: str, kind: str) -> Matter:
    made: Matter = Matter.objects.create(
        meeting=_held(cast, committee, canary, kind),
        subject=canary,
        proposer=canary,
        proposed_on=DAY,
        accepted_on=DAY,
        unit=canary,
        written_by=director_of(cast, committee),
    )
    return made


def _agreed(cast: Cast, committee: Committee, canary: str) -> Matter:
    matter = _matter(cast, committee, canary, "coordination")
    by = director_of(cast, committee)
    agreement = Agreement.objects.create(matter=matter, text=canary, signed_on=DAY, written_by=by)
    agreement.deeds.create(what=canary, who=canary, due_on=DAY)
    matter.sides.create(name=canary)
    return matter


def outcome(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _agreed(cast, committee, canary).meeting_id}


def outcome_step(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {**outcome(cast, committee, canary), "step": "side"}


def outcome_paper(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {**outcome(cast, committee, canary), "paper": "agreement"}


def outcome_side(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    matter = _agreed(cast, committee, canary)
    return {"pk": matter.meeting_id, "side": matter.sides.get().pk}


def outcome_deed(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    matter = _agreed(cast, committee, canary)
    return {"pk": matter.meeting_id, "deed": matter.agreement.deeds.get().pk}


def outcome_undo(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    matter = _agreed(cast, committee, canary)
    return {"pk": matter.meeting_id, "key": f"side-{matter.sides.get().pk}"}


def outcome_file(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    matter = _matter(cast, committee, canary, "appraisal")
    Appraisal.objects.create(
        matter=matter,
        present=20,
        made_on=DAY,
        plan_due_on=DAY,
        plan_filed_on=DAY,
        plan_file=_file(cast, committee),
        written_by=director_of(cast, committee),
    )
    return {"pk": matter.meeting_id}


def experience(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = Experience.objects.create(
        committee=committee,
        title=canary,
        did=canary,
        how=canary,
        result=canary,
        written_by=director_of(cast, committee),
        published_at=timezone.now(),
    )
    return {"pk": made.pk}


def experience_to_use(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Written up by the other committee: one does not use one's own."""
    return experience(cast, cast.west if committee == cast.east else cast.east, canary)


THREE: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "opinion": _opinion(),
    "opinion_given": _opinion(**GIVEN),
    "opinion_answered": _opinion(**ANSWERED),
    "study": study,
    "study_material": study_material,
    "outcome": outcome,
    "outcome_step": outcome_step,
    "outcome_paper": outcome_paper,
    "outcome_side": outcome_side,
    "outcome_deed": outcome_deed,
    "outcome_undo": outcome_undo,
    "outcome_file": outcome_file,
    "experience": experience,
    "experience_to_use": experience_to_use,
}
