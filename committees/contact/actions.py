"""Writing down a call, and reminding directors with a friendly message."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.contact.models import Contact
from committees.contact.policies import may_contact
from committees.journal.actions import record
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.reminders.actions import tell
from committees.territory.models import Committee
from jiedao.common.errors import Refused

MESSAGE_MOST = 200


def note_contact(
    committee: Committee,
    *,
    by: User,
    spoke_with: str,
    agreed: str,
    next_on: date | None,
    at: datetime,
) -> Contact:
    """「已联系」: with whom, what was agreed, when to ring again (R17).

    The overview shows the day on the committee's row. The journal row lies in the street's own
    chain. Refused for anybody but a clerk, and for a next day that is past.
    """
    with transaction.atomic():
        may_contact(by).require()
        if next_on is not None and next_on < timezone.localdate(at):
            raise Refused("下次联系的日期已经过了，请再看一下。")
        contact = Contact.objects.create(
            committee=committee,
            by=by,
            at=at,
            spoke_with=spoke_with,
            agreed=agreed,
            next_on=next_on,
        )
        record("contact.note", contact, by=by, label=committee.name)
    return contact


def remind_directors(
    committees: Sequence[Committee], *, by: User, text: str, url: str, at: datetime
) -> list[Committee]:
    """Tell each committee's director, by the channels they chose. Returns those without one.

    Refused for anybody but a clerk, without a committee, and for a text over 200 characters.
    """
    with transaction.atomic():
        may_contact(by).require()
        if not committees:
            raise Refused("请先勾选要提醒的居委会。")
        if len(text) > MESSAGE_MOST:
            raise Refused(f"提醒最多 {MESSAGE_MOST} 个字，现在是 {len(text)} 个字。")
        directors = _directors(committees, timezone.localdate(at))
        for committee in committees:
            if people := directors[committee.pk]:
                tell(people, about=committee, text=text, at=at, committee=committee, url=url)
                record("contact.remind", committee, by=by, label=committee.name)
    return [committee for committee in committees if not directors[committee.pk]]


def _directors(committees: Sequence[Committee], day: date) -> dict[int, list[User]]:
    held = Posting.objects.on(day).filter(role=Role.DIRECTOR, committee__in=committees)
    directors: dict[int, list[User]] = {committee.pk: [] for committee in committees}
    for posting in held.filter(user__is_active=True).select_related("user").order_by("pk"):
        directors[posting.committee_id].append(posting.user)
    return directors
