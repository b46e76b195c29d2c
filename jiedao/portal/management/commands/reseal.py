"""`manage.py reseal`: seal every sealed column anew with the newest of FIELD_KEYS."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from jiedao.common.crypto import EncryptedTextField

BATCH = 500


class Command(BaseCommand):
    help = (
        "After a new key was put first in FIELD_KEYS: afterwards the older keys open nothing that "
        "is still in use and may be taken out. Backups made before need the key of their day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            names = [one.name for one in model._meta.fields if isinstance(one, EncryptedTextField)]
            if names:
                self.stdout.write(f"{model._meta.label_lower} {reseal(model, names)}")


def reseal(model: type[models.Model], names: list[str]) -> int:
    """Read and write back the sealed columns of a table, some rows at a time, each locked
    meanwhile. Gives the number of rows. Unreadable when a row needs a key that is gone.
    """
    count, last = 0, _before_the_first(model)
    while True:
        with transaction.atomic():
            rows = model._base_manager.filter(pk__gt=last).order_by("pk").only("pk", *names)
            locked = list(rows.select_for_update()[:BATCH])
            if not locked:
                return count
            model._base_manager.bulk_update(locked, names)
            count, last = count + len(locked), locked[-1].pk


def _before_the_first(model: type[models.Model]) -> Any:
    return UUID(int=0) if isinstance(model._meta.pk, models.UUIDField) else 0
