"""Makers of objects for the access matrix.

`SUBJECTS[name](cast, committee, canary)` makes one object of the committee with the canary text
in its visible fields and returns the keyword arguments of its address.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from committees.calendar.models import SpecialDay
from committees.indicators.models import Indicator
from committees.journal.actions import record
from committees.people.desks import desk_digest
from committees.people.feed_keys import make_feed_key
from committees.people.models import DutyDesk, Posting, User
from committees.residents.models import Dwelling, Household, Resident
from committees.submissions.models import Draft
from committees.terms.models import Mandate
from committees.territory.models import Building, Committee, Estate, PartnerBody
from jiedao.common.keys import feed_token
from meetings.convening.actions import link_digest
from meetings.convening.models import InvitedBody, Meeting
from tests.access.subjects_care import CARE
from tests.access.subjects_duty import DUTY
from tests.access.subjects_elections import ELECTIONS
from tests.access.subjects_exchange import EXCHANGE
from tests.access.subjects_files import FILES
from tests.access.subjects_help import HELP
from tests.access.subjects_line import LINE
from tests.access.subjects_log_and_cases import LOG_AND_CASES
from tests.access.subjects_map import MAP
from tests.access.subjects_meetings_agenda import AGENDA
from tests.access.subjects_meetings_outcomes import OUTCOMES
from tests.access.subjects_minutes import MINUTES
from tests.access.subjects_notices import NOTICES
from tests.access.subjects_office import OFFICE
from tests.access.subjects_polling import POLLING
from tests.access.subjects_register import REGISTER
from tests.access.subjects_regulations import REGULATIONS
from tests.access.subjects_reminders import REMINDERS
from tests.access.subjects_reports import REPORTS
from tests.access.subjects_response import RESPONSE
from tests.access.subjects_roll import ROLL
from tests.access.subjects_roster import ROSTER
from tests.access.subjects_surveys import SURVEYS
from tests.access.subjects_three import THREE
from tests.access.subjects_upkeep import UPKEEP
from tests.access.subjects_visits import VISITS, looked_after
from tests.cast import LONG_AGO, Cast
from tests.gatherings import a_meeting, a_topic

Maker = Callable[[Cast, Committee, str], dict[str, Any]]

SUBJECTS: dict[str, Maker] = {}

Seed = Callable[[Cast, Committee, str], None]

SEEDS: list[Seed] = []
"""What stands in lists alone and has no page of its own; made like subjects, for the lists."""


# Meetings


def _meeting(cast: Cast, committee: Committee, canary: str) -> Meeting:
    starts_at = timezone.now() + timedelta(days=7)
    director = cast.east_director if committee == cast.east else cast.west_director
    meeting = a_meeting(
        committee,
        title=canary,
        place=canary,
        starts_at=starts_at,
        convened_by=director,
    )
    a_topic(meeting, canary)
    return meeting


def _guest(cast: Cast, committee: Committee, canary: str, token: str = "") -> InvitedBody:
    body = PartnerBody.objects.get(committee=committee, kind="property")
    return InvitedBody.objects.create(
        meeting=_meeting(cast, committee, canary),
        body=body,
        token_digest=link_digest(token) if token else "",
    )


def meeting(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _meeting(cast, committee, canary).pk}


def meeting_guest(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    guest = _guest(cast, committee, canary)
    return {"pk": guest.meeting_id, "guest": guest.pk}


def partner_link(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    token = feed_token()
    _guest(cast, committee, canary, token)
    return {"token": token}


SUBJECTS |= {"meeting": meeting, "meeting_guest": meeting_guest, "partner_link": partner_link}


# Calendar feed


def calendar_feed(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    director = cast.east_director if committee == cast.east else cast.west_director
    _meeting(cast, committee, canary)
    return {"token": make_feed_key(director, at=timezone.now())}


SUBJECTS |= {"calendar_feed": calendar_feed}


# The street's numbers


def overdue_list(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """The list of late cases, with one of the committee on it."""
    Case.objects.create(
        committee=committee,
        year=2026,
        number=9_000 + committee.pk,
        title=canary[:60],
        kind="issue",
        owner=cast.east_director,
        opened_by=cast.east_director,
        due_on=timezone.localdate() - timedelta(days=1),
    )
    return {"name": "overdue"}


def indicator(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Definitions belong to no committee; each side writes into another one."""
    key = "manned" if committee == cast.east else "overdue"
    Indicator.objects.filter(key=key).update(definition=canary)
    return {"key": key}


SUBJECTS |= {"overdue_list": overdue_list, "indicator": indicator}


# Territory and people's places


def committee_entry(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    Committee.objects.filter(pk=committee.pk).update(address=canary)
    return {"slug": committee.slug}


def _estate(committee: Committee, canary: str) -> Estate:
    return Estate.objects.create(committee=committee, name=canary[:40])


def estate(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _estate(committee, canary).pk}


def _building(committee: Committee, canary: str) -> Building:
    return Building.objects.create(estate=_estate(committee, canary), number="3")


def building(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _building(committee, canary).pk}


def body(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = PartnerBody.objects.create(committee=committee, kind="owners", name=canary[:60])
    return {"pk": made.pk}


def contact(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    person = User.objects.create(name=canary[:50])
    at = PartnerBody.objects.create(committee=committee, kind="property", name=canary[:60])
    made = Posting.objects.create(
        user=person, role="property", committee=committee, body=at, since=LONG_AGO
    )
    return {"pk": made.pk}


def mandate(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    person = User.objects.create(name=canary[:50])
    made = Mandate.objects.create(committee=committee, person=person, post="member", since=LONG_AGO)
    return {"pk": made.pk}


def special_day(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made, _ = SpecialDay.objects.get_or_create(
        day="2030-01-01", defaults={"kind": "rest", "name": "元旦"}
    )
    return {"pk": made.pk}


def _resident(committee: Committee, canary: str) -> Resident:
    house = _building(committee, canary)
    flat = Dwelling.objects.create(
        committee=committee, building=house, floor=5, room="502", door="3-502"
    )
    home = Household.objects.create(committee=committee, dwelling=flat)
    return Resident.objects.create(
        committee=committee, household=home, name=canary[:50], phone="10000000099", is_head=True
    )


def household(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _resident(committee, canary).household_id}


def resident(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _resident(committee, canary).pk}


SUBJECTS |= {
    "committee": committee_entry,
    "estate": estate,
    "building": building,
    "body": body,
    "contact": contact,
    "mandate": mandate,
    "special_day": special_day,
    "household": household,
    "resident": resident,
}

SUBJECTS |= REGISTER
SUBJECTS |= HELP
SUBJECTS |= REMINDERS
SUBJECTS |= REGULATIONS
SUBJECTS |= LOG_AND_CASES
SUBJECTS |= LINE
SUBJECTS |= MINUTES
SUBJECTS |= REPORTS
SUBJECTS |= RESPONSE
SUBJECTS |= ROLL
SUBJECTS |= OFFICE
SUBJECTS |= ROSTER
SUBJECTS |= FILES


# People and what belongs to one person


def person(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _posting(committee, canary).user_id}


def posting(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _posting(committee, canary).pk}


def _posting(committee: Committee, canary: str) -> Posting:
    somebody = User.objects.create(name=canary[:50])
    return Posting.objects.create(user=somebody, role="member", committee=committee, since=LONG_AGO)


def _director(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def desk(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = DutyDesk.objects.create(
        committee=committee,
        name=canary[:40],
        token_digest=desk_digest(canary),
        registered_by=_director(cast, committee),
    )
    return {"pk": made.pk}


def draft(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    made = Draft.objects.create(
        user=_director(cast, committee), form="log", path="/log/new/", title=canary, fields="{}"
    )
    return {"key": made.pk}


SUBJECTS |= {"person": person, "posting": posting, "desk": desk, "draft": draft}


def act_of_somebody(cast: Cast, committee: Committee, canary: str) -> None:
    director = _director(cast, committee)
    record("people.choices", director, by=director, committee=committee, label=canary)


SEEDS.append(act_of_somebody)
SUBJECTS |= NOTICES
SUBJECTS |= AGENDA
SUBJECTS |= DUTY
SUBJECTS |= OUTCOMES
SUBJECTS |= THREE

SUBJECTS |= EXCHANGE
SUBJECTS |= ELECTIONS
SUBJECTS |= POLLING
SUBJECTS |= MAP
SUBJECTS |= SURVEYS
SUBJECTS |= CARE
SUBJECTS |= UPKEEP
SUBJECTS |= VISITS
SEEDS.append(looked_after)
