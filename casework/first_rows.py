"""The rows of casework a street starts with (see `committees.first_rows`)."""

from datetime import time
from typing import Any

from casework.aid.seed import FUNDS
from casework.duty.seed import STREET_APPROVAL, STREET_SLOTS
from casework.plans.seed import PLAN_LADDER, PLAN_TEMPLATES
from casework.replies.seed import standard_texts
from casework.response.seed import LEVELS, MORE_RUNGS, RULES, RUNGS


def seed(apps: Any, schema_editor: Any = None) -> None:
    """All of them, in the order in which the migrations that are squashed wrote them."""
    duty(apps)
    clocks(apps)
    help_and_texts(apps)
    more_rungs(apps)


def duty(apps: Any, schema_editor: Any = None) -> None:
    """The street's slots and its rule for swaps."""
    slot = apps.get_model("casework", "SlotRule")
    slot.objects.bulk_create(slot(**values) for values in STREET_SLOTS)
    apps.get_model("casework", "SwapRule").objects.create(approval=STREET_APPROVAL)


def clocks(apps: Any, schema_editor: Any = None) -> None:
    """The first table of levels, and of the ladder."""
    for name, rows in (("ClockLevel", LEVELS), ("ClockRule", RULES), ("Rung", RUNGS)):
        model = apps.get_model("casework", name)
        model.objects.bulk_create(model(**values) for values in rows)


def more_rungs(apps: Any) -> None:
    """No clock of any level is late without somebody hearing of it."""
    rungs = apps.get_model("casework", "Rung").objects
    settled = set(rungs.values_list("level", "clock"))
    rungs.bulk_create(
        rungs.model(**row) for row in MORE_RUNGS if (row["level"], row["clock"]) not in settled
    )


def help_and_texts(apps: Any, schema_editor: Any = None) -> None:
    """Plans, funds, standard texts, and the reminders of plans."""
    templates = apps.get_model("casework", "PlanTemplate").objects
    steps = apps.get_model("casework", "TemplateStep")
    for order, values in enumerate(PLAN_TEMPLATES, 1):
        own = {name: value for name, value in values.items() if name != "steps"}
        template, fresh = templates.get_or_create(
            key=own.pop("key"), defaults={**own, "order": order}
        )
        if fresh:
            steps.objects.bulk_create(
                steps(template=template, days=days, text=text) for days, text in values["steps"]
            )
    funds = apps.get_model("casework", "Fund").objects
    for order, name in enumerate(FUNDS, 1):
        funds.get_or_create(name=name, defaults={"order": order})
    texts = apps.get_model("casework", "StandardText").objects
    for values in standard_texts():
        texts.get_or_create(
            kind=values["kind"], state=values["state"], defaults={"text": values["text"]}
        )
    ladder = apps.get_model("committees", "LadderStep").objects
    for values in PLAN_LADDER:
        at_time = time.fromisoformat(values["at_time"])
        ladder.get_or_create(
            rule=values["rule"],
            days_before=values["days_before"],
            at_time=at_time,
            defaults={"words": values["words"]},
        )
