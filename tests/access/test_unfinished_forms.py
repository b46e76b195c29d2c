"""A form sent after the session ran out: what was typed is finished after signing in."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casework.log.models import LogEntry
from committees.files import staging
from committees.files.models import StagedFile
from committees.people.models import Posting
from jiedao.common.crypto import unseal
from tests.access.conftest import PASSWORD, knock
from tests.committees.files.pictures import photo

FIELDS = {"reminded_by": "email", "email": "zhou@example.org", "text_size": "large"}
KEY = "7f3c2f5e-9c1b-4d8e-8a51-2b8f4c1d9e01"


def test_what_was_typed_when_the_session_ended_is_finished_after_signing_in(known):
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        knock(client, known.east_director)
    with time_machine.travel(now + timedelta(hours=13), tick=False):
        sent = client.post("/me/", {**FIELDS, "idempotency_key": KEY})
        assert (sent.status_code, sent["Location"]) == (302, "/sign-in/?next=%2Fme%2F")
        assert "您刚才写的内容还在" in client.get(sent["Location"]).content.decode()
        assert knock(client, known.east_director)["Location"] == "/sign-in/resume/"
        page = client.get("/sign-in/resume/").content.decode()
        assert "zhou@example.org" in page
        assert f'name="idempotency_key" value="{KEY}"' in page

        client.post("/me/", {**FIELDS, "idempotency_key": KEY})

        known.east_director.refresh_from_db()
        assert known.east_director.email == "zhou@example.org"
        assert client.get("/sign-in/resume/")["Location"] == "/today/"


def test_what_a_colleague_had_typed_is_not_shown_to_the_next_person(known):
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        knock(client, known.east_director)
    with time_machine.travel(now + timedelta(hours=13), tick=False):
        client.post("/me/", {**FIELDS, "idempotency_key": KEY})
        answer = knock(client, known.east_member)

    assert answer["Location"] == "/today/"
    assert "zhou@example.org" not in client.get("/sign-in/resume/", follow=True).content.decode()


def test_a_password_is_never_kept_with_the_unfinished_form(known):
    client = Client()
    client.post("/me/pin/", {"password": PASSWORD, "pin": "2580", "idempotency_key": KEY})
    kept = str(dict(client.session))

    text = unseal(client.session["pending_post"]["body"])
    assert KEY in text
    assert "2580" not in text
    assert "password" not in text
    assert PASSWORD not in kept


# Its photos


NEW_ENTRY = {"kind": "patrol", "who": "北门", "text": "堆物", "idempotency_key": KEY}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def too_late(known, media) -> Iterator[Client]:
    """A browser in which the director's session has run out, an hour ago."""
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        knock(client, known.east_director)
    with time_machine.travel(now + timedelta(hours=13), tick=False):
        yield client


def kept_files(page: str) -> list[str]:
    return re.findall(r'name="kept_file" value="([^"]+)"', page)


def test_photos_sent_after_the_session_ended_are_there_after_signing_in(known, too_late):
    too_late.post("/log/new/", {**NEW_ENTRY, "photos": [photo(), photo("blue")]})
    knock(too_late, known.east_director)
    page = too_late.get("/sign-in/resume/").content.decode()
    assert "已经传上来，不用再选" in page
    assert "没有留下来" not in page
    assert re.findall(r'entry-typed prewrap">([^<]+)', page) == ["北门", "堆物"]

    sent = too_late.post("/log/new/", {**NEW_ENTRY, "kept_file": kept_files(page)})

    assert sent.status_code == 303
    assert LogEntry.objects.get().photos.count() == 2
    assert StagedFile.objects.count() == 0


def test_what_cannot_be_kept_is_named(known, too_late):
    table = SimpleUploadedFile("名册.xlsx", b"PK no picture")
    many = [photo(f"#0000{number:02x}", f"p{number}.png") for number in range(11)]
    too_late.post("/log/new/", {**NEW_ENTRY, "photos": [*many[:2], table, *many[2:]]})
    knock(too_late, known.east_director)

    page = too_late.get("/sign-in/resume/").content.decode()

    assert "接着保存以后请再选一次：名册.xlsx、p9.png、p10.png。" in page
    assert len(kept_files(page)) == 9


def test_whoever_does_not_want_to_go_on_leaves_no_photo_behind(known, too_late):
    too_late.post("/log/new/", {**NEW_ENTRY, "photos": photo()})
    knock(too_late, known.east_director)

    too_late.post("/sign-in/resume/")

    assert StagedFile.objects.count() == 0


def test_a_colleague_who_signs_in_there_finds_no_photo_of_hers(known, too_late):
    too_late.post("/log/new/", {**NEW_ENTRY, "photos": photo()})
    token = StagedFile.objects.get().pk
    knock(too_late, known.east_member)

    too_late.post("/log/new/", {**NEW_ENTRY, "kept_file": str(token)})

    assert LogEntry.objects.get().photos.count() == 0
    assert too_late.get(f"/drafts/files/{token}/").status_code == 404


def _a_stranger(client: Client, known) -> Client:
    return Client()


def _after_signing_out(client: Client, known) -> Client:
    knock(client, known.east_director)
    client.post("/sign-out/")
    return client


def _two_days_later(client: Client, known) -> Client:
    client.get("/today/")
    session = client.session
    session["ended"] -= 2 * 86_400
    session.save()
    return client


def _a_leaver(client: Client, known) -> Client:
    Posting.objects.filter(user=known.east_director).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    return client


@pytest.mark.parametrize("who", [_a_stranger, _after_signing_out, _two_days_later, _a_leaver])
def test_a_browser_that_does_not_show_whose_session_it_was_fills_no_disk(
    known, too_late, media, who
):
    client = who(too_late, known)

    client.post("/log/new/", {**NEW_ENTRY, "photos": photo(name="屋顶.png")})

    assert StagedFile.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert json.loads(unseal(client.session["pending_post"]["lost"])) == ["屋顶.png"]


def test_ninety_photos_of_ended_sessions_keep_forty(known, too_late):
    for turn in range(9):
        shades = [photo(f"#{turn:02x}00{number:02x}") for number in range(10)]
        too_late.post("/log/new/", {**NEW_ENTRY, "photos": shades})

    assert StagedFile.objects.count() == staging.MOST_STAGED
