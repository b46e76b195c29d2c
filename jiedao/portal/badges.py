"""What the navigation counts beside its entries: open things only, through partial indexes."""

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
