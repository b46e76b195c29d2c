"""Forms of the street's call log."""

from committees.contact.actions import MESSAGE_MOST
from jiedao.common.forms import DayField, LineField, PlainTextField, PortalForm


class ContactForm(PortalForm):
    spoke_with = LineField(label="和谁联系的", max_length=40)
    agreed = PlainTextField(label="说好了什么", rows=3, max_length=1_000)
    next_on = DayField(label="下次联系", required=False)


class RemindForm(PortalForm):
    text = PlainTextField(
        label="提醒的话",
        rows=4,
        max_length=MESSAGE_MOST,
        help_text="主任会在平台消息里看到这段话。",
    )
