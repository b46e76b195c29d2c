"""Sheets that were brought, and files that were taken, for the access matrix."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.exports.models import ExportRequest
from committees.imports.keeping import keep_sealed
from committees.imports.models import Batch
from committees.people.models import User
from committees.territory.models import Committee
from tests.cast import Cast


def _director(cast: Cast, committee: Committee) -> User:
    return cast.east_director if committee == cast.east else cast.west_director


def import_batch(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    batch = Batch.objects.create(
        committee=committee,
        state="checked",
        name=f"{canary}.xlsx",
        digest=f"{canary} {Batch.objects.count()}",
        made_by=_director(cast, committee),
        fresh=1,
    )
    return {"pk": batch.pk}


def export(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _export(cast, committee, canary, "asked", whole=True).pk}


def export_ready(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    return {"pk": _export(cast, committee, canary, "ready", whole=False).pk}


def _export(
    cast: Cast, committee: Committee, canary: str, state: str, *, whole: bool
) -> ExportRequest:
    asked: ExportRequest = ExportRequest.objects.create(
        committee=committee,
        why=canary,
        whole=whole,
        state=state,
        total=1,
        asked_by=_director(cast, committee),
        path=keep_sealed(canary.encode()) if state == "ready" else "",
        gone_at=timezone.now() + timedelta(hours=1),
    )
    return asked


EXCHANGE: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {
    "import_batch": import_batch,
    "export": export,
    "export_ready": export_ready,
}
