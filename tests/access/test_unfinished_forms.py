"""A form sent after the session ran out: what was typed is finished after signing in."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from jiedao.common.crypto import unseal
from tests.access.conftest import PASSWORD, knock

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
