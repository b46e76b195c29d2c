"""What the second saver sees: both texts, and whose the other one is."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.forms import BaseForm

from committees.journal.actions import last_hand


def both_texts(
    form: BaseForm, mine: dict[str, Any], current: Model, names: Iterable[str]
) -> dict[str, Any]:
    """For the component `both_texts`: each field's label with her value and with the one saved."""
    labels = {name: form.fields[name].label for name in names}
    return {
        "who": last_hand(current),
        "theirs": [(label, getattr(current, name)) for name, label in labels.items()],
        "mine": [(label, mine[name]) for name, label in labels.items()],
    }
