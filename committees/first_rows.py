"""The rows a street starts with. Migrations write them, and the suite after it emptied a table.

All of them take `apps` as a migration gives it: historical models, or today's.
"""

from typing import Any

from committees.care.seed import LABEL_KINDS
from committees.indicators.seed import DEFAULT_INDICATORS, MEETING_INDICATORS
from committees.regulations.seed import Sheet, sheets
from committees.reminders.seed import (
    DEFAULT_LADDER,
    DUTY_LADDER,
    ELECTION_LADDER,
    ITEM_LADDER,
    KNOCK_LADDER,
)
from committees.upkeep.seed import RETENTION
from jiedao.common.statutory_days import STATUTORY_DAYS


def seed(apps: Any, schema_editor: Any = None) -> None:
    """All of them, in the order in which the migrations that are squashed wrote them."""
    calendar_and_ladders(apps)
    duty_ladder(apps)
    library(apps)
    item_ladder(apps)
    meeting_indicators(apps)
    care_kinds(apps)
    retention(apps)
    knock_ladder(apps)
    election_ladder(apps)


def calendar_and_ladders(apps: Any, schema_editor: Any = None) -> None:
    """The known days off, the first reminder ladders and the indicators."""
    special_day = apps.get_model("committees", "SpecialDay")
    special_day.objects.bulk_create(
        special_day(day=day, kind=kind, name=name) for day, kind, name in STATUTORY_DAYS
    )
    step = apps.get_model("committees", "LadderStep")
    step.objects.bulk_create(step(**values) for values in DEFAULT_LADDER)
    indicator = apps.get_model("committees", "Indicator")
    indicator.objects.bulk_create(indicator(**values) for values in DEFAULT_INDICATORS)


def duty_ladder(apps: Any, schema_editor: Any = None) -> None:
    _ladder(apps, DUTY_LADDER)


def library(apps: Any, schema_editor: Any = None) -> None:
    """The national and city texts as notes, and the street's models."""
    newest: dict[str, Any] = {}
    regulations: dict[str, Any] = {}
    for sheet in sheets():
        if sheet.slug not in regulations:
            regulations[sheet.slug] = _regulation(apps, sheet)
        version = _version(apps, regulations[sheet.slug], sheet)
        _links(apps, version, sheet, newest)
        newest[sheet.slug] = version


def _regulation(apps: Any, sheet: Sheet) -> Any:
    return apps.get_model("committees", "Regulation").objects.create(
        slug=sheet.slug,
        name=sheet.head["name"],
        level=sheet.head["level"],
        category=sheet.head["category"],
        is_model=sheet.is_model,
        order=int(sheet.head["order"]),
    )


def _version(apps: Any, regulation: Any, sheet: Sheet) -> Any:
    return apps.get_model("committees", "RegulationVersion").objects.create(
        regulation=regulation,
        state="in_force",
        number=sheet.head.get("number", ""),
        issuer=sheet.head.get("issuer", ""),
        text=sheet.text,
        is_summary=sheet.head.get("summary") == "yes",
        source=sheet.head.get("source", ""),
        note=sheet.head.get("note", ""),
        in_force_on=sheet.in_force_on,
        tokens=sheet.tokens,
    )


def _links(apps: Any, version: Any, sheet: Sheet, newest: dict[str, Any]) -> None:
    basis = apps.get_model("committees", "Basis")
    basis.objects.bulk_create(
        basis(version=version, rests_on=newest[slug], article=article)
        for slug, article in sheet.rests
    )
    requirement = apps.get_model("committees", "Requirement")
    requirement.objects.bulk_create(
        requirement(
            version=version,
            article=need.article,
            measure=need.demand.measure,
            meeting_kind=need.demand.meeting_kind,
            period=need.demand.period,
            number=need.demand.number,
            blank=need.blank,
        )
        for need in sheet.needs
    )


def item_ladder(apps: Any, schema_editor: Any = None) -> None:
    _ladder(apps, ITEM_LADDER)


def meeting_indicators(apps: Any, schema_editor: Any = None) -> None:
    """The two columns that came with the meetings."""
    indicators = apps.get_model("committees", "Indicator").objects
    for values in MEETING_INDICATORS:
        indicators.get_or_create(key=values["key"], defaults=values)


def care_kinds(apps: Any, schema_editor: Any = None) -> None:
    kinds = apps.get_model("committees", "LabelKind").objects
    for order, values in enumerate(LABEL_KINDS, 1):
        kinds.get_or_create(key=values["key"], defaults={**values, "order": order})


def retention(apps: Any, schema_editor: Any = None) -> None:
    rules = apps.get_model("committees", "RetentionRule").objects
    for order, values in enumerate(RETENTION, 1):
        rules.get_or_create(what=values["what"], defaults={**values, "order": order})


def knock_ladder(apps: Any, schema_editor: Any = None) -> None:
    _ladder(apps, KNOCK_LADDER)


def election_ladder(apps: Any) -> None:
    _ladder(apps, ELECTION_LADDER)


def _ladder(apps: Any, steps: tuple[dict[str, Any], ...]) -> None:
    step = apps.get_model("committees", "LadderStep")
    step.objects.bulk_create(step(**values) for values in steps)
