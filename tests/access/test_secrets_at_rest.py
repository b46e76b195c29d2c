"""What a stolen copy of the database is worth (RELIABILITY, assets 5 and 9): nothing to sign in."""

from base64 import b32encode
from datetime import timedelta
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp

from committees.people.credentials import issue_code
from committees.people.feed_keys import make_feed_key
from committees.people.models import Authenticator, User
from committees.people.second_factor import begin_setup, check_second_factor, confirm_setup
from committees.people.slips import add_slips
from committees.submissions.models import Draft
from jiedao.common.crypto import Unreadable
from jiedao.common.errors import Refused

PASSWORD = "三楼的桂花又开了"
IN_CLEAR = bytes.fromhex("31" * 20)


def dump() -> str:
    """Every row of every table, as the database gives it to whoever reads past the portal."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return "\n".join(lines)


def number(device: Authenticator) -> str:
    return f"{totp(device.bin_key):06d}"


def raw_key() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM people_authenticator")
        stored: str = cursor.fetchone()[0]
    return stored


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


def test_a_copy_of_the_database_holds_no_secret_that_opens_anything(cast, enter):
    clerk = with_password(cast.clerk)
    client = Client()
    client.post("/sign-in/", {"phone": clerk.phone, "password": PASSWORD})
    client.get("/sign-in/second-factor/")
    key = Authenticator.objects.get(user=clerk).bin_key
    client.post("/sign-in/second-factor/", {"code": f"{totp(key):06d}"})
    codes = client.get("/sign-in/recovery-codes/").context["codes"]
    member = enter(with_password(cast.east_member))
    member.post("/me/pin/", {"password": PASSWORD, "pin": "2580", "again": "2580"})
    director = enter(cast.east_director)
    director.post("/me/desk/", {"name": "值班室的电脑"})
    feed = make_feed_key(cast.east_member, at=timezone.now())
    setting = issue_code(cast.east_second_member, by=cast.east_director, at=timezone.now())
    director_request = director.get("/me/").wsgi_request
    add_slips(director_request, [(cast.east_second_member, setting)], timezone.now())
    director_request.session.save()

    found = dump()

    secrets = {
        "password": PASSWORD,
        "authenticator in hex": key.hex(),
        "authenticator in base 32": b32encode(key).decode().rstrip("="),
        "desk": director.cookies["desk"].value,
        "calendar": feed,
        "phone": clerk.phone,
        "setting code": f"'{setting}'",
        "pin": "'2580'",
        **{f"recovery code {n}": code for n, code in enumerate(codes)},
        **{f"recovery code {n} typed": code.replace("-", "") for n, code in enumerate(codes)},
    }
    assert [name for name, secret in secrets.items() if secret in found] == []
    assert clerk.name in found, "the dump is read at all"
    assert len(codes) == 10


def test_the_key_of_an_authenticator_is_sealed_and_every_seal_is_different(cast):
    first, second = begin_setup(cast.clerk), begin_setup(cast.admin)
    Authenticator.objects.filter(pk=second.pk).update(key=first.key)

    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM people_authenticator")
        stored = {key for (key,) in cursor.fetchall()}

    assert len(stored) == 2
    assert all(first.key not in key for key in stored)


def test_a_new_field_key_reads_what_the_old_one_sealed_and_seals_anew_when_it_is_used(
    cast, settings
):
    device = begin_setup(cast.clerk)
    confirm_setup(cast.clerk, number(device))
    before = raw_key()

    settings.FIELD_KEYS = ["the-next-key-" + "n" * 40, *settings.FIELD_KEYS]
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        check_second_factor(cast.clerk, number(Authenticator.objects.get()))

    assert raw_key() != before
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert Authenticator.objects.get().bin_key == device.bin_key


def test_without_the_key_of_the_office_no_number_is_right(cast, settings):
    confirm_setup(cast.clerk, number(begin_setup(cast.clerk)))

    settings.FIELD_KEYS = ["somebody-elses-key-" + "s" * 40]

    with pytest.raises(Unreadable):
        check_second_factor(cast.clerk, "000000")


def test_a_page_does_not_open_the_key(cast, enter, settings):
    """It lies sealed until a number is checked: the device is looked up on every page."""
    clerk = enter(cast.clerk)
    Authenticator.objects.update(key="00")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_authenticator SET key = 'not a seal at all'")

    assert clerk.get("/settings/").status_code == 200


# An office that was set up before the keys were sealed


@pytest.fixture
def old_table(db):
    """django-otp's own table, as issue 2 left it behind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE otp_totp_totpdevice (id integer PRIMARY KEY, user_id bigint,"
            " name varchar(64), confirmed boolean, key varchar(80), drift smallint, last_t bigint)"
        )

    def add(pk, person, *, confirmed, key=IN_CLEAR):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO otp_totp_totpdevice VALUES (%s, %s, 'phone', %s, %s, 0, 7)",
                [pk, person.pk, confirmed, key.hex()],
            )

    return add


def migrate():
    module = import_module("committees.migrations.0004_guard")
    module.seal_keys(apps, SimpleNamespace(connection=connection))


def test_phones_that_were_set_up_before_go_on_working(cast, old_table):
    old_table(1, cast.clerk, confirmed=True)
    old_table(2, cast.admin, confirmed=False)

    migrate()

    assert check_second_factor(cast.clerk, f"{totp(IN_CLEAR):06d}").user == cast.clerk
    with pytest.raises(Refused):
        check_second_factor(cast.admin, f"{totp(IN_CLEAR):06d}")
    assert IN_CLEAR.hex() not in dump()


def test_of_two_devices_of_one_person_the_confirmed_one_is_kept(cast, old_table):
    old_table(1, cast.clerk, confirmed=True)
    old_table(2, cast.clerk, confirmed=False, key=bytes(20))

    migrate()

    kept = Authenticator.objects.get(user=cast.clerk)
    assert (kept.confirmed, kept.bin_key, kept.last_t) == (True, IN_CLEAR, 7)


def test_a_new_office_has_nothing_to_move(db):
    migrate()

    assert not Authenticator.objects.exists()


# A key is retired


def test_after_resealing_the_old_key_opens_nothing_and_is_needed_no_more(cast, enter, settings):
    old, new = settings.FIELD_KEYS, ["the-next-key-" + "n" * 40]
    device, phone = begin_setup(cast.clerk), cast.east_member.phone
    draft = Draft.objects.create(
        user=cast.east_member, key=uuid4(), form="log", path="/log/new/", fields='{"text": "水"}'
    )

    settings.FIELD_KEYS = new + old
    out = StringIO()
    call_command("reseal", stdout=out)
    settings.FIELD_KEYS = new

    assert User.objects.get(pk=cast.east_member.pk).phone == phone
    assert Authenticator.objects.get().bin_key == device.bin_key
    assert Draft.objects.get(pk=draft.pk).fields == draft.fields
    assert f"committees.user {User.objects.count()}" in out.getvalue().splitlines()
    settings.FIELD_KEYS = old
    with pytest.raises(Unreadable):
        User.objects.get(pk=cast.east_member.pk)
