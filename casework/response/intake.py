"""先帮后补: help first, papers after; and what is still to be asked."""

from datetime import datetime

from django.db import transaction

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.cases.states import CaseKind, Urgency
from casework.response.models import Response
from committees.care.states import Care
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee


def open_for_help(
    committee: Committee,
    *,
    by: User,
    title: str,
    who: str,
    place: str,
    household: Household | None,
    at: datetime,
) -> Case:
    """Two fields are enough (临时救助, 急难型: help first, signatures later; DOMAIN §5.3).

    It is an urgent hardship of whoever writes it down; everything else is asked later.
    """
    words = CaseWords(
        title,
        kind=CaseKind.HARDSHIP,
        cares=(Care.HARDSHIP,),
        who=who,
        place=place,
        household=household,
        urgency=Urgency.URGENT,
    )
    with transaction.atomic():
        case = open_case(committee, by=by, words=words, plan=Plan(by), at=at)
        Response.objects.filter(case=case).update(help_first=True)
    return case


def still_to_ask(case: Case) -> list[str]:
    """What the quick form left out and nobody has added: words for 「还要补」."""
    asked = (
        ("电话", case.phone),
        ("哪一户", case.household_id or case.place),
        ("详细情况", case.text),
    )
    return [label for label, value in asked if not value]
