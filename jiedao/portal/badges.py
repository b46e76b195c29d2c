"""What the navigation counts beside its entries: open things only, through partial indexes."""

from committees.people.models import User
from committees.reminders.models import InboxMessage
from jiedao.portal.context import counts


@counts("/inbox/")
def unread_messages(person: User) -> int:
    return InboxMessage.objects.visible_to(person).unread().count()
