"""Keys of authenticators are sealed; PostgreSQL refuses to empty the journal."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import committees.people.models
import jiedao.common.crypto
from jiedao.common.migrations import PostgresSQL

IN_CLEAR = "otp_totp_totpdevice"
"""django-otp's own table, of an office that was set up before; it stays behind empty."""
EMPTIED = {
    "postgresql": "TRUNCATE otp_totp_totpdevice",
    "sqlite": "DELETE FROM otp_totp_totpdevice",
}


def seal_keys(apps: Any, schema_editor: Any) -> None:
    """Phones go on working. Of two devices of one person the confirmed one counts."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if IN_CLEAR not in connection.introspection.table_names(cursor):
            return
        cursor.execute(
            "SELECT user_id, name, confirmed, key, drift, last_t FROM otp_totp_totpdevice "
            "ORDER BY confirmed, id"
        )
        of_person = {row[0]: row for row in cursor.fetchall()}
        authenticator = apps.get_model("committees", "Authenticator")
        authenticator.objects.bulk_create(
            authenticator(
                user_id=user_id,
                name=name,
                confirmed=bool(confirmed),
                key=key,
                drift=drift,
                last_t=last_t,
            )
            for user_id, name, confirmed, key, drift, last_t in of_person.values()
        )
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(EMPTIED[connection.vendor])


GUARD = """
CREATE TRIGGER journal_entry_not_emptied BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
"""
UNGUARD = "DROP TRIGGER IF EXISTS journal_entry_not_emptied ON journal_entry;"


class Migration(migrations.Migration):
    dependencies = [("committees", "0003_seed")]

    operations = [
        migrations.CreateModel(
            name="Authenticator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The human-readable name of this device.", max_length=64
                    ),
                ),
                (
                    "confirmed",
                    models.BooleanField(default=True, help_text="Is this device ready for use?"),
                ),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(
                        default=0, help_text="Number of successive failed attempts."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True,
                        help_text="The date and time when this device was initially created in the system.",
                        null=True,
                    ),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="The most recent date and time this device was used.",
                        null=True,
                    ),
                ),
                (
                    "key",
                    jiedao.common.crypto.EncryptedTextField(
                        default=committees.people.models.fresh_key, editable=False
                    ),
                ),
                ("drift", models.SmallIntegerField(default=0, editable=False)),
                ("last_t", models.BigIntegerField(default=-1, editable=False)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "people_authenticator"},
        ),
        migrations.RunPython(seal_keys, migrations.RunPython.noop),
        PostgresSQL(GUARD, UNGUARD),
    ]
