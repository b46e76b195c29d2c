"""An item that does not move becomes a topic of its own: talked about, not only read out."""

from datetime import datetime

from django.db import transaction

from committees.people.models import User
from jiedao.common.errors import Refused
from meetings.agenda.actions import Proposal, propose
from meetings.convening.models import Topic
from meetings.convening.rules import TOPIC_LENGTH, clip
from meetings.convening.states import TopicSource, TopicState
from meetings.resolutions.models import ActionItem
from meetings.resolutions.rules import day_words

AHEAD = (TopicState.WAITING, TopicState.LISTED)


def raise_item(item: ActionItem, *, by: User, at: datetime) -> Topic:
    """Let it wait for the chair, with its story in one sentence. It also stands among 上次的事项.

    Refused once it is over, while the same words wait or stand on an agenda, and as `propose`.
    """
    with transaction.atomic():
        rows = ActionItem.objects.select_for_update(of=("self",)).select_related(
            "committee", "resolution", "body", "person"
        )
        item = rows.get(pk=item.pk)
        if not item.is_open:
            raise Refused("这件已经办完了，不用再提。")
        text = clip(item.what, TOPIC_LENGTH)
        ahead = Topic.objects.filter(committee=item.committee_id, source=TopicSource.ITEM)
        if ahead.filter(text=text, state__in=AHEAD).exists():
            raise Refused("这件已经提过了，在等开会。")
        background = (
            f"{item.resolution.words}定的，{item.lead}牵头，{day_words(item.due_on)}前。"
            f"上过 {item.times} 次会，还没办完。"
        )
        return propose(
            item.committee,
            by=by,
            proposal=Proposal(text, background, TopicSource.ITEM),
            at=at,
        )
