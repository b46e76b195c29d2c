"""Makers of hand-over lists, ends of offices and courses, for the access matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.files.actions import store_file
from committees.people.models import User
from committees.terms.models import Mandate
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.office.models import Course, Handover, HandoverLine, OfficeEnd
from elections.office.states import HandoverKind
from jiedao.common.uploads import CleanFile
from tests.cast import Cast


def _left() -> User:
    """A former director who holds nothing any more and is nobody of the cast."""
    return User.objects.create(name="前主任")


def handover(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """An open list; the committee's director takes over."""
    Handover.objects.filter(committee=committee).delete()
    today = timezone.localdate()
    taker = cast.east_director if committee == cast.east else cast.west_director
    made = Handover.objects.create(
        committee=committee,
        leaver=_left(),
        taker=taker,
        opened_on=today,
        due_on=today + timedelta(days=10),
        leaver_reads_until=today + timedelta(days=10),
    )
    for kind in HandoverKind:
        words = canary if kind == HandoverKind.SEAL else ""
        HandoverLine.objects.create(handover=made, kind=kind, words=words)
    return {"pk": made.pk}


def office_end(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Somebody's end with its paper, waiting for the street; her name is the secret word."""
    today = timezone.localdate()
    person = User.objects.create(name=canary[:30])
    mandate = Mandate.objects.create(
        committee=committee, person=person, post=Post.MEMBER, since=today - timedelta(days=400)
    )
    paper = store_file(
        CleanFile("pdf", ".pdf", b"%PDF-1.4"), name="辞职书", by=None, committee=committee
    )
    made = OfficeEnd.objects.create(
        committee=committee,
        mandate=mandate,
        kind="resigned",
        reason="身体原因",
        paper=paper,
        told_street_on=today,
        effective_on=today,
        made_by=cast.auditor,
    )
    return {"pk": made.pk}


def course(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """A course of the street is for every committee."""
    today = timezone.localdate()
    made = Course.objects.create(
        title=canary[:60], level="street", held_on=today, made_by=cast.clerk
    )
    return {"pk": made.pk}


OFFICE = {"handover": handover, "office_end": office_end, "course": course}
