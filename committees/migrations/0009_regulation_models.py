"""The national and city texts as notes, and the street's models a committee makes its own from."""

from typing import Any

from django.db import migrations

from committees.regulations.seed import Sheet, sheets


def seed(apps: Any, schema_editor: Any) -> None:
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


class Migration(migrations.Migration):
    dependencies = [("committees", "0008_regulations")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
