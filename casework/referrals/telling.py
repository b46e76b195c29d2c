"""Who hears of a referral: whoever is asked, now and before the answer is due; the givers of the
answer, and of the time that passed without one.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from casework.cases.reminding import case_address
from casework.referrals.models import Referral
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from jiedao.common.dates import cn_moment

WAITS = (Rule.HANDOVER, Rule.UNANSWERED)


def asked_people(referral: Referral, at: datetime) -> list[User]:
    """Contact persons of the body today; the clerks for what the street was asked. One query."""
    held = Posting.objects.on(timezone.localdate(at)).filter(user__is_active=True)
    body = referral.body
    if body is None:
        held = held.filter(role=Role.CLERK)
    else:
        of_body = Q(body__isnull=True) | Q(body=body)
        held = held.filter(of_body, committee=referral.committee_id, role=body.kind)
    rows = held.select_related("user").order_by("pk")
    return list({posting.user_id: posting.user for posting in rows}.values())


def givers_of(referral: Referral) -> list[User]:
    """Who asked first, and who answers for the case."""
    people = (referral.case.owner, referral.sent_by)
    return list({person.pk: person for person in people}.values())


def ask_for_answer(referral: Referral, *, now: datetime) -> None:
    """Told at once, reminded before the answer is due; the givers when it is overdue."""
    people, case = asked_people(referral, now), referral.case
    until = cn_moment(referral.answer_by, now, near=False)
    asked = f"{case.committee.short_name}的事项 {case} 请你们看看，请在 {until} 前答复"
    _tell(referral, people, asked, now, address_of(referral))
    due = referral.answer_by
    event = Event(referral, due, people, case.committee, asked, address_of(referral))
    plan(Rule.HANDOVER, [event], now=now)
    miss_answer(referral, now=now)


def miss_answer(referral: Referral, *, now: datetime) -> None:
    """The givers hear of it when the time for the answer has passed; whoever owns the case then."""
    case, due = referral.case, referral.answer_by
    said = f"事项 {case} 请了{referral.to_name}，现在还是{case.owner}负责"
    event = Event(referral, due, givers_of(referral), case.committee, said, case_address(case))
    plan(Rule.UNANSWERED, [event], now=now)


def forget_answer(referral: Referral) -> None:
    """Answered, called back or over: nobody is asked for an answer any more."""
    for rule in WAITS:
        cancel(rule, [referral])


def tell_givers(referral: Referral, words: str, *, by: User | None, at: datetime) -> None:
    """The case is theirs again, or goes on: they learn what the body said."""
    people = [one for one in givers_of(referral) if by is None or one.pk != by.pk]
    text = f"事项 {referral.case}：{words}"[:120]
    _tell(referral, people, text, at, case_address(referral.case))


def thank(referral: Referral, at: datetime) -> None:
    """Nothing is to be done any more."""
    text = f"事项 {referral.case} 不用再办了，谢谢"
    _tell(referral, asked_people(referral, at), text, at, address_of(referral))


def address_of(referral: Referral) -> str:
    """Where whoever is asked looks: a body on its own page, the clerk on the referral's."""
    name = "asked" if referral.body_id is not None else "referral"
    return reverse(name, args=[referral.pk])


def _tell(referral: Referral, people: Iterable[User], text: str, at: datetime, url: str) -> None:
    committee = referral.case.committee
    tell(people, about=referral, text=text, at=at, committee=committee, url=url)
