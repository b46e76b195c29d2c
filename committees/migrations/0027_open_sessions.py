"""Sessions know whose they are. Whoever is signed in stays signed in."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations, models
from django.utils import timezone


def take_over(apps: Any, schema_editor: Any) -> None:
    """Django's own table held them before; what has expired stays behind."""
    kept = apps.get_model("committees", "OpenSession").objects
    old = apps.get_model("sessions", "Session").objects.filter(expire_date__gt=timezone.now())
    people = set(apps.get_model("committees", "User").objects.values_list("pk", flat=True))
    for row in old.iterator():
        user = int(SessionStore().decode(row.session_data).get(SESSION_KEY) or 0)
        kept.create(
            session_key=row.session_key,
            session_data=row.session_data,
            expire_date=row.expire_date,
            user_id=user if user in people else None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0026_election_ladder"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenSession",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        verbose_name="session key",
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "people_session"},
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
