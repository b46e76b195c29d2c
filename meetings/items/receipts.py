"""送达回执: the slip of paper was handed over (R5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from committees.files.actions import store_file
from committees.journal.actions import record
from committees.notices.drafting import Upload
from committees.people.models import User
from jiedao.common.errors import Refused
from meetings.items.policies import may_hand_over
from meetings.resolutions.models import ActionItem, ItemStep, Receipt
from meetings.resolutions.rules import day_words
from meetings.resolutions.states import StepKind


@dataclass(frozen=True)
class Handed:
    """Who took the slip, when and how."""

    on: date
    received_by: str
    how: str = ""
    photo: Upload | None = None


def record_receipt(item: ActionItem, handed: Handed, *, by: User, at: datetime) -> Receipt:
    """The 《议定事项告知单》 was handed over. Refused before the meeting and for a day to come."""
    with transaction.atomic():
        item = (
            ActionItem.objects.select_for_update(of=("self",))
            .select_related("committee", "resolution")
            .get(pk=item.pk)
        )
        may_hand_over(by, item).require()
        if not handed.received_by.strip():
            raise Refused("请写“谁收的”。")
        if handed.on > timezone.localdate(at):
            raise Refused("“哪天送到”还没到，请再看一下。")
        if handed.on < item.resolution.made_on:
            raise Refused("“哪天送到”不能早于开会那天。")
        photo = handed.photo
        stored = (
            store_file(photo.clean, name=photo.name, by=by, committee=item.committee)
            if photo
            else None
        )
        receipt: Receipt = Receipt.objects.create(
            item=item,
            handed_on=handed.on,
            received_by=handed.received_by.strip(),
            how=handed.how.strip(),
            photo=stored,
            by=by,
            at=at,
        )
        text = f"{day_words(handed.on)}送到，{receipt.received_by}收"
        ItemStep.objects.create(item=item, kind=StepKind.RECEIPT, text=text, by=by, at=at)
        record(
            "item.receipt", receipt, by=by, committee=item.committee, label=item.resolution.words
        )
    return receipt
