"""What the navigation counts beside its entries: open things only, through partial indexes."""

from casework.referrals.models import Referral
from casework.referrals.states import ReferralState
from committees.people.models import User
from committees.reminders.models import InboxMessage
from jiedao.portal.context import counts


@counts("/inbox/")
def unread_messages(person: User) -> int:
    """Counted with the person when the session was read (`PhoneBackend.get_user`)."""
    known: int | None = getattr(person, "unread", None)
    if known is None:
        known = InboxMessage.objects.visible_to(person).unread().count()
    return known


@counts("/actions/")
def asked_to_answer(person: User) -> int:
    """What the partner's body was asked and has not answered. Counted once a request."""
    kept: int | None = person.__dict__.get("_asked")
    if kept is None:
        asked = Referral.objects.visible_to(person).asked_of(person)
        kept = person.__dict__["_asked"] = asked.filter(state=ReferralState.SENT).count()
    return kept
