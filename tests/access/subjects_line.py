"""Makers of elections, their bodies, officials and candidates, for the access matrix."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from committees.files.actions import store_file
from committees.territory.models import Committee
from elections.body.models import BodyMember, Official
from elections.candidates.models import Candidate, KinTie
from elections.electorate.models import Voter
from elections.timetable.models import Election, Step
from jiedao.common.uploads import CleanFile
from tests.cast import Cast
from tests.elections.makers import an_election

Made = dict[str, Any]


def running(committee: Committee, canary: str, stage: str) -> Election:
    """The one election of the committee that runs, at this stage; its head is the secret word."""
    found = Election.objects.under_way().filter(committee=committee, rehearsal=False).first()
    election: Election = found or an_election(committee)
    Election.objects.filter(pk=election.pk).update(stage=stage)
    today = timezone.localdate()
    BodyMember.objects.update_or_create(
        election=election, post="head", defaults={"name": canary, "rank": 1, "since": today}
    )
    Official.objects.get_or_create(election=election, duty="caller", name=canary, since=today)
    election.refresh_from_db()
    return election


def _candidate(committee: Committee, canary: str, stage: str, state: str) -> Candidate:
    return _stands(running(committee, canary, stage), canary, state)


def _stands(election: Election, canary: str, state: str) -> Candidate:
    voter = Voter.objects.create(election=election, name=canary)
    made: Candidate = Candidate.objects.create(
        election=election,
        voter=voter,
        post="member",
        label=f"{canary}{voter.pk}",
        state=state,
        nominated_on=timezone.localdate(),
    )
    return made


def _at(stage: str) -> Callable[[Cast, Committee, str], Made]:
    def make(cast: Cast, committee: Committee, canary: str) -> Made:
        return {"key": running(committee, canary, stage).key}

    return make


def _standing(stage: str, state: str) -> Callable[[Cast, Committee, str], Made]:
    def make(cast: Cast, committee: Committee, canary: str) -> Made:
        candidate = _candidate(committee, canary, stage, state)
        return {"key": candidate.election.key, "pk": candidate.pk}

    return make


def _named(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _candidate(committee, canary, "nomination", "qualified").election.key}


def _over(committee: Committee) -> Election:
    """One that is over and stays public, whatever becomes of the one that runs."""
    election: Election = an_election(committee, rehearsal=True)
    Election.objects.filter(pk=election.pk).update(rehearsal=False, stage="archived")
    election.refresh_from_db()
    return election


def _public(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _over(committee).key}


def _photographed(candidate: Candidate) -> Made:
    photo = CleanFile("photo", ".png", b"a face", 1, 1)
    committee = candidate.election.committee
    candidate.photo = store_file(photo, name="照片", by=None, committee=committee)
    candidate.save()
    return {"key": candidate.election.key, "pk": candidate.pk}


def _photo(cast: Cast, committee: Committee, canary: str) -> Made:
    return _photographed(_candidate(committee, canary, "nomination", "formal"))


def _public_photo(cast: Cast, committee: Committee, canary: str) -> Made:
    return _photographed(_stands(_over(committee), canary, "formal"))


def _step(cast: Cast, committee: Committee, canary: str) -> Made:
    election = running(committee, canary, "registration")
    Step.objects.filter(election=election, code="seals").update(done_on=None)
    return {"key": election.key, "code": "seals"}


def _member(cast: Cast, committee: Committee, canary: str) -> Made:
    election = running(committee, canary, "registration")
    today = timezone.localdate()
    member = BodyMember.objects.create(election=election, name=canary, rank=2, since=today)
    return {"key": election.key, "pk": member.pk}


def _official(cast: Cast, committee: Committee, canary: str) -> Made:
    election = running(committee, canary, "registration")
    official = Official.objects.get(election=election, duty="caller", name=canary)
    return {"key": election.key, "pk": official.pk}


def _tie(cast: Cast, committee: Committee, canary: str) -> Made:
    one = _candidate(committee, canary, "nomination", "accepted")
    other = _candidate(committee, canary, "nomination", "accepted")
    tie = KinTie.objects.create(election=one.election, one=one, other=other, kin="spouse")
    return {"key": one.election.key, "pk": tie.pk}


def _numbered(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": running(committee, canary, "registration").key, "number": "3"}


def _rehearsal(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": an_election(committee, rehearsal=True).key}


LINE: dict[str, Callable[[Cast, Committee, str], Made]] = {
    "election": _at("registration"),
    "election_before": _at("preparing"),
    "election_named": _named,
    "election_step": _step,
    "election_notice": _numbered,
    "election_rehearsal": _rehearsal,
    "body_member": _member,
    "official": _official,
    "candidate": _standing("nomination", "nominated"),
    "candidate_accepted": _standing("nomination", "accepted"),
    "candidate_photo": _photo,
    "candidate_shown": _public_photo,
    "election_public": _public,
    "kin_tie": _tie,
}
